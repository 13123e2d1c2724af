"""The mathematics of learning, in NumPy: no Qt, no window, nothing but functions and values."""
