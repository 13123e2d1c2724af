"""The drawing view."""
