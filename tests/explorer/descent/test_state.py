from dataclasses import replace

import msgspec
import pytest

from core.optimizers import OPTIMIZERS
from explorer.descent.method_state import MethodState
from explorer.descent.picture_state import PictureState
from explorer.descent.state import END, DescentState
from explorer.state.store import Store
from tests.explorer.descent.reading import VALLEY


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
        {"learning_rate": 2e300},
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
        {"window": (0.0, 0.0, 1.0, 2.0)},
        {"window": (0.0, 1e10, 0.0, 1.0)},
        {"window": (1e6, 1e6 + 1e-4, 0.0, 1.0)},
        {"window": (float("nan"), 1.0, 0.0, 1.0)},
        {"relief": "hologram"},
        {"lower": "cellar"},
        {"elevation": 91.0},
        {"azimuth": float("nan")},
        {"azimuth": 36_001.0},
        {"distance": 0.1},
        {"distance": 5.1},
        {"sweep_shows": "dust"},
        {"momentum": 1.0},
        {"decay": 1.0},
        {"beta2": -0.1},
        {"epsilon": 0.0},
        {"adagrad_epsilon": 2e6},
        {"compared": ("newton",)},
        {"noise": -1.0},
        {"noise": 2e6},
        {"noise_seed": -1},
        {"noise_seed": 1_000_000},
        {"recent_formulas": ("x0",) * 7},
        {"recent_formulas": ("2x0",)},
    ],
)
def test_that_a_value_out_of_bounds_is_refused_in_a_sentence(fields):
    store = Store(VALLEY)
    with pytest.raises(ValueError, match=r"\.$"):
        store.change(**fields)
    assert store.state == VALLEY


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"steps": 10_001}, "Steps must be a whole number from 0 to 10 000, not 10 001."),
        ({"steps": 2.5}, "Steps must be a whole number from 0 to 10 000, not 2.5."),
        ({"momentum": 1.0}, "Momentum must be a number from 0 to 0.999999, not 1."),
        ({"gradient": "guessed"}, "Gradient must be one of exact, numerical, not guessed."),
        ({"contours": "no"}, "Contour lines must be on or off, not no."),
        ({"starts": ()}, "There can be 1 to 12 starts."),
    ],
)
def test_that_the_sentence_names_what_is_wrong_and_what_is_allowed(fields, sentence):
    with pytest.raises(ValueError) as refused:
        Store(VALLEY).change(**fields)
    assert (
        str(refused.value).replace("\N{THIN SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        == sentence
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"learning_rate": 1e-300},
        {"learning_rate": 1e300},
        {"steps": 0},
        {"steps": 10_000},
        {"shown_step": 10_000},
        {"starts": ((1e6, -1e6),) * 12, "chosen_start": 11},
        {"elevation": -90.0, "azimuth": 36_000.0, "distance": 5.0},
        {"momentum": 0.0, "decay": 0.999_999, "epsilon": 1e-300, "adagrad_epsilon": 1e6},
        {"noise": 1e6, "noise_seed": 999_999},
        {"speed": 16.0},
    ],
)
def test_that_bounds_are_allowed(fields):
    store = Store(VALLEY)
    store.change(**fields)
    assert store.state != VALLEY


def test_that_a_state_survives_a_session_file():
    state = replace(
        VALLEY,
        surface="sin(x0) + x1^2",
        starts=((1.5, -2.0),),
        shown_step=3,
        ascent=True,
        recent_formulas=("x0*x1",),
        picture=PictureState(window=(0.0, 1.0, 2.0, 3.5), mark_saddles=True, lower="cut"),
        method=MethodState(momentum=0.5, compared=("adam", "sgd"), noise=0.5, noise_seed=3),
    )
    assert msgspec.json.decode(msgspec.json.encode(state), type=DescentState) == state


def test_that_the_step_shown_never_lies_beyond_the_last():
    assert replace(VALLEY, steps=7, shown_step=END).last_shown == 7
    assert replace(VALLEY, steps=7, shown_step=9).last_shown == 7
    assert replace(VALLEY, steps=7, shown_step=0).last_shown == 0


def test_that_the_chosen_start_is_one_that_there_is():
    assert replace(VALLEY, chosen_start=9).chosen == 2
    assert replace(VALLEY, chosen_start=1).chosen == 1


def test_that_rules_are_compared_once_each_and_in_the_order_of_their_list():
    state = replace(VALLEY, optimizer="adam", method=MethodState(compared=("momentum", "adam", "sgd")))
    assert state.rules == ("sgd", "momentum", "adam") and state.compares
    assert not replace(VALLEY, method=MethodState(compared=("sgd",))).compares


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_every_rule_has_the_hyperparameters_of_the_state(name):
    usual = MethodState().optimizer(name)
    assert usual == OPTIMIZERS[name]()
    other = MethodState(momentum=0.5, decay=0.5, beta1=0.5, beta2=0.5, epsilon=0.5, adagrad_epsilon=0.5)
    assert all(value == 0.5 for value in vars(other.optimizer(name)).values())
