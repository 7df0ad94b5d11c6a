"""What a build costs: ours, with the reading of the articles, and other generators' of the same pages ready-made."""
