import msgspec
import pytest

from explorer.descent.state import END, DescentState
from explorer.store import Store


@pytest.mark.parametrize(
    "fields",
    [
        {"surface": "x0^2 + 2x1"},
        {"surface": ""},
        {"starts": ()},
        {"starts": ((0.0, 0.0),) * 13},
        {"starts": ((1.0, float("nan")),)},
        {"starts": ((1.0, 2.0, 3.0),)},
        {"starts": ((1e7, 0.0),)},
        {"learning_rate": 0.0},
        {"learning_rate": float("inf")},
        {"learning_rate": float("nan")},
        {"steps": -1},
        {"steps": 10_001},
        {"optimizer": "newton"},
        {"gradient": "guessed"},
        {"shown_step": -2},
        {"speed": 3.0},
        {"chosen_start": -1},
        {"page": "cover"},
        {"ground": "grass"},
        {"arrows": "long"},
    ],
)
def test_that_a_value_out_of_bounds_is_refused_in_a_sentence(fields):
    store = Store(DescentState())
    with pytest.raises(ValueError, match=r"\.$"):
        store.change(**fields)
    assert store.state == DescentState()


def test_that_a_state_survives_a_session_file():
    state = DescentState(surface="sin(x0) + x1^2", starts=((1.5, -2.0),), shown_step=3, ascent=True)
    assert msgspec.json.decode(msgspec.json.encode(state), type=DescentState) == state


def test_that_the_step_shown_never_lies_beyond_the_last():
    assert DescentState(steps=7, shown_step=END).last_shown == 7
    assert DescentState(steps=7, shown_step=9).last_shown == 7
    assert DescentState(steps=7, shown_step=0).last_shown == 0


def test_that_the_chosen_start_is_one_that_there_is():
    assert DescentState(chosen_start=9).chosen == 2
    assert DescentState(chosen_start=1).chosen == 1
