"""What a person can set on the page Tangent, beside the curve, the point and the step."""

from dataclasses import dataclass

MOST_ZOOM = 20


@dataclass(frozen=True)
class TangentState:
    """State of the page Tangent.

    Attributes
    ----------
    zoom : int or None
        The magnifier shows the curve ten to this times larger than the plot beside it, from 0 to 20; None: it
        shows two steps h to each side of P, with the triangle of the difference.

    Raises
    ------
    ValueError
        With a sentence for the person, where there is no such magnification.
    """

    zoom: int | None = None

    def __post_init__(self) -> None:
        zoom = self.zoom
        if zoom is None:
            return
        if isinstance(zoom, bool) or not isinstance(zoom, int) or not 0 <= zoom <= MOST_ZOOM:
            raise ValueError(f"The magnifier goes from 10⁰ to 10²⁰ times, not 10 to the power {zoom}.")
