"""The page Compare: several networks answer the same drawing."""
