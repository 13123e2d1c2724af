"""The facts of the losses view are the chapter's numbers, and those on the screen."""

import math

import pytest

MOSTLY_WRONG = (0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0)
SURE_AND_WRONG = (0.0,) * 7 + (1.0, 0.0, 0.0)


def values(view):
    return {name: fact.value for name, fact in view.facts().items()}


def texts(view):
    return {name: fact.text for name, fact in view.facts().items()}


@pytest.mark.parametrize(
    ("fields", "mse", "cross_entropy"),
    [
        ({}, 0.0975, 0.510825457099338),
        ({"y": MOSTLY_WRONG}, 0.5975, 2.302584092994546),
        ({"samples": "batch"}, (0.0975 + 0.5975) / 2, 1.406704775046942),
        ({"y": SURE_AND_WRONG}, 1.0, 16.11809565095832),
    ],
)
def test_that_both_losses_are_the_chapters_and_those_on_the_screen(view, fields, mse, cross_entropy):
    view.store.change(**fields)
    facts, page = view.facts(), view.page("sample")
    assert facts["mse"].value == pytest.approx(mse, abs=1e-12)
    assert facts["cross_entropy"].value == pytest.approx(cross_entropy, abs=1e-12)
    assert (facts["mse"].text, facts["cross_entropy"].text) == (page.squares.value, page.entropies.value)


def test_that_softmax_without_its_axis_makes_rows_that_do_not_sum_to_one(view):
    scores = (2.0, 1.0, 4.0, 0.0, 1.0, 2.0, 0.0, 2.0, 0.0, 0.0)
    view.store.change(entry="scores", scores=scores, samples="batch")
    assert [values(view)[f"row_sum_{row}"] for row in (1, 2)] == pytest.approx([1, 1])
    view.store.change(softmax_axis="none")
    entered = sum(map(math.exp, scores))  # the kept output's probabilities are the powers of its scores
    assert values(view)["row_sum_1"] == pytest.approx(entered / (entered + 1))
    assert (texts(view)["row_sum_1"], texts(view)["row_sum_2"]) == ("0.989", "0.011")


def test_that_facts_follow_the_state_while_the_view_is_hidden(view):
    view.hide()
    view.store.change(y=MOSTLY_WRONG)
    assert texts(view)["cross_entropy"] == "2.3026"
    view.store.change(target=7)
    assert texts(view)["cross_entropy"] == "0.5108"
    view.show()


def test_that_facts_are_those_of_the_open_page(view):
    assert "mse" in values(view)
    view.store.tick(page="step")
    assert "mse" not in values(view)


def test_that_the_facts_of_a_mini_batch_are_none_until_they_are_computed(view, open_page):
    view.store.change(page="batch", batch_size=401)
    assert view.facts()["measured_spread"].value is None
    assert view.facts()["measured_spread"].text == "…"
    page = open_page("batch", batch_size=100)
    facts = view.facts()
    assert facts["batch_loss"].text == page.mean.accessibleDescription()
    assert facts["all_loss"].text == "0.1800"
    assert facts["expected_spread"].value == pytest.approx(page.all_losses.losses.std() / 10)
    assert (facts["expected_spread"].text, facts["measured_spread"].text) == ("0.061", "0.054")
    assert facts["coverage"].text == "63.1\N{NO-BREAK SPACE}%"
    open_page("batch", batch_size=400)
    assert (texts(view)["expected_spread"], texts(view)["measured_spread"]) == ("0.030", "0.028")


def test_that_a_small_change_of_a_weight_changes_the_loss_and_not_the_accuracy(view, open_page):
    page = open_page("weight", offset=0.01)
    facts = view.facts()
    assert facts["accuracy_change"].value == 0
    assert facts["accuracy"].text == "0.9570" == page.accuracy_stat.accessibleDescription()
    assert facts["loss_change"].value == pytest.approx(8e-6, rel=0.1)
    assert page.loss_stat.accessibleDescription().startswith(facts["loss"].text)
    loss = facts["loss"].value
    open_page("weight", offset=0.010001)
    assert (values(view)["loss"] - loss) / 1e-6 == pytest.approx(facts["loss_slope"].value, rel=1e-3)


def test_that_the_step_has_no_slope_and_the_sigmoid_has_one(view, open_page):
    open_page("step", activation_x=0.0)
    facts = view.facts()
    assert (facts["sigmoid"].value, facts["sigmoid_slope"].value) == (0.5, 0.25)
    assert facts["step_slope"].value is None
    assert facts["step_loss_slope"].value == 0 != facts["sigmoid_loss_slope"].value
    open_page("step", activation_x=1.0)
    assert values(view)["sigmoid"] == pytest.approx(1 / (1 + math.exp(-1)))
    assert values(view)["step"] == 1
    assert values(view)["step_slope"] == 0
