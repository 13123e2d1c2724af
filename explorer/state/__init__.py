"""The state of the views, with undo, and what keeps it: sessions, settings, autosave."""
