"""What stands on a paper: content files, the values drawn for them, and their words."""
