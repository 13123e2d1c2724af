"""The page Gallery: drawings kept with their labels, and how many of them are predicted correctly."""
