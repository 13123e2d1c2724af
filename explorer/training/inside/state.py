"""What a person can set on the page Inside."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InsidePage:
    """State of the page Inside; the run and the moment that it looks at are in the view's state."""
