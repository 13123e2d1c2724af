"""How the paths ended, in words; and where one went wrong, why, and what helps."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QWidget

from explorer.descent.end_row import EndRow
from explorer.descent.end_words import EndWords
from explorer.descent.state import END, DescentState
from explorer.descent.trouble import Trouble
from explorer.look.theme import BODY, LEAD, SMALL, SPACE_M, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import plain
from explorer.widgets.badge import Badge
from explorer.widgets.buttons import Button
from explorer.widgets.finding import Finding
from explorer.widgets.layout import Card, column, row, rule
from explorer.widgets.stat import Stat
from explorer.widgets.text import ElidedLabel, Label

_LINES = {1: 3, 2: 3, 3: 2}  # for each of so many paths; with more paths each has one


class EndsCard(Card):
    """The card beside the value plot.

    Parameters
    ----------
    store : Store of DescentState
        Its actions change the state.
    """

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(
            look,
            "descent.ends",
            _("How the paths ended"),
            _(
                "How each path stands at the last step shown. It has arrived where it is within a thousandth of the "
                "surface’s diagonal of a minimum, and each further step of plain descent leads nearer."
            ),
        )
        self._store = store
        self._rate: float | None = None
        self._rows: list[EndRow] = []
        self._other_rows: list[EndRow] = []
        self._list, self._other_list = column(spacing=SPACE_M), column(spacing=2)
        self._note = ElidedLabel(look, SMALL, tone="text2")
        self._note_rule = rule()
        self._results = QWidget()
        self._narration = Label(look, BODY, wrap=True)
        self._narration_rule = rule()
        self._results.setLayout(
            column(self._narration, self._narration_rule, _Scroll(self._list), self._note_rule, self._note)
        )
        self._badge = Badge(look, 1, 0)
        self._trouble = Finding(look, self._badge)
        self._facts = [Stat(look, LEAD) for _index in range(3)]
        self._trouble.extra.addLayout(row(*self._facts, spacing=SPACE_M))
        self._others = _Scroll(self._other_list)
        # It takes what room is left, and asks for none: else the sentence above it would be cut.
        self._others.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._exact = Button(look)
        self._exact.setText(_("Exact gradient"))
        for object_name, button, name, tip in (
            (
                "try_rate",
                self._trouble.action,
                _("Try a smaller learning rate"),
                _("A power of ten with which no path fails in as many steps: it was tried"),
            ),
            (
                "use_exact",
                self._exact,
                _("Use the exact gradient"),
                _("The gradient by formula is not 0 there: the path goes on"),
            ),
        ):
            button.setObjectName(f"descent.{object_name}")
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self._trouble.action_row.insertWidget(1, self._exact)
        self.body.addWidget(self._results, 1)
        self.body.addWidget(self._trouble)
        self.body.addWidget(self._others, 1)
        self._trouble.action_taken.connect(self._on_try)
        self._exact.clicked.connect(self._on_use_exact)

    def show_ends(self, title: str, ends: list[EndWords], note: str, narration: str = "") -> None:
        """Show how each path stands, a remark on all of them, and what the last step did where it is played."""
        self._trouble.hide()
        self._others.hide()
        self._results.show()
        self.set_title(title)
        lines = 1 if narration else _LINES.get(len(ends), 1)
        self._narration.setText(narration)
        for item in (self._narration, self._narration_rule):
            item.setVisible(bool(narration))
        spacing = SPACE_M if lines > 1 else 2
        if spacing != self._list.spacing():  # else the rows are laid out again
            self._list.setSpacing(spacing)
        self._fill(self._list, self._rows, ends, lines)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._note_rule.setVisible(bool(note))

    def show_trouble(self, trouble: Trouble) -> None:
        """Show what went wrong with a path, with some numbers, or below it in a line each how the others stand."""
        self._results.hide()
        self._trouble.show()
        self._others.show()  # empty, too: it takes the room that is left
        self.set_title("")
        self._fill(self._other_list, self._other_rows, trouble.others, 1)
        self._rate = trouble.rate
        self._badge.set_text(trouble.path.badge, trouble.path.series)
        for stat, (name, number) in zip(self._facts, trouble.facts, strict=False):
            stat.set_name(name)
            stat.set(number)
        for position, stat in enumerate(self._facts):
            stat.setVisible(position < len(trouble.facts) and not trouble.others)
        # Last, so that the facts are laid out before: else this would be laid out twice.
        action = "" if trouble.rate is None else _("Try lr = {rate}").format(rate=plain(trouble.rate))
        self._trouble.show_trouble(trouble.title, trouble.body, action)
        self._exact.setVisible(trouble.offers_exact)

    def _fill(self, layout: QBoxLayout, rows: list[EndRow], ends: list[EndWords], lines: int) -> None:
        while len(rows) < len(ends):
            rows.append(EndRow(self._look))
            layout.addWidget(rows[-1])
        for index, end_row in enumerate(rows):
            end_row.setVisible(index < len(ends))
        for end_row, end in zip(rows, ends, strict=False):
            end_row.set_words(end, lines)

    @Slot()
    def _on_try(self) -> None:
        if self._rate is not None:
            self._store.change_to(replace(self._store.state, learning_rate=self._rate, shown_step=END))

    @Slot()
    def _on_use_exact(self) -> None:
        self._store.change_to(replace(self._store.state, gradient="exact"))


class _Scroll(QScrollArea):
    """As many rows as there are, by scrolling where they are too many."""

    def __init__(self, rows: QBoxLayout) -> None:
        super().__init__()
        content = QWidget()
        content.setLayout(column(rows, 1, spacing=0))
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
