"""One sample: an output, both losses of it, and their slopes along the scores."""
