"""The facts of the descent view are the chapter's numbers, and those on the screen."""

import math

import pytest

from core.path_end import EndKind
from tests.explorer.descent.reading import words_in

FROM_THE_CHAPTER = {"surface": "bowl", "starts": ((-3.0, 4.0),), "gradient": "numerical"}


def values(view):
    return {name: fact.value for name, fact in view.facts().items()}


@pytest.mark.parametrize(
    ("rate", "steps", "end"),
    [
        (0.1, 20, (-0.03458764513817675, 0.04611686018418694)),
        (0.1, 100, (-6.111107928998789e-10, 8.148143905314271e-10)),
        (10.0, 100, (-25898374737328.363, -1295248616896.5398)),
        (1e-10, 100, (-2.999999939999995, 3.9999999199999934)),
    ],
)
def test_that_the_end_and_its_distance_are_the_chapters(view, rate, steps, end):
    view.store.change(**FROM_THE_CHAPTER, learning_rate=rate, steps=steps)
    facts = view.facts()
    assert (facts["x0_1"].value, facts["x1_1"].value) == end
    assert facts["distance_1"].value == pytest.approx(math.hypot(*end))
    assert facts["value_1"].value == pytest.approx(end[0] ** 2 + end[1] ** 2)
    assert facts["arrived_1"].value is (steps == 100 and rate == 0.1)


def test_that_texts_are_those_on_the_screen(view):
    view.store.change(**FROM_THE_CHAPTER, learning_rate=1e-10, steps=100)
    facts, words = view.facts(), words_in(view)
    assert facts["end_1"].text in words
    assert any(f"({facts['x0_1'].text}, {facts['x1_1'].text})" in text for text in words)
    assert any(f"({facts['x0_1'].text}, {facts['x1_1'].text})" in text for text in words)


@pytest.mark.parametrize(("rate", "factors"), [(0.9, (0.91, -0.8)), (0.3, (0.97, 0.4))])
def test_that_there_is_a_factor_along_each_direction(view, rate, factors):
    view.store.change(surface="valley", starts=((-7.0, 2.0),), learning_rate=rate, steps=1)
    facts = view.facts()
    assert (facts["factor_1"].value, facts["factor_2"].value) == pytest.approx(factors)
    assert facts["x0_1"].value == pytest.approx(-7 * factors[0])
    assert facts["x1_1"].value == pytest.approx(2 * factors[1])


def test_that_every_path_has_its_facts_by_the_number_of_its_start(view):
    starts = ((4.0, 0.0), (4.0, 0.001))
    view.store.change(surface="saddle", starts=starts, learning_rate=0.1, steps=60)
    facts = values(view)
    assert (facts["end_1"], facts["end_2"]) == (EndKind.SADDLE, EndKind.LEFT)
    assert (facts["steps_1"], facts["steps_2"]) == (26, 47)
    assert facts["distance_1"] is None


def test_that_the_minimum_reached_is_told_by_its_number(view):
    view.store.change(surface="himmelblau", starts=((3.0, 5.5),), learning_rate=0.01, steps=100)
    facts = view.facts()
    assert (facts["minimum_1"].value, facts["steps_1"].value) == (4, 30)
    assert facts["end_1"].text in words_in(view)
    view.store.change(learning_rate=0.005)
    assert values(view)["minimum_1"] == 1


def test_that_facts_follow_the_state_while_the_view_is_hidden(view):
    view.hide()
    view.store.change(**FROM_THE_CHAPTER, learning_rate=1.05, steps=30)
    facts = values(view)
    assert (facts["end_1"], facts["steps_1"]) == (EndKind.LEFT, 3)
    view.store.change(learning_rate=0.5, steps=1)
    assert values(view)["distance_1"] < 1e-9
    view.store.change(optimizer="adam")
    assert "factor_1" not in values(view)
    view.show()


def test_that_facts_of_very_many_steps_are_none_until_they_are_there(view, qtbot):
    view.store.change(**FROM_THE_CHAPTER, learning_rate=0.1, steps=9_876)
    facts = view.facts()
    assert facts["arrived_1"].value is None
    assert facts["arrived_1"].text == "…"
    qtbot.waitUntil(lambda: values(view)["arrived_1"] is True)
    assert set(facts) <= set(view.facts())


def test_that_the_gauge_can_be_highlighted(view):
    gauge = view.cards()["field"].highlights["rate_gauge"]
    assert gauge.isVisibleTo(view)
    assert gauge.objectName() == "descent.gauge"
