"""Gradients of mini-batches beside that of all images."""
