"""What a person can set on the page Tangent, beside the curve, the point and the step."""

from dataclasses import dataclass

from explorer.state.declarations import State, value
from explorer.texts.language import _

MOST_ZOOM = 20


def _check_zoom(zoom: int | None) -> None:
    if zoom is not None and (
        isinstance(zoom, bool) or not isinstance(zoom, int) or not 0 <= zoom <= MOST_ZOOM
    ):
        sentence = _("The magnifier goes from 10⁰ to 10²⁰ times, not 10 to the power {zoom}.")
        raise ValueError(sentence.format(zoom=zoom))


@dataclass(frozen=True)
class TangentState(State):
    """State of the page Tangent.

    Attributes
    ----------
    zoom : int or None
        The magnifier shows the curve ten to this times larger than the plot beside it; None: it shows two steps h to
        each side of P, with the triangle of the difference.
    """

    zoom: int | None = value(None, _check_zoom)
