"""The step function against the sigmoid: why a hidden unit needs a slope."""
