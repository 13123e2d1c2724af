"""A function of two variables: its partial derivatives, its gradient, and its slope in every direction."""
