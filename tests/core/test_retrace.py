import numpy as np
import pytest

from core.images import Images
from core.mnist import Dataset
from core.optimizers import Momentum
from core.retrace import retrace
from core.training import Change, TrainingConfig, train
from tests.generators import run_to_end


def noise():
    rng = np.random.default_rng(3)
    labels = np.arange(200, dtype=np.uint8) % 10
    images = rng.integers(0, 256, (200, 784), dtype=np.uint8)
    return Dataset(Images.of(images), labels, Images.of(images[:10]), labels[:10], "noise")


def test_that_the_checkpoints_are_those_of_the_run_bit_for_bit():
    config = TrainingConfig(hidden_size=5, batch_size=20, iterations=90, optimizer=Momentum())
    changes = (Change(25, "learning_rate", 0.02), Change(25, "optimizer", Momentum(0.5)))
    kept, shares = run_to_end(retrace(config, noise(), 77, changes))
    steps = train(config, noise(), evaluate=False)
    known = {}
    for done in range(1, 78):
        fields = {change.field: change.value for change in changes if change.iteration == done - 1}
        known[done] = (steps.send(fields) if fields else next(steps)).checkpoint()
    assert [at.iteration for at in kept] == [0, 10, 20, 30, 40, 50, 60, 70, 77]
    for at in kept[1:]:
        assert np.array_equal(at.parameters, known[at.iteration].parameters)
        assert at.config == known[at.iteration].config
    assert shares == [20 / 77, 40 / 77, 60 / 77]


def test_that_nothing_and_more_than_the_run_cannot_be_retraced():
    config = TrainingConfig(iterations=5)
    for iterations in (0, 6):
        with pytest.raises(ValueError, match="can be retraced"):
            next(retrace(config, noise(), iterations))
