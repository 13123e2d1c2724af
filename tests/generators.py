"""Runs work that pauses between its parts to its end."""


def run_to_end(generator):
    """Return the result of a generator, and all that it yielded."""
    yielded = []
    while True:
        try:
            yielded.append(next(generator))
        except StopIteration as stop:
            return stop.value, yielded


def result_of(generator):
    """Return the result of a generator."""
    return run_to_end(generator)[0]
