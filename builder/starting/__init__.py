"""Starting another archive: what its maintainer decides -> its files."""
