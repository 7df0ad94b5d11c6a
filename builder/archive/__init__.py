"""All Findings -> Archive: what the articles say together. Pure; every result carries its citations."""
