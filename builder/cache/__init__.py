"""What was worked out before, kept beside the archive; without it everything is the same, only slower."""
