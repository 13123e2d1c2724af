"""The page Mistakes: which images a network gets wrong, and how."""
