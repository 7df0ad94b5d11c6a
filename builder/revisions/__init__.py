"""What a version-control system holds of an archive: the content folder as it stood at a revision."""
