"""What a person can set on the page Runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RunsPage:
    """State of the page Runs; the run and the moment that it looks at are in the view's state."""
