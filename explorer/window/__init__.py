"""The window around the views: its tabs, menu, dialogs and snapshots."""
