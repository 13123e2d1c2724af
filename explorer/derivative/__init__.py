"""The derivative view."""
