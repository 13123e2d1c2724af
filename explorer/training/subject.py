"""What the pages of the training view look at: a run, its network at one moment, and the data."""

import math
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.runs.run import Run, Status
from explorer.state.session import CHAPTER, Session
from explorer.state.store import Store
from explorer.training.state import NO_RUN, TrainingState

WEIGHTS_SECONDS = 0.25  # from one network of a run under way to the next


@dataclass(frozen=True, eq=False)
class Held:
    """A network that work in the background is about.

    Attributes
    ----------
    key : str
        As `Subject.network_key`.
    moment : int
        Number of updates that made it.
    """

    key: str
    network: TwoLayerNet
    run: Run
    moment: int


class Subject(QObject):
    """The run, the moment and the network that every page is about.

    A page reads it in `render_state` and needs to connect to nothing: on `changed` the view draws its open page again,
    and on `network_changed` what of the page depends on the network.
    For work in the background, `held` gives the network and the key of everything that depends on it.

    Parameters
    ----------
    store : Store of TrainingState
        Its `run` and `moment` name what is looked at; a run under way comes first.

    Signals
    -------
    changed()
        Another run or moment, another status of the run, or other data: render again.
    network_changed()
        The run under way has newer weights, a few times a second: render what depends on the network again.
    progressed()
        The run under way has more losses or accuracies, up to 30 times a second, and `network_changed` does not say so.
    status_changed()
        The run under way is paused, has ended, and the like.
    """

    changed = Signal()
    network_changed = Signal()
    progressed = Signal()
    status_changed = Signal()

    def __init__(self, session: Session, store: Store[TrainingState]) -> None:
        super().__init__()
        self._session, self._store = session, store
        self._followed: Run | None = None
        self._planned: Run | None = None
        self._asked = 0.0
        self._held: dict[float, tuple[Held, float]] = {}
        self._seen: TwoLayerNet | None = (
            None  # not read here: to open the chapter's run takes time at the start
        )
        session.run_changed.connect(self._on_run_changed)
        session.dataset_changed.connect(self.changed)
        self._on_run_changed()

    @classmethod
    def of(cls, session: Session, store: Store[TrainingState]) -> "Subject":
        """Return the one subject of a session, which outlives the view."""
        return session.lasting("training.subject", lambda: cls(session, store))

    @property
    def run(self) -> Run:
        """The run that is looked at: the one under way, else the one that the state names.

        As long as nothing has been trained, the page Run shows what Start would train, all others the chapter's run.
        """
        session, state = self._session, self._store.state
        if session.active_run is not None:
            return session.active_run
        if state.run != NO_RUN:
            return session.run(state.run)
        return self._planned_run(state) if state.page == "run" else session.run(CHAPTER)

    def _planned_run(self, state: TrainingState) -> Run:
        """Return a run that has not begun, the same one as long as the settings are the same."""
        config, planned = state.config(), self._planned
        if planned is None or planned.config != config:
            planned = self._planned = Run(NO_RUN, config)
            planned.status = Status.NEW
        return planned

    @property
    def followed(self) -> Run | None:
        """The run that was under way last, if there was one."""
        return self._followed

    @property
    def moments(self) -> tuple[int, ...]:
        """Numbers of updates at which the run's network can be looked at, ascending; the newest is the last."""
        return self.run.timeline.iterations

    @property
    def is_newest(self) -> bool:
        """Whether the newest network is looked at, which goes on changing while a run is under way."""
        return self._wanted is None

    @property
    def _wanted(self) -> int | None:
        """The moment to look at; None for the newest. Slow motion opens on the network before any training."""
        state = self._store.state
        if state.run == NO_RUN and state.page == "slow_motion" and self._session.active_run is None:
            return state.moment or 0
        return state.moment

    @property
    def moment(self) -> int:
        """Number of updates that made `network`: the last kept moment up to the one that the state names."""
        return self.run.timeline.iteration_at(self._wanted)

    @property
    def network(self) -> TwoLayerNet | None:
        """The network at that moment, the same object as long as it is the same; None before a run's first one."""
        return self.run.timeline.network_at(self._wanted)

    @property
    def network_key(self) -> str:
        """Id of `network`, such as ``run-1@3000``: `Session.network` takes it while the moment is kept."""
        return f"{self.run.key}@{self.moment}"

    def held(self, seconds: float) -> Held | None:
        """Return the network that work of a kind is about: `network`, but during training not each new one.

        Work on each would slow the run down, and on a large network never end.

        Parameters
        ----------
        seconds : float
            During training, from one network to the next; infinity: the next is that of when the run pauses.

        Returns
        -------
        Held or None
            None before the first network.
        """
        network, now = self.network, time.monotonic()
        held, since = self._held.get(seconds, (None, -math.inf))
        is_training = self.is_newest and self.run.status is Status.RUNNING
        if network is not None and (held is None or not is_training or now - since > seconds):
            held = Held(self.network_key, network, self.run, self.moment)
            # -inf: one from before training is replaced at once, but never by an infinite interval: inf > inf is false.
            self._held[seconds] = held, now if is_training else -math.inf
        return held

    @property
    def dataset(self) -> Dataset | None:
        """The images to train on and to test with; None while they are being read, which is asked for here."""
        if self._session.dataset is None:
            self._session.want_dataset()
        return self._session.dataset

    @Slot()
    def _on_run_changed(self) -> None:
        """Follow the run that is under way."""
        run = self._session.active_run
        if run is not None and run is not self._followed:
            if self._followed is not None:
                self._followed.progressed.disconnect(self._on_progressed)
                self._followed.status_changed.disconnect(self._on_status_changed)
            self._followed = run
            run.progressed.connect(self._on_progressed)
            run.status_changed.connect(self._on_status_changed)
        self.changed.emit()

    @Slot()
    def _on_progressed(self) -> None:
        """Ask for newer weights from time to time, and tell when they are there."""
        run = self.run
        if self.network is self._seen:
            self.progressed.emit()
        else:
            self._seen = self.network
            self.network_changed.emit()
        now = time.monotonic()
        if now - self._asked >= WEIGHTS_SECONDS:
            self._asked = now
            run.want_weights()

    @Slot()
    def _on_status_changed(self) -> None:
        self.status_changed.emit()
        self.changed.emit()
