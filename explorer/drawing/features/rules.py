"""Rules for a 5, written by hand: whether the drawing meets them, and what they and the network take for a 5."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QPainter

from core.blas import one_blas_thread
from core.handwritten_rules import CONDITIONS, DIGIT, RuleCounts, count_by_rule
from core.metrics import predictions
from core.mnist import Dataset
from core.model_file import SavedNetwork
from explorer.background.latest_result import LatestResult
from explorer.drawing.features.words import RuleRow
from explorer.drawing.painted import LEFT, RIGHT, Painted
from explorer.drawing.reading import can_read
from explorer.look.theme import NORMAL, SEMIBOLD, SPACE_XS, Look
from explorer.plots.export import Table
from explorer.state.session import Session
from explorer.texts.language import _

_RULE, _COLUMNS = 230, (86, 96, 140)  # widths at scale 1


class FiveCounts(QObject):
    """Counts the test images that the rules, and a network, take for a 5.

    Parameters
    ----------
    session : Session
        For the test images and the background.

    Signals
    -------
    changed()
        More counts are known.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._by_rule: LatestResult[tuple[RuleCounts, ...]] = session.latest_result("drawing.rules")
        self._by_network: LatestResult[RuleCounts] = session.latest_result("drawing.fives")
        for results in (self._by_rule, self._by_network):
            results.changed.connect(self.changed)

    def by_rule(self) -> tuple[RuleCounts, ...] | None:
        """Return the counts of each rule, once they are known."""
        dataset = self._session.dataset
        if dataset is None:
            return None
        return self._by_rule.request(
            dataset.number, lambda: count_by_rule(dataset.test_images, dataset.test_labels)
        )

    def by_network(self, saved: SavedNetwork) -> RuleCounts | None:
        """Return the counts of a network, once they are known."""
        dataset = self._session.dataset
        if dataset is None or not can_read(saved.network):
            return None
        return self._by_network.request((saved.sha256, dataset.number), _search(saved, dataset))

    def totals(self) -> tuple[int, int] | None:
        """Return how many test images there are of a 5 and of other digits."""
        dataset = self._session.dataset
        if dataset is None:
            return None
        fives = int((dataset.test_labels == DIGIT).sum())
        return fives, len(dataset.test_labels) - fives


class RulesPicture(Painted):
    """Paints a table of the rules."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._rows: tuple[RuleRow, ...] = ()

    @property
    def rows(self) -> tuple[RuleRow, ...]:
        """What is shown; the first row has the titles of the columns."""
        return self._rows

    def show_rows(self, rows: tuple[RuleRow, ...]) -> None:
        """Show rows, the first of them being the titles of the columns."""
        if rows != self._rows:
            self._rows = rows
            self.setAccessibleDescription("; ".join(", ".join(filter(None, row)) for row in rows))
            self.update()

    def table(self) -> Table:
        """Return the rows below the titles."""
        titles, *rows = self._rows or (RuleRow(),)
        return [(title, [row[k] for row in rows]) for k, title in enumerate(titles)] if rows else []

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        return QSize(self.look.px(_RULE + sum(_COLUMNS)), (CONDITIONS + 2) * self._row())

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paint(self, painter: QPainter) -> None:
        """Paint the rows from the top."""
        height, rule = self._row(), self.look.px(_RULE)
        widths = [self.look.px(width) for width in _COLUMNS]
        for index, row in enumerate(self._rows):
            weight = SEMIBOLD if index in (0, len(self._rows) - 1) else NORMAL
            tone = "text2" if index == 0 else "text"
            place = QRectF(0, index * height, rule, height)
            self.write(painter, place, row.rule, weight=weight, flags=LEFT)
            left = float(rule)
            for text, width in zip(row[1:], widths, strict=True):
                self.write(painter, QRectF(left, place.top(), width, height), text, tone=tone, flags=RIGHT)
                left += width

    def _row(self) -> int:
        return self.line() + SPACE_XS


def explanation() -> tuple[str, str]:
    """Return name and tooltip of the table."""
    return (
        _("Rules for a 5, written by hand"),
        _(
            "Each row adds a condition on the inked pixels (128 or more of 255). Counted on the test images: how many "
            "fives a rule finds, and how many other digits it takes for a 5. Draw a 5 that no rule finds. Section 1 "
            "of the chapter."
        ),
    )


def _search(saved: SavedNetwork, dataset: Dataset) -> Callable[[], RuleCounts]:
    def search() -> RuleCounts:
        with one_blas_thread():
            taken = predictions(saved.network.as_float32(), dataset.test_images) == DIGIT
        found = int((taken & (dataset.test_labels == DIGIT)).sum())
        return RuleCounts(found, int(taken.sum()) - found)

    return search
