"""A mini-batch of real images, and how well its mean stands for all."""
