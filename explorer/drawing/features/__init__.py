"""The same drawing read by its pixels, by a feature made by people, and by a network that found its own."""
