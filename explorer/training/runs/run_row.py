"""The list of runs: one line each, with a box to draw its curves."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import DASH, SEMIBOLD, SMALL, SOLID, SPACE_M, SPACE_S, SPACE_XS, Look, pen
from explorer.texts.language import _
from explorer.training.runs import words
from explorer.training.runs.overlay import Drawn
from explorer.widgets.layout import column, row
from explorer.widgets.text import ElidedLabel, Label, set_style_property

_SWATCH, _NUMBER_WIDTH, _STEPS_WIDTH, _NAME_WIDTH = 26, 56, 120, 124


class _Swatch(Guarded, QWidget):
    """A piece of the line that a run is drawn with."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._token, self._is_dashed = look, "a", False
        self.setFixedWidth(_SWATCH)

    def show_line(self, drawn: Drawn) -> None:
        self._token, self._is_dashed = drawn.token, drawn.is_dashed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        colour = getattr(self._look.theme, self._token)
        painter.setPen(pen(colour, 3, DASH if self._is_dashed else SOLID))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)


class RunRow(Guarded, QFrame):
    """One run: its line, a box that draws it, its settings, and how far it came.

    Signals
    -------
    chosen()
        The user clicked on it.
    ticked(is_ticked: bool)
        The box was clicked.
    """

    chosen = Signal()
    ticked = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._swatch, self.box = _Swatch(look), QCheckBox()
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setToolTip(_("Draw this run’s curves (up to eight runs)"))
        self.setToolTip(_("Click to choose this run. At the right: iterations, loss, test accuracy"))
        self._name = ElidedLabel(look, weight=SEMIBOLD)
        self._settings = ElidedLabel(look, SMALL, tone="text2")
        self._steps, self._loss, self._accuracy = (Label(look) for _index in range(3))
        for label in (self._steps, self._loss, self._accuracy):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._name.setFixedWidth(look.px(_NAME_WIDTH))
        self._steps.setFixedWidth(look.px(_STEPS_WIDTH))
        for label in (self._loss, self._accuracy):
            label.setFixedWidth(look.px(_NUMBER_WIDTH))
        line = row(
            self.box,
            self._swatch,
            self._name,
            self._settings,
            self._steps,
            self._loss,
            self._accuracy,
            spacing=SPACE_M,
            margins=(SPACE_S, SPACE_XS, SPACE_M, SPACE_XS),
        )
        line.setStretch(3, 1)
        self.setLayout(line)
        self.box.clicked.connect(self.ticked)

    def show_run(self, drawn: Drawn, is_ticked: bool, is_chosen: bool) -> None:
        """Write everything about the run as it is now."""
        run = drawn.run
        self._swatch.show_line(drawn)
        self.box.setChecked(is_ticked)
        self.box.setAccessibleName(drawn.name)
        self._name.setText(drawn.name)
        told = [words.status(run), words.settings(run.config), words.changes(run)]
        self._settings.setText(" · ".join(text for text in told if text))
        self._steps.setText(words.steps(run))
        self._loss.setText(words.loss(run))
        self._accuracy.setText(words.accuracy(run))
        set_style_property(self, "current", is_chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the run."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()
        else:
            event.ignore()


class RunList(Guarded, QScrollArea):
    """All runs below each other, the newest first; it scrolls where there are many.

    Signals
    -------
    chosen(key: str)
    ticked(key: str, is_ticked: bool)
    """

    chosen = Signal(str)
    ticked = Signal(str, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[RunRow] = []
        self._keys: list[str] = []
        self._lines = column(spacing=SPACE_XS)
        content = QWidget()
        content.setLayout(column(self._lines, 1, spacing=0))
        self.setWidget(content)
        self.setWidgetResizable(True)
        for ground in (content, self.viewport()):
            ground.setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def whole_height(self) -> int:
        """Pixels that all rows take."""
        content = self.widget()
        return content.sizeHint().height() if content is not None else 0

    @property
    def rows(self) -> dict[str, RunRow]:
        """The rows in sight, by the ids of their runs."""
        return dict(zip(self._keys, self._rows, strict=False))

    def show_runs(self, runs: Sequence[Drawn], ticked: Sequence[str], chosen: str) -> None:
        """Show exactly these runs."""
        self._keys = [each.run.key for each in runs]
        while len(self._rows) < len(runs):
            self._add_row()
        for index, line in enumerate(self._rows):
            line.setVisible(index < len(runs))
            line.setEnabled(
                index < len(runs)
            )  # else a mouse button pressed on it could still be released there
        for line, each in zip(self._rows, runs, strict=False):
            line.show_run(each, each.run.key in ticked, each.run.key == chosen)

    def _add_row(self) -> None:
        index, line = len(self._rows), RunRow(self._look)
        line.box.setObjectName(f"training.run_tick_{index}")
        line.chosen.connect(partial(self._on_chosen, index))
        line.ticked.connect(partial(self._on_ticked, index))
        self._rows.append(line)
        self._lines.addWidget(line)

    def _on_chosen(self, index: int) -> None:
        self.chosen.emit(self._keys[index])

    def _on_ticked(self, index: int, is_ticked: bool) -> None:
        self.ticked.emit(self._keys[index], is_ticked)
