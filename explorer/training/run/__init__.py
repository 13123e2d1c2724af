"""The page Run: a network learns, and a person watches and turns knobs."""
