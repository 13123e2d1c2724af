"""What can be done with what is on the canvas, by whatever button or key."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Slot

from explorer.drawing.drawing import NO_LABEL, Drawing
from explorer.drawing.gallery.state import NONE_CHOSEN
from explorer.drawing.mistakes import Mistakes
from explorer.drawing.reading import subject
from explorer.drawing.state import DrawingState
from explorer.state.session import Session
from explorer.state.store import Store


class CanvasActions(QObject):
    """Puts things on the canvas, takes them away, and says what they are.

    Parameters
    ----------
    session : Session
        For the test images.
    """

    def __init__(self, session: Session, store: Store[DrawingState], mistakes: Mistakes) -> None:
        super().__init__()
        self._session, self._store, self._mistakes = session, store, mistakes

    def keys(self) -> dict[str, Callable[[], None]]:
        """Return what the keys of the view do."""
        by_key: dict[str, Callable[[], None]] = {
            "E": self.take_test_image,
            "M": self.take_next_mistake,
            "K": self.keep,
            "Del": self.clear,
        }
        for digit in range(10):
            by_key[str(digit)] = self._labels(digit)
        return by_key

    @Slot()
    def take_test_image(self) -> None:
        """Put a random test image on the canvas."""
        dataset, state = self._session.dataset, self._store.state
        if dataset is not None:
            image = int(np.random.default_rng(state.seed).integers(len(dataset.test_images)))
            shown = state.showing(Drawing(test_image=image))
            self._store.change_to(replace(shown, seed=state.seed + 1))

    @Slot()
    def take_next_mistake(self) -> None:
        """Put the next test image that the network predicts wrongly on the canvas; after the last comes the first."""
        state = self._store.state
        mistakes = self._mistakes.of(self._session.at_moment(state.network))
        if mistakes is not None and len(mistakes):
            place = int(np.searchsorted(mistakes, state.shown_image, side="right"))
            self._store.change_to(state.showing(Drawing(test_image=int(mistakes[place % len(mistakes)]))))

    @Slot()
    def clear(self) -> None:
        """Empty the canvas."""
        self._store.change_to(self._store.state.showing(Drawing()))

    @Slot()
    def keep(self) -> None:
        """Keep what is on the canvas in the gallery, and empty the canvas for the next digit.

        Its label is the one that is known; on the page Gallery else the digit that is asked for.
        """
        state = self._store.state
        if state.is_empty:
            return
        gallery, label = state.gallery, subject(state, self._session).label
        asked = gallery.asked_digits
        if label is None:
            label, asked = (gallery.asked_digit, asked + 1) if state.page == "gallery" else (NO_LABEL, asked)
        drawing = Drawing(state.strokes, state.test_image, state.picture, state.picture_digit, label)
        try:
            gallery = replace(
                gallery, kept=(*gallery.kept, drawing), asked_digits=asked, chosen_drawing=NONE_CHOSEN
            )
        except ValueError as problem:
            self._session.problem.emit(str(problem))
        else:
            self._store.change_to(replace(state.showing(Drawing()), gallery=gallery))

    def set_label(self, label: int) -> None:
        """Say which digit the drawing is, or -1 for not saying."""
        self._store.change_to(replace(self._store.state, label=label))

    def _labels(self, digit: int) -> Callable[[], None]:
        """Return what a digit's key does: say that the drawing is one, or take it back."""

        def toggle() -> None:
            self.set_label(NO_LABEL if self._store.state.label == digit else digit)

        return toggle
