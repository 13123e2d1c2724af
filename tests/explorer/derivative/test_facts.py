"""The facts of the derivative view are the chapter's numbers, and those on the screen."""

import math

import pytest

FIRST_BOOK = ((0.47355232, 0.9977393, 0.84668094), (0.85557411, 0.03563661, 0.69422093))


def values(view):
    return {name: fact.value for name, fact in view.facts().items()}


@pytest.mark.parametrize(
    ("x", "central", "forward"),
    [(5.0, 0.1999999999990898, 0.20000099999917254), (10.0, 0.2999999999986347, 0.3000009999976072)],
)
def test_that_both_differences_are_the_chapters(view, x, central, forward):
    view.store.change(x=x, h=1e-4)
    facts = view.facts()
    assert (facts["central"].value, facts["forward"].value) == (central, forward)
    assert (facts["central"].text, facts["forward"].text) == (repr(central), repr(forward))
    assert facts["slope"].value == pytest.approx(0.02 * x + 0.1)
    assert facts["slope"].text == f"{0.02 * x + 0.1:.1f}"


@pytest.mark.parametrize("page", ["tangent", "rounding"])
def test_that_correct_digits_are_counted(view, page):
    view.store.change(page=page, formula="sin", x=1.0, h=1e-4)
    assert values(view)["right_digits_central"] == 7
    assert values(view)["right_digits_forward"] == 4
    view.store.change(h=1e-6)
    assert values(view)["right_digits_central"] == 10
    view.store.change(formula="chapter", x=5.0, h=1e-50)
    assert values(view)["central"] == 0


def test_that_the_best_step_is_that_of_theory_and_measured_near_it(view, control):
    view.store.change(page="rounding", show_theory=True)
    facts = view.facts()
    assert facts["best_h"].value == pytest.approx(6e-6, rel=1)
    assert facts["measured_best_h"].value == pytest.approx(facts["best_h"].value, rel=4)
    assert facts["best_h"].text in control("rounding_best_step").text()


def test_that_there_are_no_correct_digits_where_there_is_no_slope(view):
    view.store.change(formula="abs(x)", x=0.0)
    facts = view.facts()
    assert facts["slope"].value is None
    assert facts["slope"].text == "none"
    assert facts["right_digits_central"].text == "–"


@pytest.mark.parametrize(
    ("point", "gradient"),
    [
        ((3.0, 4.0), (6.00000000000378, 7.999999999999119)),
        ((0.0, 2.0), (0.0, 4.000000000004)),
        ((3.0, 0.0), (6.000000000012662, 0.0)),
    ],
)
def test_that_the_gradient_is_the_chapters_and_steepest_along_itself(view, point, gradient):
    view.store.change(page="variables", surface="bowl", x0=point[0], x1=point[1], angle=233.13)
    facts = view.facts()
    assert (facts["gradient_0"].value, facts["gradient_1"].value) == pytest.approx(gradient, abs=1e-12)
    length = math.hypot(2 * point[0], 2 * point[1])
    assert facts["largest_slope"].value == pytest.approx(length)
    angle = math.degrees(math.atan2(point[1], point[0]))
    assert facts["steepest_angle"].value == pytest.approx(angle)
    expected = length * math.cos(math.radians(233.13 - angle))
    assert facts["directional"].value == pytest.approx(expected)
    shown = {text for texts in view.page("variables").table.texts for text in texts}
    assert {facts[name].text for name in ("gradient_0", "gradient_1", "directional")} <= shown


def test_that_the_network_has_the_books_loss_and_gradient(view):
    view.store.change(page="network", nudge=0.01)
    facts = view.facts()
    assert facts["loss"].value == pytest.approx(3.174142999109953, abs=1e-12)
    assert facts["gradient_23"].value == pytest.approx(-0.8623510850669369, abs=1e-6)
    assert facts["predicted_change"].value == pytest.approx(-0.008623510850669369, abs=1e-8)
    assert facts["loss_change"].value == pytest.approx(-0.008622, abs=5e-7)
    assert (facts["prediction"].value, facts["correct"].value) == (1, False)
    view.store.change(nudge=0.0, weights=FIRST_BOOK)
    assert values(view)["loss"] == pytest.approx(0.9280682857864075, abs=1e-12)
    assert values(view)["correct"] is True


def test_that_facts_follow_the_state_while_the_view_is_hidden_and_are_those_of_the_open_page(view):
    view.hide()
    view.store.change(x=7.0)
    assert values(view)["slope"] == pytest.approx(0.24)
    view.store.change(page="network", descended=17)
    assert values(view)["correct"] is False
    view.store.change(descended=18)
    assert values(view)["correct"] is True
    assert values(view)["loss"] == pytest.approx(0.842, abs=5e-4)
    assert "slope" not in values(view)
    view.show()
