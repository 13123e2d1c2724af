"""The gradient check, driven by mouse and keys, against core."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.gradient_check import Verdict, check_gradient, relative_difference
from core.mini_batch import draw_batch
from core.two_layer_net import PARAMETER_NAMES
from explorer.texts.numbers import grouped, significant
from explorer.training.race.check import words
from explorer.training.race.check.work import SWEPT_EXPONENTS, slopes_of
from explorer.widgets.text import Label
from tests.explorer.mouse import click_widget, drag

IMAGES = 3


@pytest.fixture
def check(open_page):
    """The check of the chapter's network on a few pictures."""
    return open_page("gradient_check", check_images=IMAGES)


def expected(view, h=1e-4, dtype=np.float64):
    data = view.session.dataset
    indices = draw_batch(np.random.default_rng(0), len(data.train_images), IMAGES, "replacement")
    images, labels = data.train_images[indices], data.train_labels[indices]
    return check_gradient(view.subject.network, images, labels, h, dtype=dtype)


@pytest.mark.parametrize(("h", "precision"), [(1e-4, "float64"), (1e-9, "float64"), (1e-2, "float32")])
def test_that_every_number_is_that_of_core(looking, check, settle, h, precision):
    looking.store.change(check_h=h, check_precision=precision)
    settle()
    core = expected(looking, h, np.dtype(precision))
    for shown, wanted in (
        (check.found.numerical, core.numerical),
        (check.found.exact, core.exact),
        (check.found.relative_difference, core.relative_difference),
    ):
        assert all(np.array_equal(shown[name], wanted[name]) for name in PARAMETER_NAMES)
    told = [(core.exact[name] != 0) | (core.numerical[name] != 0) for name in PARAMETER_NAMES]
    for verdict, text in check.counts.texts().items():
        count = sum(
            np.count_nonzero(core.verdict[name][mask] == verdict)
            for name, mask in zip(PARAMETER_NAMES, told, strict=True)
        )
        assert text == grouped(count)
    exact, together = np.count_nonzero, np.concatenate
    pairs = zip(PARAMETER_NAMES, told, strict=True)
    verdicts = together([core.verdict[name][mask] for name, mask in pairs])
    agreeing = looking.facts()["agreeing_slopes"].value
    assert agreeing == pytest.approx(exact(verdicts == Verdict.EXACT) / len(verdicts))


def test_that_all_parameters_can_be_saved(looking, check, found, tmp_path):
    found("export_check_parameters").save(tmp_path / "check.csv")
    lines = (tmp_path / "check.csv").read_text("utf-8-sig").splitlines()
    core = expected(looking)
    assert len(lines) == 1 + sum(array.size for array in core.exact.values())
    name, exact, numerical, difference, verdict = lines[-1].rsplit(",", 4)
    assert name == "b2[9]" and verdict == "agree"
    assert float(exact) == core.exact["b2"][9] and float(numerical) == core.numerical["b2"][9]
    assert float(difference) == core.relative_difference["b2"][9]


def test_that_the_curves_are_medians_of_core_at_every_step(looking, check):
    for precision in ("float64", "float32"):
        h, medians = check.errors.curves[precision].numbers()
        assert np.allclose(h, 10.0**SWEPT_EXPONENTS)
        for place in (8, 24, 30):
            slopes = slopes_of(expected(looking, float(h[place]), np.dtype(precision)))
            assert medians[place] == slopes.median
    columns = check.errors.columns()
    assert list(columns) == ["h", "float64", "float32"]
    assert columns["float64"].min() < 1e-8 < 1e-4 < columns["float32"].min()


def test_that_the_median_leaves_out_what_is_0_on_both_sides(looking, check):
    core = expected(looking)
    slopes = slopes_of(core)
    pairs = [
        (float(a), float(b))
        for name in PARAMETER_NAMES
        for a, b in zip(core.numerical[name].flat, core.exact[name].flat, strict=True)
    ]
    told = [pair for pair in pairs if pair != (0.0, 0.0)]
    assert slopes.zeros == len(pairs) - len(told)
    assert slopes.median == np.median([relative_difference(*pair) for pair in told])
    assert slopes.total == sum(slopes.counts[verdict] for verdict in Verdict) == len(told)


def test_that_pointing_at_a_weight_tells_its_numbers(looking, check):
    picture, core = check.parameters, expected(looking)
    units = core.exact["W1"].shape[1]
    tiles, place = picture.tiles, picture.rects()["W1"]
    unit, row, column = units - 1, 14, 9
    pixel = place.width() / (tiles.columns * 30 - 2)
    at = QPointF(
        place.left() + pixel * (unit % tiles.columns * 30 + column + 0.5),
        place.top() + pixel * (unit // tiles.columns * 30 + row + 0.5),
    )
    index = (row * 28 + column, unit)
    assert picture.parameter_at(at) == ("W1", index)
    words = check.describe("W1", index)
    assert words.startswith(f"W1[{28 * row + column}, {unit}], pixel row {row}, column {column}\n")
    for array in (core.exact, core.numerical):
        assert significant(float(array["W1"][index]), 9) in words
    for name, last in (("b1", (units - 1,)), ("W2", (units - 1, 9)), ("b2", (9,))):
        assert picture.parameter_at(picture.rects()[name].bottomRight() - QPointF(1e-3, 1e-3)) == (name, last)
        assert picture.parameter_at(picture.rects()[name].topLeft()) == (name, (0,) * len(last))
    assert picture.parameter_at(QPointF(place.right() + 5, place.top())) is None


def test_that_the_line_is_dragged_as_one_undo_step(looking, check, settle):
    low = (-9.0, -6.0)
    drag(check.errors, (-4.0, low[1]), low)
    assert looking.store.state.race.check_h == pytest.approx(1e-9, rel=0.1)
    settle()
    assert check.counts.texts()[Verdict.ROUNDED] != "0"
    looking.store.undo()
    assert looking.store.state.race.check_h == 1e-4


def test_that_arrow_keys_move_the_line_in_one_undo_step(looking, check):
    check.errors.setFocus()
    for _ in range(3):
        QTest.keyClick(check.errors, Qt.Key.Key_Left)
    QTest.keyClick(check.errors, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert looking.store.state.race.check_h == pytest.approx(10**-3.93, rel=5e-3)
    looking.store.change(check_h=1.0)
    QTest.keyClick(check.errors, Qt.Key.Key_Right)
    assert looking.store.state.race.check_h == 1.0


def test_that_the_slopes_that_are_farthest_apart_are_told(looking, check):
    core = expected(looking)
    gaps = {name: np.abs(core.numerical[name] - core.exact[name]) for name in PARAMETER_NAMES}
    name = max(gaps, key=lambda name: gaps[name].max())
    index = np.unravel_index(gaps[name].argmax(), gaps[name].shape)
    text = words.farthest(check.found)
    assert f"{name}[{', '.join(str(k) for k in index)}]" in text
    numerical, exact_text = (line.split(" ")[1] for line in text.splitlines()[1:])
    assert numerical != exact_text
    label = next(label for label in check.findChildren(Label) if label.text() == text)
    assert label.height() >= label.heightForWidth(label.width())
    assert max(map(label.fontMetrics().horizontalAdvance, text.splitlines())) <= label.width()
    assert significant(float(core.exact[name][index]), 17).startswith(exact_text[:5])


def test_that_a_step_can_be_typed_beyond_the_track(looking, check, found, settle):
    field = found("check_h")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1e-50")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert looking.store.state.race.check_h == 1e-50
    assert check.errors.line.value() == SWEPT_EXPONENTS[0]
    assert np.all(check.found.numerical["W1"] == 0)
    assert check.cards["check_summary"].accessibleName().startswith("0 of ")


def test_that_clicks_choose_precision_and_colours(looking, check, found, settle):
    for name in ("check_precision_float32", "check_colours_verdict"):
        button = found(name)
        click_widget(button, QPointF(button.rect().center()))
    settle()
    assert looking.store.state.race.check_precision == "float32"
    assert np.array_equal(check.found.numerical["b2"], expected(looking, dtype=np.float32).numerical["b2"])
    grab = check.parameters.grab().toImage()
    assert not grab.isNull()
