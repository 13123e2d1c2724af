"""Pages about gradients: the numerical gradient against backpropagation, and mini-batches against all images."""
