"""What the user can set in the drawing view."""

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from core.eraser import Stroke, Strokes
from explorer.drawing.compare.state import CompareState
from explorer.drawing.drawing import NO_IMAGE, NO_PICTURE, Drawing, check_id, counted
from explorer.drawing.gallery.state import GalleryState
from explorer.drawing.strokes import FIVE, Pressures, check_pressures, check_strokes
from explorer.drawing.why.state import WhyState
from explorer.state.declarations import LinearTrack, choice, pages, value, whole_number
from explorer.state.session import NEWEST
from explorer.texts.language import N_

ALL_POINTS = -1
DIGITS = 10

PageName = Literal["draw", "why", "features", "gallery", "networks"]
PAGES: tuple[PageName, ...] = get_args(PageName)
ToolName = Literal["pen", "eraser"]
NumbersName = Literal["hidden", "bytes", "unit"]


@dataclass(frozen=True)
class DrawingState(Drawing):
    """State of the drawing view; the canvas is the same on all pages.

    Attributes
    ----------
    pressures : tuple of tuples of float
        How hard the pen was pressed, from 0 to 1, stroke by stroke and point by point; strokes with another number
        of points, or none, are drawn evenly. Changes the look of the ink only.
    seed : int
        From which the next random test image is drawn.
    network : str
        Id of the network that predicts, as `Session.network` takes it.
    played : int
        While the strokes are replayed, how many of their points are drawn so far; else -1.
    """

    page: PageName = pages(
        "draw",
        {
            "draw": N_("Draw"),
            "why": N_("Why"),
            "features": N_("Features"),
            "gallery": N_("Gallery"),
            "networks": N_("Compare networks"),
        },
        further=("gallery", "networks"),
        label=N_("Page"),
        hint=N_(
            "Draw: a digit and its prediction. Why: what it is computed from, and what would change it. Features: "
            "hand-crafted ones beside those that the network learned. Further: a gallery of drawings, and several "
            "networks side by side. The canvas is the same on all pages. Section 1 of the chapter."
        ),
    )
    strokes: Strokes = value(FIVE, check_strokes)
    pressures: Pressures = value((), check_pressures)
    seed: int = counted(0)
    network: str = value(
        NEWEST,
        check_id,
        label=N_("Network"),
        hint=N_(
            "The network that predicts: the one trained last, the bundled one, or the chapter’s own. A moment chosen "
            "in Training applies here too. Section 6 of the chapter."
        ),
    )
    tool: ToolName = choice(
        "pen",
        {"pen": N_("Pen"), "eraser": N_("Eraser")},
        label=N_("Pen or eraser"),
        hint=N_(
            "What dragging on the canvas does. The other end of a tablet’s pen always erases. Erase a bit of the "
            "digit and see when the prediction changes. Section 1 of the chapter."
        ),
    )
    pen_width: int = whole_number(
        8,
        2,
        16,
        track=LinearTrack(2, 16),
        label=N_("Pen width"),
        hint=N_(
            "How wide the ink looks on the canvas. The network’s input does not depend on it: there a pen is always "
            "2.2 pixels wide."
        ),
    )
    numbers: NumbersName = choice(
        "hidden",
        {"hidden": N_("Hide"), "bytes": N_("0 to 255"), "unit": N_("0 to 1")},
        label=N_("The 784 numbers"),
        hint=N_(
            "Writes the network’s input out: grey levels from 0 to 255 as in the files of MNIST, or divided by 255, as "
            "load_mnist(normalize=True) returns them. Point at a number. Section 6 of the chapter."
        ),
    )
    played: int = counted(ALL_POINTS)
    why: WhyState = field(default_factory=WhyState)
    compare: CompareState = field(default_factory=CompareState)
    gallery: GalleryState = field(default_factory=GalleryState)

    def showing(self, drawing: Drawing) -> "DrawingState":
        """Return the state with another drawing on the canvas."""
        return replace(
            self,
            strokes=drawing.strokes,
            pressures=(),
            test_image=drawing.test_image,
            picture=drawing.picture,
            picture_digit=drawing.picture_digit,
            label=drawing.label,
            played=ALL_POINTS,
        )

    def asking(self, digit: int) -> "DrawingState":
        """Return the state with the question why it is not this digit."""
        return replace(self, why=replace(self.why, asked=digit))

    def comparing(self, moment: int) -> "DrawingState":
        """Return the state with another moment beside the networks."""
        return replace(self, compare=replace(self.compare, compared_moment=moment))

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
