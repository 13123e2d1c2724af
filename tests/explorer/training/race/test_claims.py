"""What the pages about gradients say, against arithmetic with 40 digits, recounts and clocks that are made up."""

import math
import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.gradient_check import Verdict, check_gradient, exact_gradient
from core.gradient_fan import full_gradient, gradient_fan
from core.mini_batch import draw_batch
from core.network_gradient import numerical_gradient_one_at_a_time
from core.parameters import count_of_parameters
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from explorer.training.race import words
from explorer.training.race.check import words as check_words
from explorer.training.race.check.work import SWEPT_EXPONENTS, Slopes, Sweep, slopes_of
from explorer.training.race.contestants import Contestant, progress_of
from explorer.training.race.fan import words as fan_words
from tests.activations import ALL, WITH_SLOPE
from tests.generators import result_of

SEEDS = st.integers(0, 2**32 - 1)
ACTIVATIONS = st.sampled_from(ALL)
TOLERANCE = mpmath.mpf(10) ** -6


SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text):
    """Read a number as it is written on the screen, such as −2.5·10⁻⁷ or 10⁻⁷."""
    parts = re.fullmatch(r"(?:([\d.]+)(?:·|$))?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text.replace("\u202f", ""))
    return float(parts[1] or 1) * 10.0 ** int((parts[2] or "0").translate(SUPERSCRIPTS))


def a_network(seed, activation):
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(3, 2, 3, 10 ** rng.uniform(-1.5, 0.5), activation=activation, rng=rng)
    net.params["b1"], net.params["b2"] = 0.3 * rng.standard_normal(2), rng.standard_normal(3)
    images = rng.integers(0, 256, (int(rng.integers(1, 4)), 3)).astype(np.uint8)
    return net, images / 255, rng.integers(3, size=len(images)), rng


def units_on(params, row):
    """Return the sums that go into the hidden units, with 40 digits."""
    W1, b1 = params["W1"], params["b1"]
    return [
        mpmath.fsum([mpmath.mpf(x) * W1[i][j] for i, x in enumerate(row)]) + b1[j] for j in range(len(b1))
    ]


def loss_with_40_digits(params, x, t, activation):
    total = mpmath.mpf(0)
    for row, label in zip(x.tolist(), t.tolist(), strict=True):
        sums = units_on(params, row)
        if activation == "sigmoid":
            hidden = [1 / (1 + mpmath.exp(-z)) for z in sums]
        elif activation == "tanh":
            hidden = [mpmath.tanh(z) for z in sums]
        else:
            hidden = [
                (z if activation == "relu" else mpmath.mpf(1)) if z > 0 else mpmath.mpf(0) for z in sums
            ]
        scores = [
            mpmath.fsum([h * params["W2"][j][k] for j, h in enumerate(hidden)]) + params["b2"][k]
            for k in range(3)
        ]
        largest = max(scores)
        exponentials = [mpmath.exp(score - largest) for score in scores]
        total -= mpmath.log(exponentials[label] / mpmath.fsum(exponentials) + mpmath.mpf(1e-7))
    return total / len(t)


def with_40_digits(params):
    return {
        name: [[mpmath.mpf(value) for value in row] for row in array.tolist()]
        if array.ndim == 2
        else [mpmath.mpf(value) for value in array.tolist()]
        for name, array in params.items()
    }


def moved(params, name, index, by):
    """Return a copy with one parameter moved."""
    copy = {key: [row[:] if isinstance(row, list) else row for row in array] for key, array in params.items()}
    place = copy[name] if len(index) == 1 else copy[name][index[0]]
    place[index[-1]] += by
    return copy


def pieces_of(params, x):
    return [[z > 0 for z in units_on(params, row)] for row in x.tolist()]


@given(SEEDS, ACTIVATIONS)
@settings(max_examples=25, deadline=None)
def test_that_each_verdict_is_that_of_arithmetic_with_40_digits(seed, activation):
    net, x, t, rng = a_network(seed, activation)
    dtype = np.dtype(rng.choice(["float64", "float32"]))
    if dtype == np.float32:  # what float32 has of them is checked, not how they were rounded before
        net.params = {name: array.astype(np.float32).astype(np.float64) for name, array in net.params.items()}
        x = x.astype(np.float32).astype(np.float64)
    h = float(10 ** rng.uniform(-14, 0))
    found = check_gradient(net, x, t, h, dtype=dtype)
    name = PARAMETER_NAMES[rng.integers(4)]
    index = tuple(int(rng.integers(size)) for size in net.params[name].shape)
    with mpmath.workdps(40):
        params, step, tiny = with_40_digits(net.params), mpmath.mpf(h), mpmath.mpf(10) ** -18
        loss_of = [
            loss_with_40_digits(moved(params, name, index, by), x, t, activation)
            for by in (step, -step, tiny, -tiny)
        ]
        quotient, exact = (loss_of[0] - loss_of[1]) / (2 * step), (loss_of[2] - loss_of[3]) / (2 * tiny)
        numerical = mpmath.mpf(float(found.numerical[name][index]))
        gap, scale = abs(numerical - exact), max(abs(numerical), abs(exact))
        rounding, truncation = abs(numerical - quotient), abs(quotient - exact)
        pieces = [pieces_of(moved(params, name, index, by), x) for by in (-step, 0, step)]
    verdict = Verdict(int(found.verdict[name][index]))
    is_crossed = activation in ("relu", "step") and not pieces[0] == pieces[1] == pieces[2]
    if verdict is Verdict.EXACT:
        assert gap <= 1.001 * TOLERANCE * scale + mpmath.mpf(10) ** -16
        return
    assert gap >= 0.999 * TOLERANCE * scale - mpmath.mpf(10) ** -16
    assert (verdict is Verdict.CROSSED) == is_crossed
    if verdict is Verdict.ROUNDED:
        assert rounding > truncation / 3
    if verdict is Verdict.TRUNCATED:
        assert truncation > rounding / 3


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_that_the_books_gradient_of_an_image_is_larger_by_the_factor_that_is_named(seed):
    rng = np.random.default_rng(seed)
    net, x, t, _ = a_network(seed, "sigmoid")
    net.params["b2"] += rng.uniform(0, 8) * rng.standard_normal(3)
    x, t = x[:1], t[:1]
    with mpmath.workdps(40):
        scores = [mpmath.mpf(score) for score in net.scores(x)[0].tolist()]
        y = mpmath.exp(scores[t[0]]) / mpmath.fsum([mpmath.exp(score) for score in scores])
        factor = float(1 + mpmath.mpf(10) ** -7 / y)
    book, exact = net.gradient(x, t), exact_gradient(net, x, t)
    for name in PARAMETER_NAMES:
        assert book[name] == pytest.approx(factor * exact[name], rel=1e-9, abs=1e-15)
    assert "1 + 10⁻⁷ / y" in check_words.offset_note()


@given(SEEDS, ACTIVATIONS)
@settings(max_examples=25, deadline=None)
def test_that_the_counts_the_median_and_the_largest_difference_are_recounted(seed, activation):
    net, x, t, rng = a_network(seed, activation)
    found = check_gradient(net, x, t, float(10 ** rng.uniform(-12, -1)))
    pairs = [
        (f"{name}{list(index)}", float(found.numerical[name][index]), float(found.exact[name][index]))
        for name in PARAMETER_NAMES
        for index in np.ndindex(found.exact[name].shape)
    ]
    told = [(a, b) for _, a, b in pairs if a or b]
    apart = sorted(abs(a - b) / max(abs(a), abs(b)) for a, b in told)
    title, body = check_words.finding(slopes_of(found), None)
    agree, total = re.match(r"(\d+) of (\d+) derivatives? agrees? to 10⁻⁶", title).groups()
    assert (int(agree), int(total)) == (sum(1 for each in apart if each <= 1e-6), len(told))
    median = (apart[(len(apart) - 1) // 2] + apart[len(apart) // 2]) / 2
    assert number(body.split(" ")[-1][:-1]) == pytest.approx(median, rel=0.06, abs=1e-300)
    first, numerical, exact = check_words.farthest(found).splitlines()
    largest = max(abs(a - b) for _, a, b in pairs)
    place = first.removeprefix("Largest absolute difference: ")
    assert next(abs(a - b) for text, a, b in pairs if text == place) == largest
    assert (numerical.split(" ")[1] == exact.split(" ")[1]) == (largest == 0)


@settings(max_examples=30)
@given(st.lists(st.floats(1e-12, 2), min_size=len(SWEPT_EXPONENTS), max_size=len(SWEPT_EXPONENTS)))
def test_that_the_best_step_is_the_one_with_the_smallest_median(medians):
    counts = dict.fromkeys(Verdict, 1)
    swept = Sweep({"float64": tuple(Slopes(median, counts, 0) for median in medians), "float32": ()})
    said = re.match(r"Smallest in float64: (\S+) at h = (\S+)\.$", check_words.best_step(swept, "float64"))
    assert number(said[1]) == pytest.approx(min(medians), rel=0.06, abs=0)
    near = [k for k in range(33) if 10 ** (-16 + k / 2) == pytest.approx(number(said[2]), rel=0.06, abs=0)]
    assert len(near) == 1 and medians[near[0]] == min(medians)
    assert check_words.best_step(swept, "float32") == check_words.best_step(None, "float64") == ""


@given(SEEDS, st.sampled_from(WITH_SLOPE), st.sampled_from(["replacement", "shuffle"]))
@settings(max_examples=8, deadline=None)
def test_that_what_is_said_of_mini_batch_gradients_is_recounted(seed, activation, sampling):
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(5, 3, 3, 10 ** rng.uniform(-2, 0.5), activation=activation, rng=rng)
    images = rng.integers(0, 256, (40, 5)).astype(np.uint8)
    labels, size = rng.integers(3, size=40), int(rng.integers(1, 41))
    full = result_of(full_gradient(net, images, labels))
    options = {"batch_size": size, "batches": 12, "sampling": sampling, "rng": np.random.default_rng(seed)}
    fan = result_of(gradient_fan(full, net, images, labels, **options))
    vectors = [
        np.concatenate(
            [net.gradient(images[[k]] / 255, labels[[k]])[name].ravel() for name in PARAMETER_NAMES]
        )
        for k in range(40)
    ]
    whole = np.mean(vectors, axis=0)
    zero = 1e-5 * math.sqrt(math.fsum(float(v @ v) for v in vectors) / 40)
    again, sure, unsure, angles, lengths = np.random.default_rng(seed), 0, 0, [], []
    for _ in range(12):
        chosen = draw_batch(again, 40, size, sampling)
        own = np.mean([vectors[k] for k in chosen], axis=0)
        dot, length = math.fsum((own * whole).tolist()), math.hypot(*own.tolist())
        lengths.append(length)
        if length < zero:
            continue
        cosine = dot / length / math.hypot(*whole.tolist())
        angles.append(math.degrees(math.acos(min(max(cosine, -1), 1))))
        if abs(cosine) < 1e-4:
            unsure += 1
        elif cosine < 0:
            sure += 1
            assert rises_after_a_step(net, own, images, labels)
    title, body = fan_words.finding(fan, size, float(full.expected_angle(size, sampling)))
    mean = sum(angles) / len(angles)
    assert number(title.split(" ")[-1][:-1]) == pytest.approx(mean, abs=0.6)
    assert number(re.search(r"on average (\S+) times as long as it", body)[1]) == pytest.approx(
        sum(lengths) / 12 / math.hypot(*whole.tolist()), rel=0.06
    )
    count = re.search(r"(\w+) (?:is|are) more than 90° away", body)[1]
    assert sure <= (0 if count == "None" else int(count)) <= sure + unsure
    along = whole / math.hypot(*whole.tolist())
    squares = [float(v @ v - (v @ along) ** 2) for v in vectors]
    spread = math.sqrt(max(math.fsum(squares), 0) / 40)
    shrunk = math.sqrt((40 - size) / 39) if sampling == "shuffle" else 1
    formula = math.degrees(math.atan(shrunk * spread / math.sqrt(size) / math.hypot(*whole.tolist())))
    assert number(body.split(" ")[-1][:-2]) == pytest.approx(formula, abs=0.6)


def rises_after_a_step(net, gradient, images, labels):
    """Say whether steps against a gradient raise the loss of all images, once they are small enough."""
    before = net.loss(images / 255, labels)
    for size in (1e-3, 1e-4, 1e-5):
        start, params = 0, {}
        for name in PARAMETER_NAMES:
            array = net.params[name]
            part = gradient[start : start + array.size].reshape(array.shape)
            params[name] = array - size * part / np.linalg.norm(gradient)
            start += array.size
        after = TwoLayerNet.from_params(params, activation=net.activation).loss(images / 255, labels)
        if after > before:
            return True
    return False


@given(
    st.lists(st.integers(1, 10**9), min_size=3, max_size=3),
    st.lists(st.integers(1, 40), min_size=3, max_size=3),
    st.integers(1, 50),
)
def test_that_ratios_and_forecasts_are_those_of_a_clock_that_is_run_to_the_end(costs, rounds, parts):
    now = [0.0]

    def pieces(cost, parts):
        while True:
            for part in range(1, parts + 1):
                now[0] += cost * 1e-6
                yield (None, part / parts) if part < parts else (1.0, 0.0)

    shapes = (1, 1, parts)
    contestants = [
        Contestant(pieces(cost, own), lambda: now[0]) for cost, own in zip(costs, shapes, strict=True)
    ]
    for contestant, count in zip(contestants, rounds, strict=True):
        for _ in range(count):
            contestant.advance()
    seen = progress_of(contestants)
    step = [Fraction(cost) * own for cost, own in zip(costs, shapes, strict=True)]
    times = words.times_as_long(seen)
    assert times == pytest.approx([float(step[1] / step[0]), float(step[2] / step[0])], rel=1e-4)
    title, body = words.verdict(seen, False)
    for text, ratio in ((title.split(": ")[1], times[0]), (body.split(": ")[1], times[1])):
        assert number(text.split(" times")[0]) == pytest.approx(ratio, rel=0.06)
    last = float(words.CHAPTER_STEPS * step[2] / 10**6)
    assert seconds_of(body.rsplit(": ", 1)[1][:-1]) == pytest.approx(last, rel=0.06)
    assert body.rsplit(": ", 1)[1][:-1] == words.method_and_price("", seen[2]).rsplit(": ", 1)[1]


def seconds_of(text):
    value, unit = text.split(" ")
    return (
        number(value) * {"ms": 1e-3, "s": 1, "min": 60, "h": 3600, "days": 86_400, "years": 31_557_600}[unit]
    )


@pytest.mark.parametrize("hidden", [1, 3])
def test_that_a_gradient_takes_as_many_forward_passes_as_are_named(hidden):
    passes = []
    net = TwoLayerNet(7, hidden, 3, rng=np.random.default_rng(0))
    numerical_gradient_one_at_a_time(lambda params: passes.append(1) or 0.0, net.params)
    named = words.method_costs(count_of_parameters(net.sizes))[2]
    assert named.startswith(f"{len(passes)} forward passes")
    assert 2 * (784 * 50 + 50 + 50 * 10 + 10) == 79_520 == 2 * count_of_parameters((784, 50, 10))


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(-1e-3, 1e-3)), min_size=1, max_size=20))
def test_that_the_largest_difference_of_first_losses_is_that_of_a_loop(pairs):
    first = np.array([a for a, _ in pairs]), np.array([a + b for a, b in pairs])
    largest = max(abs(Fraction(a) - Fraction(b)) for a, b in zip(*map(np.ndarray.tolist, first), strict=True))
    said = words.start_line(first)[1].rsplit(": ", 1)[1][:-1]
    assert number(said) == pytest.approx(float(largest), rel=0.06)
