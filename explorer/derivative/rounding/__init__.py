"""How small a step is too small: the error of a difference against its step, measured and as theory has it."""
