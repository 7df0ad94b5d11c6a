"""The site that is there stays whole until the next one is complete, and then is replaced by it."""
