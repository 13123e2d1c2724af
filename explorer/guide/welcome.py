"""The first start: begin with the chapter, or explore."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import LEAD, SEMIBOLD, SPACE_L, SPACE_M, SPACE_S, Look
from explorer.texts.language import _
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_WIDTH, _TOP, _RIGHT = 380, 112, 36


class Welcome(Guarded, QFrame):
    """A card over the upper right corner of the window.

    Parameters
    ----------
    steps : int
        How many steps the chapter has.

    Signals
    -------
    guide_chosen(), explore_chosen()
    """

    guide_chosen = Signal()
    explore_chosen = Signal()

    def __init__(self, look: Look, window: QWidget, steps: int) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self.setProperty("card", True)
        self.setObjectName("guide.welcome")
        title, words = Label(look, LEAD, SEMIBOLD), Label(look, tone="text2", wrap=True)
        title.setText(_("New here?"))
        words.setText(
            _(
                "{0} short steps lead from the first loss to a network that reads your digits. Or try what you "
                "like: everything can be undone."
            ).format(steps)
        )
        begin, explore = Button(look, primary=True), Button(look)
        begin.setText(_("Begin with the chapter"))
        begin.setToolTip(_("Open the guide at its first step"))
        explore.setText(_("Explore freely"))
        explore.setToolTip(_("The guide opens later with Ctrl+G"))
        for button, name, signal in (
            (begin, "begin", self.guide_chosen),
            (explore, "explore_first", self.explore_chosen),
        ):
            button.setObjectName(f"guide.{name}")
            button.clicked.connect(signal)
        buttons = row(begin, explore, 1, spacing=SPACE_S)
        self.setLayout(
            column(title, words, buttons, spacing=SPACE_M, margins=(SPACE_L, SPACE_L, SPACE_L, SPACE_L))
        )
        self.setFixedWidth(look.px(_WIDTH))
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        begin.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        px = self._look.px
        self.move(max(0, self._window.width() - self.width() - px(_RIGHT)), px(_TOP))
