"""Pictures from files, the clipboard and drops, with the digits found in them."""
