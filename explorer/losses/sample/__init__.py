"""One sample: an answer, what two losses make of it, and how the losses pull at the scores."""
