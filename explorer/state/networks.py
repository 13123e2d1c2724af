"""The networks that views share: those bundled, those trained, and those of runs at each moment, under ids."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

import resources
from core.model_file import SavedNetwork, load_network
from explorer.runs.run import Run

NEWEST = "newest"  # the network trained last in this session, or the bundled reader
READER = "reader"  # bundled: trained to read handwriting
CHAPTER = "chapter"  # bundled: the chapter's own run
MOMENTS_AT_HAND = 16  # networks of runs on the way that are kept ready
RUN_PREFIX = "run-"  # of the names of runs, before their number
MOMENT_SIGN = "@"  # between a run and a moment in the id of a network


def run_of(network: str) -> str:
    """Return the id of the run whose network at a moment an id names; empty if it names none."""
    return network.rpartition(MOMENT_SIGN)[0]


class Networks(QObject):
    """Networks by id, and which earlier one of a run is looked at; `Session` adds the runs.

    Signals
    -------
    networks_changed()
        There is a new trained network, or one less.
    moment_changed()
        Another earlier moment of a run is looked at, or none any more: `at_moment` is another one now.
    """

    networks_changed = Signal()
    moment_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._networks: dict[str, SavedNetwork] = {}
        self._trained: list[str] = []
        self._of_moments: dict[str, SavedNetwork] = {}  # by id, the one used last at the end
        self._makers: dict[str, str] = {CHAPTER: CHAPTER}  # the run that each network came out of
        self._moment = ""  # id of the earlier network of a run that is looked at

    def run(self, key: str) -> Run:
        """Return the run of that id."""
        raise NotImplementedError

    def has_run(self, key: str) -> bool:
        """Whether there is a run of that id."""
        raise NotImplementedError

    def network(self, key: str) -> SavedNetwork:
        """Return the network of that id; an id that is not known any more falls back to the bundled reader.

        The same network is the same object each time.
        """
        if key == NEWEST:
            key = self._trained[-1] if self._trained else READER
        if key in self._networks:
            return self._networks[key]
        run, moment = self._run_at(key)
        if run is not None:
            return self._network_of(run, moment)
        name = key if key in (READER, CHAPTER) else READER
        if name not in self._networks:
            self._networks[name] = load_network(resources.path("models", f"{name}.npz"))
        return self._networks[name]

    def has_network(self, key: str) -> bool:
        """Whether `network` would return the one that is asked for and not a stand-in."""
        return key in (NEWEST, READER, CHAPTER) or key in self._networks or self._run_at(key)[0] is not None

    @property
    def trained_networks(self) -> tuple[str, ...]:
        """Ids of the networks trained or opened in this session, the newest last."""
        return tuple(self._trained)

    def add_network(self, saved: SavedNetwork) -> str:
        """Keep a network and return its id, which its content alone decides."""
        key = saved.sha256
        self._networks[key] = saved
        if key in self._trained:
            self._trained.remove(key)
        self._trained.append(key)
        self.networks_changed.emit()
        return key

    def add_network_of(self, run: Run, moment: int) -> None:
        """Keep the network of a run at a moment, and remember which run made it."""
        saved = self._network_of(run, moment)
        self._makers[saved.sha256] = run.key
        self.add_network(saved)

    def look_at(self, moment: str) -> None:
        """Look at a run at an earlier moment, such as ``run-1@600``, or, with nothing, at no earlier one any more."""
        if moment != self._moment:
            self._moment = moment
            self.moment_changed.emit()

    def at_moment(self, key: str) -> str:
        """Return the id of what a network was at the moment that is looked at; the same id where that says nothing.

        `NEWEST` is the network that is looked at, and a network that a run made is what it was in that run.
        """
        is_meant = key == NEWEST or self._makers.get(key) == run_of(self._moment)
        return self._moment if self._moment and is_meant else key

    def _run_at(self, key: str) -> tuple[Run | None, int]:
        """Return the run and the moment that an id of a network names; None where it names none."""
        name, _unused, moment = key.rpartition(MOMENT_SIGN)
        run = self.run(name) if self.has_run(name) and moment.isdecimal() else None
        return (run, int(moment)) if run is not None and run.network is not None else (None, 0)

    def _network_of(self, run: Run, moment: int) -> SavedNetwork:
        """Return the network of a run at a moment, with what is known about it."""
        network, iteration = run.timeline.network_at(moment), run.timeline.iteration_at(moment)
        assert network is not None
        key = f"{run.key}{MOMENT_SIGN}{iteration}"
        measured = next((at for at in run.accuracies if at.iteration == iteration), None)
        known = self._of_moments.pop(key, None)
        if known is None or known.network is not network or (known.test_accuracy is None and measured):
            known = SavedNetwork.of(
                network,
                config=replace(run.config, iterations=iteration) if iteration else None,
                train_accuracy=measured.train if measured else None,
                test_accuracy=measured.test if measured else None,
                name=run.key,
            )
        self._of_moments[key] = known
        if len(self._of_moments) > MOMENTS_AT_HAND:
            del self._of_moments[next(iter(self._of_moments))]
        return known
