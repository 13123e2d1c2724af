"""The 784 numbers of kept drawings, computed beside the window, and what a network predicts for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from core.mnist import PIXELS
from core.two_layer_net import TwoLayerNet
from explorer.drawing.drawing import Drawing
from explorer.drawing.reading import Subject, can_read
from explorer.state.session import Session

_CHANNEL = "drawing.gallery"
Form = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shown:
    """A kept drawing as it is shown.

    Attributes
    ----------
    form : ndarray, shape (784,), or None
        None while it is not known, and where there is nothing to read.
    answer : int or None
        What the network predicts.
    """

    form: Form | None
    label: int | None
    answer: int | None


class Forms(QObject):
    """Knows the forms of kept drawings.

    Signals
    -------
    changed()
        More of them are known.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        # By the identity of the drawing, which is kept as well so that it stays the only one of that identity.
        self._known: dict[int, tuple[Drawing, Form | None]] = {}
        session.background.finished.connect(self._on_finished)
        session.dataset_changed.connect(self._on_dataset_changed)

    def of(self, kept: tuple[Drawing, ...]) -> list[Form | None]:
        """Return the form of each drawing, None where it is not known yet or there is none."""
        missing = tuple(one for one in kept if id(one) not in self._known)
        if missing and not (self._session.dataset is None and any(one.test_image >= 0 for one in missing)):
            self._session.background.submit(_CHANNEL, tuple(map(id, missing)), self._job(missing))
        return [self._known[id(one)][1] if id(one) in self._known else None for one in kept]

    def shown(self, kept: tuple[Drawing, ...], network: TwoLayerNet) -> tuple[Shown, ...]:
        """Return the drawings with what a network predicts for each."""
        forms = self.of(kept)
        readable = [form for form in forms if form is not None]
        answers: Iterator[int] = iter(())
        if readable and can_read(network):
            answers = iter(network.scores(np.stack(readable)).argmax(axis=1).tolist())
        labels = [None if one.label < 0 else one.label for one in kept]
        return tuple(
            Shown(form, label, None if form is None else next(answers, None))
            for form, label in zip(forms, labels, strict=True)
        )

    def _job(self, missing: tuple[Drawing, ...]) -> Callable[[], list[tuple[Drawing, Form | None]]]:
        saved, dataset = self._session.network("reader"), self._session.dataset
        pictures = {one.picture: self._session.picture(one.picture) for one in missing if one.picture}

        def work() -> list[tuple[Drawing, Form | None]]:
            found: list[tuple[Drawing, Form | None]] = []
            for one in missing:
                picture = None if one.strokes or one.test_image >= 0 else pictures.get(one.picture)
                image = -1 if one.strokes else one.test_image
                stages = Subject(one.strokes, image, dataset, saved, picture, one.picture_digit).stages()
                found.append((one, None if stages is None else stages.form.reshape(PIXELS)))
            return found

        return work

    @Slot(str, object, object)
    def _on_finished(self, channel: str, _key: object, found: list[tuple[Drawing, Form | None]]) -> None:
        if channel == _CHANNEL:
            self._known |= {id(one): (one, form) for one, form in found}
            self.changed.emit()

    @Slot()
    def _on_dataset_changed(self) -> None:
        self._known = {key: known for key, known in self._known.items() if known[0].test_image < 0}
        self.changed.emit()
