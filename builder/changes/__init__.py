"""What a change of the content does to the site."""
