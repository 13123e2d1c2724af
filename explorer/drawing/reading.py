"""What a network makes of what is on the canvas."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

import resources
from core.digit_image import FormStages, form_stages, image_stages
from core.eraser import Strokes
from core.evidence import Evidence, evidence
from core.familiarity import Familiarity
from core.mnist import CLASSES, PIXELS, Dataset
from core.model_file import SavedNetwork
from core.picture import Picture
from core.segmentation import FoundDigit
from core.two_layer_net import TwoLayerNet
from explorer.drawing.drawing import NO_IMAGE, NO_LABEL
from explorer.drawing.state import DrawingState
from explorer.state.session import Session


@dataclass(frozen=True)
class Answer:
    """Ten probabilities, and the two classes that have most of them."""

    probabilities: NDArray[np.floating]
    winner: int
    runner_up: int

    @property
    def share(self) -> float:
        """The winner's probability."""
        return float(self.probabilities[self.winner])

    @property
    def runner_up_share(self) -> float:
        """The runner-up's probability."""
        return float(self.probabilities[self.runner_up])


@dataclass(frozen=True, eq=False)
class Reading:
    """The way of a drawing into the network, and what came out.

    Attributes
    ----------
    stages : FormStages
        Its way to 784 numbers.
    answer : Answer
        To those numbers.
    answer_to_ink, answer_to_scaled : Answer or None
        What it would have been without the steps after; None where there is no ink.
    evidence : Evidence
        What makes up the score of the winner.
    is_familiar : bool
        Whether those numbers look like any of the digits that the bundled reader was trained on.
    """

    stages: FormStages
    answer: Answer
    answer_to_ink: Answer | None
    answer_to_scaled: Answer | None
    evidence: Evidence
    is_familiar: bool


@dataclass(frozen=True)
class Subject:
    """What is on the canvas, and who reads it: all that a reading depends on."""

    strokes: Strokes
    image: int
    dataset: Dataset | None
    network: SavedNetwork
    picture: Picture | None = None
    picture_digit: int = 0
    given_label: int = field(default=NO_LABEL, compare=False)  # the reading does not depend on it

    def stages(self) -> FormStages | None:
        """Return the way to 784 numbers, or None for no ink or an image that is not there."""
        if self.picture is not None:
            found = self.found_digit
            return None if found is None else image_stages(found.image)
        if self.image == NO_IMAGE:
            return form_stages(self.strokes)
        if self.dataset is None or self.image >= len(self.dataset.test_images):
            return None
        return image_stages(self.dataset.test_images[self.image])

    @property
    def found_digit(self) -> FoundDigit | None:
        """The digit of the picture on the canvas that is read, if there is one."""
        digits = () if self.picture is None else self.picture.digits
        return digits[self.picture_digit] if self.picture_digit < len(digits) else None

    @property
    def label(self) -> int | None:
        """Which digit it is: as the user says, or as the data set does of a test image; else None."""
        if self.given_label != NO_LABEL:
            return self.given_label
        if self.image == NO_IMAGE or self.dataset is None or self.image >= len(self.dataset.test_labels):
            return None
        return int(self.dataset.test_labels[self.image])


def subject(state: DrawingState, session: Session) -> Subject:
    """Return what a state puts before the network."""
    return Subject(
        state.shown_strokes,
        state.shown_image,
        session.dataset,
        session.network(session.at_moment(state.network)),
        session.picture(state.shown_picture),
        state.picture_digit,
        state.label,
    )


def can_read(network: TwoLayerNet) -> bool:
    """Whether a network takes 784 numbers and answers with ten."""
    inputs, _unused, classes = network.sizes
    return inputs == PIXELS and classes == len(CLASSES)


def read(subject: Subject) -> Reading | None:
    """Read what is on the canvas; None where there is nothing to read or the network cannot."""
    network = subject.network.network
    stages = subject.stages() if can_read(network) else None
    if stages is None:
        return None
    form = stages.form.reshape(-1)
    given = answer_of(network, form)
    return Reading(
        stages=stages,
        answer=given,
        answer_to_ink=answer_of(network, stages.ink.reshape(-1)) if stages.ink.any() else None,
        answer_to_scaled=answer_of(network, stages.scaled.reshape(-1)),
        evidence=evidence(network, form, given.winner),
        is_familiar=digits_known().is_familiar(form),
    )


@cache
def digits_known() -> Familiarity:
    """Return what the digits that the bundled reader was trained on have in common."""
    return Familiarity.from_bytes(resources.path("models", "familiarity.npz").read_bytes())


class Reader:
    """Reads, and keeps the last reading until there is something else to read."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._subject: Subject | None = None
        self._reading: Reading | None = None
        session.dataset_changed.connect(self._release)

    def _release(self) -> None:
        """Forget the last reading: it would hold the data set that was replaced."""
        self._subject = self._reading = None

    def read(self, state: DrawingState) -> Reading | None:
        """Return the reading of a state."""
        now = subject(state, self._session)
        if now != self._subject:
            self._subject, self._reading = now, read(now)
        return self._reading


def answer_of(network: TwoLayerNet, pixels: NDArray[np.float64]) -> Answer:
    """Return the answer of a network to 784 numbers."""
    return ranked(network.predict(pixels))


def ranked(probabilities: NDArray[np.floating]) -> Answer:
    """Return ten probabilities with the two classes that have most of them."""
    winner, runner_up = np.argsort(-probabilities, kind="stable")[:2]
    return Answer(probabilities, int(winner), int(runner_up))
