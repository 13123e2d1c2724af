"""The page Inside: a network looked into, at any time of its run."""
