"""What a person can set on the page Slow motion."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SlowMotionPage:
    """State of the page Slow motion; the run and the moment that it looks at are in the view's state."""
