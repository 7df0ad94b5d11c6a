"""From a saved page, a pasted text or bare metadata to an article file.

Nothing here is published: what is found is proposed to a person, with where it was found. Nothing is fetched.
"""
