"""One article -> Findings. Pure: no file, clock, environment or other article is consulted."""
