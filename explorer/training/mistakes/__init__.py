"""The page Mistakes: which images a network answers wrongly, and how."""
