"""The fan: gradients of mini-batches around that of all images."""
