"""The page Run: train a network and watch it."""
