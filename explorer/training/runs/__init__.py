"""The page Runs: all runs side by side."""
