"""Pages about the inside of a network, at any time of its run."""
