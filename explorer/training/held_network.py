"""The network that long work is about: that of the subject, but not a new one several times a second."""

from dataclasses import dataclass

from core.two_layer_net import TwoLayerNet
from explorer.language import _
from explorer.runs import Run, Status
from explorer.training import words
from explorer.training.subject import Subject


@dataclass(frozen=True, eq=False)
class Held:
    """A network, the key of what depends on it, its run, and the number of updates that made it."""

    key: str
    network: TwoLayerNet
    run: Run
    moment: int


class HeldNetwork:
    """Keeps a network while its run is at work: work on each new one would slow the run, and never end.

    Parameters
    ----------
    subject : Subject
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._held: Held | None = None

    @property
    def is_behind(self) -> bool:
        """Whether the subject has a newer network than the one that is kept."""
        return self._held is not None and self._held.network is not self._subject.network

    def take(self) -> Held | None:
        """Return the network of the subject, or that of before its run began to change it; None before the first."""
        subject = self._subject
        at_work = subject.is_newest and subject.run.status is Status.RUNNING
        network = subject.network
        if network is not None and (self._held is None or not at_work):
            self._held = Held(subject.network_key, network, subject.run, subject.moment)
        return self._held

    def words(self) -> str:
        """Return which network is kept, and whether it lags behind."""
        if self._held is None:
            return _("no network yet")
        moment = words.moment(self._held.run, self._held.moment, is_newest=True)
        if self.is_behind:
            return _("network of {moment}, renewed when the run pauses").format(moment=moment)
        return _("network of {moment}").format(moment=moment)
