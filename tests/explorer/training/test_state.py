import pytest

from core.training import TrainingConfig
from explorer.training.state import TrainingState


def test_that_the_first_state_is_the_chapters_run():
    assert TrainingState().config() == TrainingConfig()
    assert TrainingState().run == "chapter"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hidden_size", 0, "1 to 1 000 hidden"),
        ("hidden_size", 1001, "1 to 1 000 hidden"),
        ("batch_size", 60_001, "1 to 60 000 images"),
        ("learning_rate", 0.0, "above 0"),
        ("learning_rate", float("nan"), "above 0"),
        ("learning_rate", float("inf"), "finite"),
        ("iterations", 0, "1 to 10 000 000 iterations"),
        ("seed", -1, "0 to 999 999"),
        ("gradient", "forward", "backprop or numerical"),
        ("sampling", "sorted", "replacement or by shuffling"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence(field, value, words):
    with pytest.raises(ValueError, match=words):
        TrainingState(**{field: value})
