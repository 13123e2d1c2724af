import math

import msgspec
import pytest

from core.chapter_inputs import MOSTLY_RIGHT, MOSTLY_WRONG
from explorer.losses.state import MOST_KEPT, LossesState, Sample
from explorer.state.store import Store, replace_fields


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"y": (0.5, 0.5)}, "ten probabilities, not 2"),
        ({"y": (1.2, *(0.0,) * 9)}, "class 0 has 1.2"),
        ({"y": (*(0.0,) * 9, -0.1)}, "class 9 has -0.1"),
        ({"y": (*(0.0,) * 9, float("nan"))}, "class 9 has nan"),
        ({"target": 10}, "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, not 10"),
        ({"target": -1}, "not -1"),
        ({"target": True}, "not True"),
        ({"selected": 12}, "no class 12"),
        ({"page": "lesson"}, "no page"),
        ({"scores": (0.0,) * 9}, "ten scores, not 9"),
        ({"scores": (float("nan"), *(0.0,) * 9)}, "class 0 has nan"),
        ({"scores": (*(0.0,) * 9, 1001.0)}, "class 9 has 1001"),
        ({"entry": "logits"}, "probabilities, scores"),
        ({"samples": "many"}, "one, batch"),
        ({"curve": "far"}, "whole, near_zero, by_score"),
        ({"softmax_axis": "first"}, "last, none"),
        ({"kept": (Sample(MOSTLY_WRONG, 2),) * (MOST_KEPT + 1)}, "up to 8 outputs"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence_and_changes_nothing(fields, words):
    store = Store(LossesState())
    with pytest.raises(ValueError, match=words):
        store.change(**fields)
    assert store.state == LossesState()
    assert not store.can_undo


def test_that_the_state_survives_a_file():
    state = LossesState(y=(0.0,) * 10, target=9, kept=(Sample(MOSTLY_WRONG, 2),) * 3, curve="near_zero")
    state = replace_fields(state, page="step", batch_size=7, matrix="W2", offset=-0.5, activation_x=2.0)
    written = msgspec.json.encode(state)
    assert msgspec.json.decode(written, type=LossesState) == state


def test_that_one_sample_is_the_present_output_and_a_batch_has_it_first():
    state = LossesState()
    assert state.all_samples == (Sample(state.y, state.target),)
    batch = LossesState(samples="batch").all_samples
    assert batch == (Sample(state.y, state.target), *state.kept)


def test_that_where_scores_are_entered_the_output_sums_to_1():
    assert LossesState(entry="scores", keep_sum=False).keep_sum
    assert not LossesState(keep_sum=False).keep_sum


def test_that_where_scores_are_entered_the_output_is_their_softmax():
    state = LossesState(entry="scores", scores=(0.0, math.log(3), *(-1000.0,) * 8))
    assert state.y == pytest.approx((0.25, 0.75, *(0.0,) * 8))
    assert LossesState(scores=(5.0, *(0.0,) * 9)).y == MOSTLY_RIGHT
