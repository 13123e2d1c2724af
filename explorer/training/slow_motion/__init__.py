"""The page Slow motion: the four steps of one real iteration."""
