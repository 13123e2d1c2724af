"""What a person can set on the page Mistakes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MistakesPage:
    """State of the page Mistakes; the run and the moment that it looks at are in the view's state."""
