"""What is asked of an archive's content beyond reading it: doubts that a maintainer should hear of before a merge."""
