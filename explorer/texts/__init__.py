"""Words and numbers as they are displayed."""
