"""The epoch time machine: which of a run's networks all pages look at, and its accuracy."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from core.accuracy import accuracies_in_run
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, SPACE_M, SPACE_XS, Look
from explorer.runs.run import Run, Status
from explorer.runs.training_thread import Accuracies
from explorer.state.session import CHAPTER, Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import grouped, percent
from explorer.training import words
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.controls import heading
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row
from explorer.widgets.sliders import LinearSlider
from explorer.widgets.text import ElidedLabel

CHANNEL = "training.accuracy"


class Measurement(QObject):
    """Measures the accuracies of a network in the background and adds them to its run.

    Attributes
    ----------
    run : Run or None
        The one that is being measured.

    Signals
    -------
    ended()
    """

    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._background = session.background
        self.run: Run | None = None
        self._background.finished.connect(self._on_finished)
        self._background.failed.connect(self._on_failed)

    def begin(self, run: Run, moment: int, network: TwoLayerNet, dataset: Dataset) -> None:
        """Measure the network of a run after so many updates."""
        self.run, config = run, run.config
        check_interrupt = self._background.stop_if_closed
        self._background.submit(
            CHANNEL,
            (run.key, moment),
            lambda: Accuracies(moment, *accuracies_in_run(network, config, dataset, check_interrupt)),
        )

    @Slot(str, object, object)
    def _on_finished(self, channel: str, _key: object, result: Any) -> None:
        if channel == CHANNEL and self.run is not None:
            run, self.run = self.run, None
            run.history.add_accuracies([result])
            self.ended.emit()

    @Slot(str, object, object)
    def _on_failed(self, channel: str, _key: object, _exception: Exception) -> None:
        if channel == CHANNEL:
            self.run = None
            self.ended.emit()


class TimeSection(Guarded, QWidget):
    """A slider through the kept moments of a run, the newest at its right end, and a button to measure there.

    Signals
    -------
    measured()
        A measurement has ended: the run may have accuracies that it did not have.
    """

    measured = Signal()

    def __init__(self, look: Look, session: Session, store: Store[TrainingState], subject: Subject) -> None:
        super().__init__()
        self._store, self._session, self._subject = store, session, subject
        self._measurement = session.lasting("training.measurement", lambda: Measurement(session))
        self._measurement.ended.connect(self.measured)
        self._moment = ElidedLabel(look, SMALL, tone="text2")
        self._slider = LinearSlider(look, 0, 1)
        self._slider.setObjectName("training.moment")
        self._slider.setAccessibleName(_("Time machine: the iteration of the run that is looked at"))
        self._slider.setToolTip(
            _(
                "Look at an earlier network of the run: after 0, 10, 30, 100 and 300 iterations and each epoch, where "
                "kept. The right end is the newest. (Section 6)"
            )
        )
        self._measure = Button(look)
        # Room for all that it can say, so that the slider keeps its length.
        metrics = QFontMetrics(self._measure.font())
        widest = max(metrics.horizontalAdvance(text) for text in (_("Measure"), percent(1.0)))
        self._measure.setFixedWidth(widest + 2 * look.px(SPACE_M))
        self._measure.setObjectName("training.measure")
        self._measure.setAccessibleName(_("Measure the accuracy"))
        self._measure_tip = _(
            "Measure the accuracy of this network on its training images and on all test images. Then the test "
            "accuracy stands here. (Section 6)"
        )
        head, track = row(heading(look, _("Time machine")), self._moment), row(self._slider, self._measure)
        head.setStretch(1, 1)
        track.setStretch(0, 1)
        self.setLayout(column(head, track, spacing=SPACE_XS))
        self._slider.drag_started.connect(store.begin_gesture)
        self._slider.dragged.connect(self._on_dragged)
        self._slider.drag_finished.connect(store.end_gesture)
        self._slider.stepped.connect(self._on_stepped)
        self._measure.clicked.connect(self._on_measure)

    def show_subject(self) -> None:
        """Show which moment is looked at, of those that there are."""
        subject = self._subject
        moments = subject.moments
        self._slider.set_range(0, max(len(moments) - 1, 1))
        place = len(moments) - 1 if subject.is_newest else moments.index(subject.moment)
        self._slider.set_value(place if len(moments) > 1 else 1)
        self._slider.setEnabled(len(moments) > 1)
        moment = words.moment(subject.run, subject.moment, subject.is_newest)
        if subject.run.key == CHAPTER:
            moment = _("chapter’s run at {iteration}").format(iteration=grouped(subject.moment))
        self._moment.setText(moment if subject.run.status is not Status.NEW else "")
        self._show_measure()

    def _show_measure(self) -> None:
        run, moment = self._subject.run, self._subject.moment
        known = next((at for at in run.accuracies if at.iteration == moment), None)
        dataset = self._session.dataset
        is_possible = (
            self._subject.network is not None and dataset is not None and run.can_be_measured_with(dataset)
        )
        self._measure.setEnabled(is_possible and known is None and self._measurement.run is None)
        if known is not None:
            self._measure.setText(percent(known.test))
            self._measure.setToolTip(words.measured(known))
        elif self._measurement.run is not None:
            self._measure.setText("…")
            self._measure.setToolTip(self._measure_tip)
        else:
            self._measure.setText(_("Measure"))
            self._measure.setToolTip(self._measure_tip)

    @Slot(float)
    def _on_dragged(self, place: float) -> None:
        self._store.change_to(self._looking_at(place))

    @Slot(float)
    def _on_stepped(self, place: float) -> None:
        self._store.nudge_to(self._looking_at(place))

    def _looking_at(self, place: float) -> TrainingState:
        """Return the state at a place on the slider; the right end means the newest network, whichever that will be."""
        moments = self._subject.moments
        moment = None if place >= len(moments) - 1 else moments[int(place)]
        return replace(self._store.state, run=self._subject.run.key, moment=moment)

    @Slot()
    def _on_measure(self) -> None:
        network, dataset = self._subject.network, self._session.dataset
        if network is not None and dataset is not None:
            self._measurement.begin(self._subject.run, self._subject.moment, network, dataset)
            self._show_measure()
