"""The page Why: what decided about the answer, and what would change it."""
