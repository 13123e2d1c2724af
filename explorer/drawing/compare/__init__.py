"""The page Compare networks: several networks predict the same drawing."""
