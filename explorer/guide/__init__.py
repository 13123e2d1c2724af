"""The guide: lessons, step by step, beside the views that they set."""
