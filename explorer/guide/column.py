"""The column of the guide, in place of the control columns of the views."""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMessageBox, QVBoxLayout, QWidget

from explorer.guide.contents_panel import ContentsPanel
from explorer.guide.guide import Guide
from explorer.guide.lesson import Guess, Task
from explorer.guide.reading import MOST_CHOICES
from explorer.guide.stage import Stage
from explorer.guide.step_bar import StepBar
from explorer.guide.step_panel import StepPanel
from explorer.look.theme import LEAD, SEMIBOLD, SMALL, SPACE_L, SPACE_M, SPACE_S, Look
from explorer.state.store import OpensPages
from explorer.texts.language import _
from explorer.views.view import View
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.layout import PictureScroll, column, row, rule
from explorer.widgets.text import ElidedLabel, Label

WIDTH = 320
_BORDER, _LEAST_HEIGHT = 1, 80
_BESIDE_SCROLL_BAR = (0, 0, SPACE_L, 0)


class GuideColumn(QFrame):
    """Shows the contents or the open step, and what leads on.

    Parameters
    ----------
    open_file, make_file : callable
        Ask for a lesson's file and open it.
    """

    def __init__(
        self, look: Look, guide: Guide, open_file: Callable[[], None], make_file: Callable[[], None]
    ) -> None:
        super().__init__()
        self._look, self._guide = look, guide
        self._open_file, self._make_file = open_file, make_file
        self._stage = Stage(look)
        self._panel: StepPanel | ContentsPanel | None = None
        self._watched: View[OpensPages] | None = None
        self._parts: list[QWidget] = []
        self.setObjectName("guide.column")
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(look.px(WIDTH))
        self._contents = IconButton(look, "menu")
        self._where, self._explore = ElidedLabel(look, SMALL, SEMIBOLD, "text2"), Button(look)
        self._title = Label(look, LEAD, SEMIBOLD)
        self._bar = StepBar(look)
        self._waits_for_drag = False  # a task that is done already
        self._story, self._task = _Story(look.px(WIDTH) - 2 * SPACE_L - 2 * _BORDER), QVBoxLayout()
        self._back, self._primary, self._pass = (
            IconButton(look, "back"),
            Button(look, primary=True),
            Button(look),
        )
        self._name_buttons()
        self._title.setText(_("The chapter"))
        head = row(self._contents, self._title, self._where, self._explore, spacing=SPACE_S)
        head.setStretch(2, 1)
        actions = row(self._back, self._primary, self._pass, spacing=SPACE_S)
        actions.setStretch(1, 1)
        # The scroll bar has its place in the margin at the right, so that it covers and moves nothing.
        layout = column(
            column(head, self._bar, spacing=SPACE_M, margins=_BESIDE_SCROLL_BAR),
            self._story,
            column(self._task, 1, rule(), actions, spacing=SPACE_M, margins=_BESIDE_SCROLL_BAR),
            spacing=SPACE_M,
            margins=(SPACE_L, SPACE_M, 0, SPACE_L),
        )
        layout.setStretch(2, 1)
        card.setLayout(layout)
        self.setLayout(column(card, margins=(SPACE_L, SPACE_S, 0, SPACE_L)))
        guide.changed.connect(self.draw)
        self._make_shortcuts()
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Make what is shown anew."""
        guide = self._guide
        self._stage.clear()
        self._watch(None)
        if self._panel is not None:
            self._end_panel()
            for part in (self._story.takeWidget(), *self._parts):
                if part is not None:
                    part.hide()
                    part.setParent(None)
                    part.deleteLater()
            self._panel.deleteLater()
        is_contents = guide.step is None
        self._title.setVisible(is_contents)
        for widget in (self._contents, self._where, self._bar):
            widget.setVisible(not is_contents)
        if is_contents:
            contents = ContentsPanel(self._look, guide)
            contents.open_wanted.connect(self._open_file)
            contents.new_wanted.connect(self._make_file)
            contents.again_wanted.connect(self._on_again)
            self._panel, self._parts = contents, []
            self._story.show_content(contents)
        else:
            self._draw_step()
        self._show_actions()
        self.focus_on_what_waits()

    def focus_on_what_waits(self) -> None:
        """Let the keyboard go on with the question or the task, or with the button that leads on."""
        places: list[QWidget | None] = []
        if isinstance(self._panel, StepPanel) and self._guide.waiting is not None:
            if self._panel.question is not None:
                places.append(self._panel.question.focusProxy())
            parts = self._panel.task.findChildren(QWidget)
            places += [part for part in parts if not isinstance(part, QLabel)]  # which may have links
        places += [self._primary, self._pass]
        takes_keys = (
            place
            for place in places
            if place is not None and place.isEnabled() and place.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        next(takes_keys).setFocus(Qt.FocusReason.TabFocusReason)

    def _draw_step(self) -> None:
        guide, view = self._guide, self._guide.view
        view.catch_up()
        self._stage.set_cards(view, guide.scene)
        self._veil()
        panel = StepPanel(self._look, guide, self._stage)
        panel.ready_changed.connect(self._show_actions)
        if panel.question is not None:
            panel.question.submitted.connect(self._on_primary)
        self._panel, self._parts = panel, [panel.task]
        self._story.show_content(panel.story)
        self._task.addWidget(panel.task)
        panel.task.show()
        self._watch(view)
        guide.announce_reply()
        place = guide.place
        assert place is not None
        lesson = guide.lessons[place.lesson]
        done = tuple(guide.is_done(place.lesson, step) for step in lesson.steps)
        words = _("step {index} of {count}").format(index=place.index + 1, count=len(done))
        self._where.setText(f"{lesson.section} · {words}" if lesson.section else words)
        self._bar.show_steps(done, place.index, words)

    def _watch(self, view: View[OpensPages] | None) -> None:
        """Follow what a view draws, and the ends of drags."""
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.drawn.disconnect(self._on_drawn)
            self._watched.store.history_changed.disconnect(self._on_history_changed)
        self._watched = view
        if view is not None:
            view.drawn.connect(self._on_drawn)
            view.store.history_changed.connect(self._on_history_changed)

    @Slot()
    def _on_drawn(self) -> None:
        if not isinstance(self._panel, StepPanel):
            return
        facts, focused = self._guide.facts(), QApplication.focusWidget()
        if self._guide.check_task(facts):
            if focused is not None and shiboken6.isValid(focused) and not self.isAncestorOf(focused):
                focused.setFocus()  # a task is done in the picture, where the keyboard stays
        else:
            self._veil()
            self._panel.show_facts(facts)
            self._guide.announce_reply()
            self._waits_for_drag = self._guide.is_fulfilled(facts)

    @Slot()
    def _on_history_changed(self) -> None:
        """Go on with a task that was done in a drag, once the drag is over."""
        if self._waits_for_drag:
            self._waits_for_drag = False
            self._on_drawn()

    def _veil(self) -> None:
        """Veil what would answer the guess that waits, and nothing else."""
        waiting = self._guide.waiting
        self._stage.set_veils(self._guide.view, waiting.veil if isinstance(waiting, Guess) else ())

    @Slot()
    def _show_actions(self) -> None:
        guide, waiting = self._guide, self._guide.waiting
        if guide.step is None:
            following = guide.next_place()
            text = _("Continue") if guide.progress.at or guide.progress.done else _("Begin")
            self._primary.setText(text)
            self._primary.setEnabled(following is not None)
            self._back.hide()
            self._pass.hide()
            return
        self._back.show()
        is_guess = isinstance(waiting, Guess)
        is_open = isinstance(waiting, Guess) and waiting.kind == "open"
        text = _("Compare") if is_open else _("See what happens") if is_guess else _("Next")
        self._primary.setText(text)
        can_answer = isinstance(self._panel, StepPanel) and self._panel.answer is not None
        self._primary.setEnabled(can_answer if is_guess else waiting is None)
        self._pass.setVisible(waiting is not None)
        self._pass.setText(_("I don’t know") if is_guess else _("Skip"))

    @Slot()
    def _on_primary(self) -> None:
        waiting = self._guide.waiting
        if isinstance(waiting, Guess) and isinstance(self._panel, StepPanel):
            if self._panel.answer is not None:
                self._guide.answer(self._panel.answer)
        elif waiting is None:
            self._guide.go_on()

    @Slot()
    def _on_pass(self) -> None:
        if isinstance(self._guide.waiting, Guess):
            self._guide.answer(None)
        elif isinstance(self._guide.waiting, Task):
            self._guide.skip()

    def clear(self) -> None:
        """Give the views back, before the column goes."""
        self._end_panel()
        self._watch(None)
        self._stage.clear()

    @Slot()
    def _on_again(self) -> None:
        question = _("Forget which steps are done, and begin with the first one?")
        if QMessageBox.question(self.window(), _("Begin again"), question) == QMessageBox.StandardButton.Yes:
            self._guide.begin_again()

    def _end_panel(self) -> None:
        if isinstance(self._panel, StepPanel):
            self._panel.end()

    def _name_buttons(self) -> None:
        for button, name, text, hint, slot in (
            (self._contents, "contents", "", _("Contents"), self._guide.show_contents),
            (
                self._explore,
                "explore",
                _("Explore freely"),
                _("Close the guide and show all controls (Ctrl+G)"),
                self._guide.close,
            ),
            (self._back, "back", "", _("The step before (Alt+←)"), self._guide.go_back),
            (self._primary, "next", "", _("Continue (Alt+→)"), self._on_primary),
            (self._pass, "pass", "", _("Go on without an answer"), self._on_pass),
        ):
            button.setObjectName(f"guide.{name}")
            button.setToolTip(hint)
            button.setAccessibleName(text or hint)
            if text:
                button.setText(text)
            button.clicked.connect(slot)

    def _make_shortcuts(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Alt+Left", self._guide.go_back),
            ("Alt+Right", self._on_primary),
        ]
        keys += [(f"Alt+{place}", partial(self._choose, place)) for place in range(1, MOST_CHOICES + 1)]
        for key, slot in keys:
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _choose(self, place: int) -> None:
        if isinstance(self._panel, StepPanel):
            self._panel.choose(place)


class _Story(PictureScroll):
    """As high as its content if there is room; else it scrolls."""

    def __init__(self, width: int) -> None:
        super().__init__(QWidget())
        self._width = width
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_content(self, content: QWidget) -> None:
        """Show another content, from its beginning."""
        self._picture = content
        content.setFixedWidth(self._width)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        content.show()
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of the content."""
        return QSize(1, self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the height of some lines."""
        return QSize(1, min(self._height(), _LEAST_HEIGHT))

    def viewportEvent(self, event: QEvent) -> bool:
        """Take another height with the content."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().viewportEvent(event)

    def _height(self) -> int:
        layout = self._picture.layout()
        return 0 if layout is None else layout.totalHeightForWidth(self._width)

    def _fit(self) -> None:
        self._picture.resize(self._width, max(self._height(), 1))
