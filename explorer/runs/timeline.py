"""The networks of a training run through time: the newest one, and those of its kept moments."""

from __future__ import annotations

from core.moments import Moments, byte_size
from core.training import Checkpoint
from core.two_layer_net import TwoLayerNet

_AT_HAND = 8  # networks made from checkpoints that are kept, so that one moment is one network


class Timeline:
    """What a run was like after each number of updates that is known.

    Parameters
    ----------
    moments : Moments
        Those kept so far.
    newest : Checkpoint, optional
        The last one known, from which the run can go on.

    Attributes
    ----------
    final : TwoLayerNet or None
        The network at the end of a run whose record has no checkpoints.
    final_iteration : int
        Number of updates that made it.
    """

    def __init__(self, moments: Moments, newest: Checkpoint | None = None) -> None:
        self.moments = moments
        self.newest = newest
        self.final: TwoLayerNet | None = None
        self.final_iteration = 0
        self._networks: dict[int, TwoLayerNet] = {}  # by iteration, the one used last at the end

    @property
    def iterations(self) -> tuple[int, ...]:
        """Numbers of updates of which `network_at` has the network, ascending; the newest is the last."""
        newest = self.iteration_at(None)
        return (*(moment for moment in self.moments.iterations if moment < newest), newest)

    def iteration_at(self, moment: int | None) -> int:
        """Return the last of `iterations` up to this one, or the first of all; None means the newest."""
        checkpoint = self._checkpoint_at(moment)
        return self.final_iteration if checkpoint is None else checkpoint.iteration

    def network_at(self, moment: int | None) -> TwoLayerNet | None:
        """Return the network as it was then, the same object each time; None where there is none yet."""
        checkpoint = self._checkpoint_at(moment)
        if checkpoint is None:
            return self.final
        network = self._networks.pop(checkpoint.iteration, None) or checkpoint.network()
        self._networks[checkpoint.iteration] = network
        if len(self._networks) > _AT_HAND:
            del self._networks[next(iter(self._networks))]
        return network

    def checkpoints(self, most_bytes: int) -> tuple[Checkpoint, ...]:
        """Return all checkpoints, by ascending iteration; the run can go on from the last.

        Where they take more than `most_bytes`, every second one but the last is left out, again and again.
        """
        if self.newest is None:
            return ()
        earlier = self.moments.until(self.newest.iteration - 1).kept
        left = most_bytes - byte_size(self.newest)
        while earlier and sum(map(byte_size, earlier)) > left:
            earlier = earlier[::2] if len(earlier) > 1 else ()
        return (*earlier, self.newest)

    def end_at(self, checkpoint: Checkpoint | None) -> None:
        """Forget what came after a checkpoint, which is the newest from now on."""
        if checkpoint is not None:
            self.moments, self.newest = self.moments.until(checkpoint.iteration), checkpoint
            self._networks = {
                iteration: network
                for iteration, network in self._networks.items()
                if iteration <= checkpoint.iteration
            }

    def _checkpoint_at(self, moment: int | None) -> Checkpoint | None:
        newest = self.newest
        if newest is None or moment is None or moment >= newest.iteration:
            return newest
        return self.moments.at(moment) or newest
