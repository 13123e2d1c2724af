"""What a person can set on the page Race."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RacePage:
    """State of the page Race; the run and the moment that it looks at are in the view's state."""
