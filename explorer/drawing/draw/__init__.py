"""The page Draw: a canvas, the form that the network sees, its answer, and what decided about it."""
