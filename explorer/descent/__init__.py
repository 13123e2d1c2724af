"""The descent view."""
