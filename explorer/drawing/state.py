"""What a person can set in the drawing view."""

from dataclasses import dataclass, field
from typing import Literal

from core.eraser import Stroke, Strokes
from explorer.drawing.compare.state import CompareState
from explorer.drawing.gallery.state import GalleryState
from explorer.drawing.strokes import THREE, Pressures, check_pressures, check_strokes
from explorer.drawing.why.state import WhyState
from explorer.language import _
from explorer.session import NEWEST

NARROWEST_PEN, WIDEST_PEN = 2, 16
NO_IMAGE = -1
NO_LABEL = -1
NO_PICTURE = ""
ALL_POINTS = -1
DIGITS = 10
_LONGEST_ID = 200

PageName = Literal["draw", "why", "compare", "gallery"]
PAGES: tuple[PageName, ...] = ("draw", "why", "compare", "gallery")


@dataclass(frozen=True)
class DrawingState:
    """State of the drawing view.

    Parameters
    ----------
    page : "draw", "why", "compare" or "gallery"
        Which page is open; the canvas is the same on all of them.
    strokes : tuple of strokes
        A stroke is a tuple of points (x, y), the canvas being the unit square and y pointing down. Any finite
        numbers; up to 500 strokes and 100,000 points.
    pressures : tuple of tuples of float
        How hard the pen was pressed, from 0 to 1, stroke by stroke and point by point; strokes with another number
        of points, or none, are drawn evenly. Changes the look of the ink only.
    test_image : int
        Index of the test image on the canvas, or -1. Strokes come first: the image is on the canvas while there
        are none.
    picture : str
        Id of the picture from a file or the clipboard that is on the canvas, as `Session.picture` takes it, or "".
        Strokes and a test image come first.
    picture_digit : int
        Which of the digits found in the picture is read, from 0.
    label : int
        Which digit the drawing is, as the person says, or -1.
    seed : int
        From which the next random test image is drawn.
    network : str
        Id of the network that reads, as `Session.network` takes it.
    tool : "pen" or "eraser"
        What the left button does.
    pen_width : int
        Of the ink on the canvas, in percent of its side, from 2 to 16. The network never sees it.
    played : int
        While the strokes are replayed, how many of their points are drawn so far; else -1.
    why : WhyState
        The page Why.
    compare : CompareState
        The page Compare.
    gallery : GalleryState
        The page Gallery.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    page: PageName = "draw"
    strokes: Strokes = THREE
    pressures: Pressures = ()
    test_image: int = NO_IMAGE
    picture: str = NO_PICTURE
    picture_digit: int = 0
    label: int = NO_LABEL
    seed: int = 0
    network: str = NEWEST
    tool: Literal["pen", "eraser"] = "pen"
    pen_width: int = 8
    played: int = ALL_POINTS
    why: WhyState = field(default_factory=WhyState)
    compare: CompareState = field(default_factory=CompareState)
    gallery: GalleryState = field(default_factory=GalleryState)

    def __post_init__(self) -> None:
        check_strokes(self.strokes)
        check_pressures(self.pressures)
        if self.page not in PAGES:
            raise ValueError(_("There is no page “{0}”.").format(self.page))
        if self.test_image < NO_IMAGE or self.seed < 0 or self.played < ALL_POINTS:
            raise ValueError(_("Test images and points are counted from 0."))
        if self.picture_digit < 0 or len(self.picture) > _LONGEST_ID:
            raise ValueError(_("The digits of a picture are counted from 0."))
        if not NO_LABEL <= self.label < DIGITS:
            raise ValueError(_("A drawing is a digit from 0 to 9."))
        if self.tool not in ("pen", "eraser"):
            raise ValueError(_("The tool is “pen” or “eraser”."))
        if not NARROWEST_PEN <= self.pen_width <= WIDEST_PEN:
            sentence = _("The pen is {0} to {1} % of the canvas wide.")
            raise ValueError(sentence.format(NARROWEST_PEN, WIDEST_PEN))
        if not 0 < len(self.network) <= _LONGEST_ID:
            raise ValueError(_("A network's id has 1 to {0} letters.").format(_LONGEST_ID))

    @property
    def point_count(self) -> int:
        """Number of points of all strokes."""
        return sum(map(len, self.strokes))

    @property
    def has_strokes(self) -> bool:
        """Whether there is a point of ink."""
        return any(self.strokes)

    @property
    def shown_image(self) -> int:
        """Index of the test image that is on the canvas, or -1."""
        return NO_IMAGE if self.has_strokes else self.test_image

    @property
    def shown_picture(self) -> str:
        """Id of the picture that is on the canvas, or ""."""
        return self.picture if not self.has_strokes and self.test_image == NO_IMAGE else NO_PICTURE

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on the canvas."""
        return not self.has_strokes and self.test_image == NO_IMAGE and self.picture == NO_PICTURE

    @property
    def shown_strokes(self) -> Strokes:
        """The strokes, or the part of them that the replay has come to."""
        if self.played == ALL_POINTS:
            return self.strokes
        shown: list[Stroke] = []
        left = self.played
        for stroke in self.strokes:
            if left <= 0:
                break
            shown.append(stroke[:left])
            left -= len(stroke)
        return tuple(shown)
