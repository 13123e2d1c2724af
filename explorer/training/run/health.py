"""Which hidden units of the network that is looked at take part no more, worked out beside the window."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from core.hidden_units import UnitStates, hidden_outputs, unit_states
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.computation import Computation
from explorer.runs import Status
from explorer.session import Session
from explorer.training.findings import is_at_a_guess
from explorer.training.patience import Patience
from explorer.training.subject import Subject

_IMAGES = 1_000  # enough to tell a unit that is dead for all
_SECONDS = 2.0  # from one look to the next while a run is at work


class Health(QObject):
    """Looks at the hidden units of a run that stands still, or that learns nothing.

    Parameters
    ----------
    session : Session
    subject : Subject

    Signals
    -------
    changed()
        More is known.
    """

    changed = Signal()

    def __init__(self, session: Session, subject: Subject) -> None:
        super().__init__()
        self._subject, self._patience = subject, Patience(subject)
        self._states: Computation[UnitStates] = session.computation("training.health")
        self._states.finished.connect(self.changed)
        self._of_run = ""  # of which the newest states are

    def states(self) -> UnitStates | None:
        """Return what is known about the units of the newest network; of a run at work, of the last look at it."""
        subject, run = self._subject, self._subject.run
        network, dataset = subject.network, subject.dataset
        if network is None or dataset is None or not subject.is_newest or not run.iteration:
            return None
        is_running = run.status is Status.RUNNING
        if is_running and not is_at_a_guess(run):
            return None
        key = (subject.network_key, dataset.number)
        found = self._states.known(key)
        if found is None and self._patience.lets_begin("health", _SECONDS):
            found = self._states.get_in_turn(key, partial(_states_of, network, dataset))
        if found is not None:
            self._of_run = run.key
        return found or (self._states.latest if is_running and self._of_run == run.key else None)


def _states_of(network: TwoLayerNet, dataset: Dataset) -> UnitStates:
    return unit_states(hidden_outputs(network, dataset.test_images[:_IMAGES]), network.activation)
