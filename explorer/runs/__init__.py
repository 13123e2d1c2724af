"""Training runs: the thread, what is recorded of a run, and its history."""
