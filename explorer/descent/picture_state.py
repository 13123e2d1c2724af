"""What the picture of the descent view shows below the paths."""

from dataclasses import dataclass
from typing import Literal, get_args

from explorer.state.declarations import (
    State,
    choice,
    pages,
    switch,
    value,
)
from explorer.texts.language import N_, _

GroundName = Literal["height", "basins", "plain"]
ArrowName = Literal["slope", "equal", "none"]
ReliefName = Literal["map", "relief"]
LowerName = Literal["values", "sweep", "cut"]
LOWER: tuple[LowerName, ...] = get_args(LowerName)
SweepName = Literal["value", "steps"]
Window = tuple[float, float, float, float]  # left, right, bottom, top

NEAREST, FARTHEST = 0.2, 5.0  # from which a relief is seen
_TURNS = 36_000.0  # degrees
_NARROWEST, _WIDEST = 1e-9, 1e9  # of a window, along each axis
_FINEST = 1e-9  # width of a window beside its borders, so that float64 tells its pixels apart


def window_problem(window: Window) -> str:
    """Return why a window is not allowed, in a sentence; an empty text where it is."""
    left, right, bottom, top = window
    if not all(abs(border) <= _WIDEST for border in window):
        return _("The window lies too far out.")
    finest = _FINEST * max(abs(border) for border in window)
    if not min(right - left, top - bottom) >= max(_NARROWEST, finest):
        return _("The window must have some width and height.")
    return ""


def _check_window(window: Window | None) -> None:
    if window is not None and (problem := window_problem(window)):
        raise ValueError(problem)


def _check_azimuth(angle: float) -> None:
    if not abs(angle) <= _TURNS:
        raise ValueError(_("The surface is turned by at most 36 000°."))


def _check_elevation(angle: float) -> None:
    if not abs(angle) <= 90:
        raise ValueError(_("The surface is seen from at most 90° above or below."))


def _check_distance(distance: float) -> None:
    if not NEAREST <= distance <= FARTHEST:
        sentence = _("The distance must be from {nearest} to {farthest}.")
        raise ValueError(sentence.format(nearest=NEAREST, farthest=FARTHEST))


@dataclass(frozen=True)
class PictureState(State):
    """What the picture of the surface shows below the paths.

    Attributes
    ----------
    window : (left, right, bottom, top) or None
        The part of the plane to look at; None for the surface's own.
    azimuth, elevation : float
        Where the relief is seen from, in degrees.
    distance : float
        How far away; 1 for the whole.
    """

    ground: GroundName = choice(
        "height",
        {"height": N_("Height"), "basins": N_("Basins"), "plain": N_("Nothing")},
        label=N_("What the colours show"),
        hint=N_(
            "Basins of attraction: the colour says which minimum descent with the exact gradient reaches from "
            "there, the stronger the colour, the fewer steps. Hatched: it leaves the picture; no colour: it has "
            "not arrived after all steps"
        ),
        enabled="is_map",
    )
    contours: bool = switch(
        True,
        label=N_("Contour lines"),
        hint=N_("Lines of equal height, with the height; the gradient is perpendicular to them (section 3)"),
    )
    arrows: ArrowName = choice(
        "slope",
        {"slope": N_("By slope"), "equal": N_("Equal"), "none": N_("None")},
        label=N_("Length of the arrows"),
        hint=N_("The negative gradient: longer where it is steeper, or its direction alone (section 3)"),
        enabled="is_map",
    )
    mark_minima: bool = switch(True, label=N_("Minima"), hint=N_("Ring the known minima of this surface"))
    mark_saddles: bool = switch(
        False,
        label=N_("Saddle points"),
        hint=N_(
            "Mark the known saddle points: the gradient is 0; f rises in some directions, falls in others (section 4)"
        ),
        enabled="is_map",
    )
    equal_aspect: bool = switch(
        True,
        label=N_("Equal units"),
        hint=N_("One unit is equally long along both axes, so that angles are true"),
        enabled="is_map",
    )
    window: Window | None = value(None, _check_window)
    relief: ReliefName = choice(
        "map",
        {"map": N_("2-D"), "relief": N_("3-D")},
        label=N_("2-D or 3-D"),
        hint=N_("2-D: a map to drag starts on. 3-D: turn the surface with the mouse"),
    )
    azimuth: float = value(-60.0, _check_azimuth)
    elevation: float = value(50.0, _check_elevation)
    distance: float = value(1.0, _check_distance)
    lower: LowerName = pages(
        "values",
        {"values": N_("Values"), "sweep": N_("Sweep"), "cut": N_("Cut")},
        further=("sweep", "cut"),
        label=N_("Below the picture"),
        hint=N_(
            "Values: f at each step. Sweep: f after all steps, for 200 learning rates. Cut: the surface along the "
            "gradient, with the step (section 4)"
        ),
    )
    sweep_shows: SweepName = choice(
        "value",
        {"value": "f", "steps": N_("Steps")},
        label=N_("What the sweep shows"),
        hint=N_(
            "f after all steps; or the steps until a thousandth of the way from the first f to the best last f of "
            "all rates is left"
        ),
        shown="has_sweep",
        shown_by="lower",
    )

    @property
    def is_map(self) -> bool:
        """Whether the surface is shown in 2-D."""
        return self.relief == "map"

    @property
    def has_sweep(self) -> bool:
        """Whether a sweep stands below the picture."""
        return self.lower == "sweep"
