"""Which hidden units of the network are dead or saturated, computed in the background."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from core.hidden_units import UnitStates, hidden_outputs, unit_states
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.background.latest_result import LatestResult
from explorer.runs.run import Status
from explorer.state.session import Session
from explorer.training.findings import has_not_learnt
from explorer.training.subject import Subject

_SECONDS = 2.0  # from one look to the next while a run is at work


class Health(QObject):
    """Runs all test images through the hidden units of a run that is not training, or whose loss does not fall.

    Signals
    -------
    changed()
        More is known.
    """

    changed = Signal()

    def __init__(self, session: Session, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._states: LatestResult[UnitStates] = session.latest_result("training.health")
        self._states.changed.connect(self.changed)
        self._of_run = ""  # of which the newest states are

    def states(self) -> UnitStates | None:
        """Return what is known about the units of the newest network; of a run at work, of the last look at it."""
        subject, run = self._subject, self._subject.run
        dataset = subject.dataset
        if subject.network is None or dataset is None or not subject.is_newest or not run.iteration:
            return None
        is_running = run.status is Status.RUNNING
        if is_running and not has_not_learnt(run):
            return None
        held = subject.held(_SECONDS)
        if held is None:
            return None
        key = (held.key, dataset.number)
        found = self._states.request_in_turn(key, partial(_states_of, held.network, dataset))
        if found is not None:
            self._of_run = held.run.key
        if not is_running:
            return found
        return self._states.latest if self._of_run == run.key else None


def _states_of(network: TwoLayerNet, dataset: Dataset) -> UnitStates:
    return unit_states(hidden_outputs(network, dataset.test_images), network.activation)
