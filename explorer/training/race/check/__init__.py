"""The gradient check: both gradients, parameter by parameter, and what the step h does to their difference."""
