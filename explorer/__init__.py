"""The Learnscope window: five views over :mod:`core`."""
