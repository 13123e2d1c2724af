"""What the page Sample says is true of random states, by loops over decimal numbers."""

import math
import re
from decimal import Decimal, getcontext

import numpy as np
import pytest

from core.score_gradients import cross_entropy_by_score, mean_squared_error_by_score, score_error
from explorer.losses.sample import table_content, words
from explorer.losses.sample.evaluation import batch_softmax, evaluate, scores_behind
from explorer.losses.state import LossesState, Sample
from tests.explorer.losses.claims import is_rounded, read

getcontext().prec = 25
STATES = 1_000
OFFSET = Decimal("0.0000001")


def random_output(rng):
    """Ten probabilities: some sum to 1, some contain zeros, ones, equal or tiny numbers."""
    kind = rng.integers(6)
    y = rng.random(10) ** rng.integers(1, 8)
    if kind == 1:
        y = rng.integers(0, 4, size=10) / 4
    elif kind == 2:
        y = np.eye(10)[rng.integers(10)]
    elif kind == 3:
        y = 10.0 ** -rng.integers(0, 12, size=10)
    elif kind == 4:
        y *= rng.integers(0, 2, size=10)
    if kind != 5 and y.sum() > 0:
        y = y / y.sum()
    return tuple(np.clip(y, 0, 1).tolist())


def random_states(**fields):
    rng = np.random.default_rng(21)
    for _ in range(STATES):
        yield LossesState(y=random_output(rng), target=int(rng.integers(10)), keep_sum=False, **fields)


def squared_error(y, target):
    return sum((Decimal(p) - (k == target)) ** 2 for k, p in enumerate(y)) / 2


def cross_entropy(y, target):
    return -(Decimal(y[target]) + OFFSET).ln()


def test_that_only_a_probability_of_0_is_said_to_need_the_offset():
    seen = set()
    for state in random_states():
        sentence, p = words.cross_entropy_sentence(state), state.y[state.target]
        assert ("−∞" in sentence) is (p == 0)
        seen.add(p == 0)
        if p == 0:
            assert is_rounded(re.search(r"= (\S+)\.$", sentence)[1], cross_entropy(state.y, state.target))
    assert seen == {True, False}


def test_that_all_digits_of_a_loss_are_those_of_the_float_nearest_to_it():
    for state in list(random_states())[: STATES // 2]:
        mean = evaluate(state).mean
        for value, loss in ((mean.mean_squared_error, squared_error), (mean.cross_entropy, cross_entropy)):
            text = words.printed(value)
            assert float(text) == value
            assert float(text) == pytest.approx(float(loss(state.y, state.target)), rel=1e-14, abs=1e-16)


def test_that_a_sum_is_said_to_be_1_only_where_it_is():
    for state in random_states():
        hint, total = words.sum_hint(state.y), math.fsum(state.y)
        if "not 1" in hint:
            number = re.search(r"= (\S+), not 1", hint)[1]
            assert abs(total - 1) > 4e-10
            assert Decimal(number) != 1 and is_rounded(number, Decimal(total))
        else:
            assert "1.00" in hint and abs(total - 1) < 6e-10


def test_that_the_code_of_a_batch_gives_its_cross_entropy_in_both_forms():
    rng = np.random.default_rng(3)
    for _ in range(STATES // 10):
        samples = [Sample(random_output(rng), int(rng.integers(10))) for _ in range(rng.integers(1, 9))]
        y, labels = np.array([sample.y for sample in samples]), [sample.target for sample in samples]
        fields = {"y": samples[0].y, "target": samples[0].target, "kept": tuple(samples[1:])}
        mean = sum(cross_entropy(sample.y, sample.target) for sample in samples) / len(samples)
        for one_hot in (True, False):
            state = LossesState(**fields, samples="batch", one_hot=one_hot)
            t = np.array([[int(k == label) for k in range(10)] for label in labels] if one_hot else labels)
            sentence = words.squared_error_sentence(state)
            assert f"y {y.shape}, t {t.shape}\n" in sentence
            code = words.cross_entropy_sentence(state)
            assert ("np.arange" in code) is not one_hot
            assert eval(code, {"np": np, "y": y, "t": t}) == pytest.approx(float(mean), rel=1e-12)
        single = y[0]
        assert single.reshape(1, single.size).shape == (1, 10)


def softmax_by_hand(scores):
    powers = [Decimal(score).exp() if math.isfinite(score) else Decimal(0) for score in scores]
    return [power / sum(powers) for power in powers]


def test_that_the_slopes_are_y_minus_t_and_what_the_1e_7_makes_of_it():
    h, with_offset = Decimal("1e-12"), 0
    for state in list(random_states(curve="by_score"))[: STATES // 4]:
        scores, target = scores_behind(state), state.target
        errors, entropies, squares = (np.zeros(10) for _ in range(3))
        y = softmax_by_hand(scores)
        errors[target] = y[target] - 1
        moved = []
        for step in (h, -h):
            shifted = [score if k != target else Decimal(score) + step for k, score in enumerate(scores)]
            moved.append(softmax_by_hand(shifted) if math.isfinite(scores[target]) else y)
        entropies[target] = (cross_entropy(moved[0], target) - cross_entropy(moved[1], target)) / (2 * h)
        squares[target] = (squared_error(moved[0], target) - squared_error(moved[1], target)) / (2 * h)
        hint = slopes_hint_of(state)
        shown = [read(text) for text in re.findall(r"−?\d\.\d{3}", hint)]
        assert float(shown[0]) == pytest.approx(errors[target], abs=5.1e-4)
        if "with the" in hint:
            with_offset += 1
            assert float(shown[1]) == pytest.approx(entropies[target], abs=5.1e-4)
        else:
            assert errors[target] == pytest.approx(entropies[target], abs=5.1e-4)
            assert float(shown[1]) == pytest.approx(squares[target], abs=5.1e-4)
    assert with_offset


def slopes_hint_of(state):

    scores = scores_behind(state)
    slopes = (score_error, cross_entropy_by_score, mean_squared_error_by_score)
    return words.slopes_hint(state, *(slope(scores, state.target) for slope in slopes))


def test_that_without_its_axis_the_loss_is_that_of_one_softmax_over_the_batch():
    rng = np.random.default_rng(8)
    for _ in range(STATES // 10):
        kept = tuple(Sample(random_output(rng), int(rng.integers(10))) for _ in range(rng.integers(1, 4)))
        scores = tuple((4 * rng.standard_normal(10)).tolist())
        state = LossesState(
            entry="scores", scores=scores, samples="batch", softmax_axis="none", kept=kept, target=4
        )
        everything = list(scores)
        for sample in kept:
            everything += [math.log(p) if p else -math.inf for p in sample.y] if any(sample.y) else [0.0] * 10
        y = softmax_by_hand(everything)
        rows = [y[start : start + 10] for start in range(0, len(y), 10)]
        targets = [4, *(sample.target for sample in kept)]
        for loss, sentence_of in (
            (squared_error, words.squared_error_sentence),
            (cross_entropy, words.cross_entropy_sentence),
        ):
            mean = sum(loss(row, target) for row, target in zip(rows, targets, strict=True)) / len(rows)
            shown = re.search(r"Without it: (\d+\.\d{4})\.", sentence_of(state))[1]
            assert is_rounded(shown, mean)
        assert batch_softmax(state).sum() == pytest.approx(1)


def test_that_every_term_and_every_sum_of_the_table_is_that_of_decimal_arithmetic():
    for state in list(random_states())[: STATES // 4]:
        evaluation = evaluate(state)
        rows = table_content.class_rows(state, evaluation)
        for k, (p, row) in enumerate(zip(state.y, rows, strict=True)):
            label, probability, t, squared, term = row.texts
            assert (label, t) == (str(k), str(int(k == state.target)))
            assert is_rounded(probability, Decimal(p))
            assert is_rounded(squared, (Decimal(p) - int(t)) ** 2)
            assert is_rounded(term, (Decimal(p) + OFFSET).ln()) if t == "1" else term == "0"
        _name, squares, entropies = table_content.class_foot(evaluation)
        total, half = re.fullmatch(r"½ · (\S+) = (\S+)", squares).groups()
        assert is_rounded(half, squared_error(state.y, state.target))
        assert is_rounded(total, 2 * squared_error(state.y, state.target))
        total, negated = re.fullmatch(r"−\((\S+)\) = (\S+)", entropies).groups()
        assert is_rounded(negated, cross_entropy(state.y, state.target))
        assert is_rounded(total, -cross_entropy(state.y, state.target))


def test_that_every_step_of_softmax_is_that_of_decimal_arithmetic():
    rng = np.random.default_rng(9)
    for _ in range(STATES // 10):
        scores = [
            Decimal(round(float(score), 3)) for score in 10 ** rng.uniform(-1, 2.5) * rng.normal(size=10)
        ]
        state = LossesState(entry="scores", scores=tuple(map(float, scores)))
        shifted = [score - max(scores) for score in scores]
        total = sum(score.exp() for score in shifted)
        _names, rows, foot = table_content.softmax_steps_content(state)
        for score, less, row in zip(scores, shifted, rows, strict=True):
            for text, value in zip(row.texts[1:], (score, less, less.exp(), less.exp() / total), strict=True):
                assert is_rounded(text, value)
        largest, exponentials, probabilities = (re.search(r"(\S+)$", text)[1] for text in foot)
        assert is_rounded(largest, max(scores)) and is_rounded(exponentials, total)
        assert probabilities == "1.0000"
