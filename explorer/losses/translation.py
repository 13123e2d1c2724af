"""The losses view in the present language."""
