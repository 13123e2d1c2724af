"""The losses view."""
