"""The page Race: the numerical gradient against backpropagation."""
