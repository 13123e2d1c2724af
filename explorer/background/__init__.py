"""Work off the main thread, the clock of the frames, and what is done about failures and garbage."""
