import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.chapter_inputs import MOSTLY_WRONG
from explorer.losses.sample.output import EQUAL, certain
from explorer.losses.state import LossesState, Sample
from explorer.plots.picture import Sheet

outputs = st.lists(st.floats(0, 1), min_size=10, max_size=10).map(tuple)
classes = st.integers(0, 9)
states = st.builds(
    LossesState,
    y=outputs,
    target=classes,
    selected=classes,
    keep_sum=st.booleans(),
    samples=st.sampled_from(["one", "batch"]),
    kept=st.lists(st.builds(Sample, outputs, classes), max_size=8).map(tuple),
    curve=st.sampled_from(["whole", "near_zero", "by_score"]),
    entry=st.sampled_from(["probabilities", "scores"]),
    scores=st.lists(st.floats(-1000, 1000), min_size=10, max_size=10).map(tuple),
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
    "scores": LossesState(entry="scores"),
    "slopes": LossesState(curve="by_score"),
    "slopes of ten zeros": LossesState(curve="by_score", y=(0.0,) * 10, keep_sum=False),
    "huge scores": LossesState(entry="scores", scores=(1000.0, -1000.0, *(0.0,) * 8), curve="by_score"),
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


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states)
def test_that_any_state_is_drawn_with_numbers_only(view, state):
    view.store.tick_to(state)
    view.grab()
    page = view.page("sample")
    for plot in (page.bars, page.scores, page.curves_near_zero, page.whole_curves, page.slopes):
        assert is_finite(plot)
    words = " ".join(cell for table in (page.table, page.steps) for row in table.texts for cell in row)
    for text in (
        words,
        view.page("sample").squares.value,
        view.page("sample").entropies.value,
        view.page("sample").squares.sentence,
        view.page("sample").entropies.sentence,
    ):
        assert "nan" not in text.lower() and "−0.0000" not in text


@pytest.mark.parametrize("size", [(1100, 652), (1280, 800), (1920, 1032)])
def test_that_the_picture_fits_windows_of_every_size(view, qapp, size):
    view.resize(*size)
    for _ in range(3):
        qapp.processEvents()
    assert view.size().toTuple() == size
    assert view.is_compact == (size[0] < 1270)
    for card in view.page("sample").cards.values():
        if card.isVisible():
            assert card.width() >= card.minimumSizeHint().width()
            assert card.height() >= card.minimumSizeHint().height()
    view.resize(1280, 800)


def test_that_numbers_and_pictures_can_be_exported(view):
    assert set(view.page("sample").bars.columns()) == {"class", "y"}
    assert {"cross-entropy", "MSE"} < set(view.page("sample").whole_curves.columns())
    name, cells = view.page("sample").table.columns()[0]
    assert (name, cells) == ("class", [str(k) for k in range(10)])
    sheet = Sheet(view.page("sample").bars.export_widget(), view.look)
    assert sheet.svg().startswith(b"<?xml")
    assert sheet.image(2).width() == 2 * view.page("sample").bars.width()
