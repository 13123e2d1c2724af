import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.losses.answer import EQUAL, certain
from explorer.losses.state import MOSTLY_WRONG, LossesState, Sample

answers = st.lists(st.floats(0, 1), min_size=10, max_size=10).map(tuple)
classes = st.integers(0, 9)
states = st.builds(
    LossesState,
    y=answers,
    target=classes,
    selected=classes,
    keep_sum=st.booleans(),
    samples=st.sampled_from(["one", "batch"]),
    kept=st.lists(st.builds(Sample, answers, classes), max_size=8).map(tuple),
    curve=st.sampled_from(["whole", "near_zero"]),
)

TOLD_APART = {
    "start": LossesState(),
    "second example": LossesState(y=MOSTLY_WRONG),
    "guess": LossesState(y=EQUAL),
    "sure": LossesState(y=certain(9), target=9),
    "nothing on the right class": LossesState(y=certain(7)),
    "near 0": LossesState(y=certain(7), curve="near_zero"),
    "all bars up": LossesState(y=(1.0,) * 10, keep_sum=False),
    "all bars down": LossesState(y=(0.0,) * 10, keep_sum=False),
    "mini-batch": LossesState(samples="batch"),
    "full mini-batch": LossesState(samples="batch", kept=(Sample(MOSTLY_WRONG, 2),) * 8),
}


def is_finite(plot):
    return all(np.isfinite(column).all() for column in plot.columns().values())


def test_that_every_kind_of_state_is_drawn_and_looks_different(view):
    pictures = []
    for state in TOLD_APART.values():
        view.store.tick_to(state)
        pictures.append(view.grab().toImage())
    for index, picture in enumerate(pictures):
        assert picture not in pictures[:index], list(TOLD_APART)[index]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states)
def test_that_any_state_is_drawn_with_numbers_only(view, state):
    view.store.tick_to(state)
    view.grab()
    assert is_finite(view.bars)
    assert is_finite(view.curves_near_zero if state.curve == "near_zero" else view.whole_curves)
    words = " ".join(cell for row in view.table.texts for cell in row)
    for text in (
        words,
        view.squares.value,
        view.entropies.value,
        view.squares.sentence,
        view.entropies.sentence,
    ):
        assert "nan" not in text.lower() and "−0.0000" not in text


@pytest.mark.parametrize("size", [(1100, 652), (1280, 800), (1920, 1032)])
def test_that_the_picture_fits_windows_of_every_size(view, qapp, size):
    view.resize(*size)
    for _ in range(3):
        qapp.processEvents()
    assert view.size().toTuple() == size
    assert view.is_compact == (size[0] < 1270)
    for card in view._cards.values():
        if card.isVisible():
            assert card.width() >= card.minimumSizeHint().width()
            assert card.height() >= card.minimumSizeHint().height()
    view.resize(1280, 800)


def test_that_theme_and_type_scale_are_followed(view, qapp):
    dark = view.grab().toImage()
    view.look.set_theme("light")
    light = view.grab().toImage()
    view.look.set_scale(1.25)
    qapp.processEvents()
    large = view.grab().toImage()
    view.look.set_scale(1)
    view.look.set_theme("dark")
    for _ in range(3):
        qapp.processEvents()
    assert dark != light != large
    assert view.grab().toImage() == dark


def test_that_numbers_and_pictures_can_be_exported(view):
    assert set(view.bars.columns()) == {"class", "y"}
    assert {"cross-entropy", "MSE"} < set(view.whole_curves.columns())
    name, cells = view.table.columns()[0]
    assert (name, cells) == ("class", [str(k) for k in range(10)])
    assert view.bars.export_svg().startswith(b"<?xml")
    assert view.bars.export_image(2).width() == 2 * view.bars.width()
