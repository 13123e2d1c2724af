"""What is said in random states, checked with its numbers by plain loops, longer paths, fractions and mpmath."""

import math
import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest

from core.descent import surface_gradient
from core.differentiation import numerical_gradient
from core.optimizers import OPTIMIZERS
from core.path_end import EndKind
from core.surfaces import SURFACES, find
from explorer.descent import cut, outcome, pointer, rate_words, suggestion, words
from explorer.descent.end_words import note, words_of_ends
from explorer.descent.method_state import MethodState
from explorer.descent.state import DescentState
from explorer.descent.trouble import explain
from explorer.descent.view import DescentView
from explorer.look.theme import Look
from explorer.plots.geometry import Area
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.numbers import parse_number

STATES = 300
TYPED = (
    "x0*x1",
    "x0^2 + 3*x1^2 + x0*x1",
    "x0 + x1",
    "exp(x0) - x1",
    "log(x0) + x1^2",
    "x0^2",
    "7",
    "-x0^2 - x1^2",
)
NUMBER = r"[−+]?[\d.,\u202f]*\d(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
POWER = r"−?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+"


@pytest.fixture(autouse=True)
def _application(qapp):
    """Words are translated, which needs an application."""


def random_state(rng, **fields):
    surface = str(rng.choice([*SURFACES, *TYPED]))
    (left, right), (bottom, top) = find(surface).x_range, find(surface).y_range
    count = int(rng.integers(1, 4))
    starts = tuple(
        (round(rng.uniform(left, right), 2), round(rng.uniform(bottom, top), 2)) for _ in range(count)
    )
    rate = 10 ** (rng.uniform(-10, 2) if rng.random() < 0.5 else rng.uniform(-3, 1))
    steps = int(rng.integers(0, 200))
    own = {
        "surface": surface,
        "starts": starts,
        "learning_rate": float(f"{rate:.3g}"),
        "steps": steps,
        "optimizer": "sgd" if rng.random() < 0.6 else str(rng.choice(list(OPTIMIZERS))),
        "gradient": str(rng.choice(["exact", "numerical"])),
        "ascent": bool(rng.random() < 0.2),
        "method": MethodState(noise=0.3 if rng.random() < 0.1 else 0.0),
    }
    return DescentState(**own | fields)


def area_of(state):
    surface = find(state.surface)
    return Area(*surface.x_range, *surface.y_range)


def ends_of(state):
    area = area_of(state)
    return outcome.path_ends(state, (area.left, area.right), (area.bottom, area.top))


def numbers(pattern, text):
    """The numbers in a sentence of this pattern, in which N stands for each; None if it is another sentence."""
    expression = re.escape(pattern).replace("N", f"({POWER}|{NUMBER})")
    found = re.search(expression, text)
    return None if found is None else [parse_number(group) for group in found.groups()]


def is_near(shown, true, digits):
    """Whether a number is right to so many digits."""
    return abs(shown - true) <= 0.501 * 10.0 ** (1 - digits) * max(abs(true), abs(shown)) + 1e-300


def exact_height(formula, point):
    """The surface at a point, to 50 digits; None where it has no real value there."""
    names = {name: getattr(mpmath, name) for name in ("sin", "cos", "exp", "log", "sqrt", "tanh", "pi", "e")}
    x0, x1 = (mpmath.mpf(float(x)) for x in point)
    text = re.sub(r"(?<![\w.])(\d+\.\d+)", r"mpf('\1')", formula).replace("^", "**").replace("abs", "fabs")
    try:
        with mpmath.workdps(50):
            value = eval(
                text,
                {"__builtins__": {}},
                names | {"fabs": mpmath.fabs, "mpf": mpmath.mpf, "x0": x0, "x1": x1},
            )
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if mpmath.im(value) == 0 else None


def own_points(state, index):
    result = outcome.outcome(state)
    return result.points[: min(state.last_shown, int(result.last_finite[index])) + 1, index].tolist()


def check_title(state, title, points, end):
    surface, last = find(state.surface), points[-1]
    minima = surface.minima
    if found := numbers("N from the minimum ", title):
        assert is_near(found[0], min(math.dist(last, minimum) for minimum in minima), 2)
        place = re.search(rf"minimum \(({NUMBER}), ({NUMBER})\)", title)
        named = [parse_number(place[1]), parse_number(place[2])]
        nearest = min(minima, key=lambda minimum: math.dist(last, minimum))
        assert all(
            abs(x - true) <= 1e-3 or is_near(x, true, 3) for x, true in zip(named, nearest, strict=True)
        )
    if found := numbers("Has moved N in N steps", title):
        assert is_near(found[0], max(math.dist(point, points[0]) for point in points), 2)
        assert found[1] == len(points) - 1
    if found := numbers("last step N long", title):
        assert is_near(found[0], math.dist(points[-1], points[-2]), 2)
    if found := numbers("Within N of", title):
        assert all(math.dist(point, end.place) <= found[0] for point in points[end.step :])
    if found := numbers("|x| = N at step N", title):
        assert is_near(found[0], math.hypot(*last), 3)
        assert found[1] == len(points) - 1 == state.last_shown
    if found := numbers("not finite after step N", title):
        assert found[0] == len(points) - 1 < state.last_shown
    if found := numbers(", slope N", title):
        assert is_near(found[0], math.hypot(*surface.gradient(np.array(last)).tolist()), 2)


def check_detail(state, detail, points):
    formula, minima = find(state.surface).formula, find(state.surface).minima
    first, last = exact_height(formula, points[0]), exact_height(formula, points[-1])
    scale = 1e-12 * max(abs(first), abs(last), 50)  # what the terms of the largest formula round away
    if found := re.search(rf"f (fell|rose) from ({POWER}|{NUMBER}) to ({POWER}|{NUMBER})", detail):
        assert found[2] != found[3]
        assert (found[1] == "fell") == (last < first)
        assert abs(parse_number(found[2]) - first) <= 0.006 * abs(first) + scale
        assert abs(parse_number(found[3]) - last) <= 0.006 * abs(last) + scale
        assert (parse_number(found[3]) < parse_number(found[2])) == (last < first)
    elif found := re.search(rf"f (fell|rose) by ({POWER}|{NUMBER}), from ({POWER}|{NUMBER})", detail):
        assert abs(parse_number(found[2]) - abs(last - first)) <= 0.06 * abs(last - first) + scale
    elif found := re.search(rf"f (fell|rose) to ({POWER}|{NUMBER})", detail):
        assert (found[1] == "fell") == (last < first)
        assert abs(parse_number(found[2]) - last) <= 0.006 * abs(last) + scale
    elif "as at the start" in detail:
        assert abs(last - first) <= scale
    (halved,) = numbers("distance halved in N step", detail) or [None]
    if halved is not None:
        nearest = min(minima, key=lambda minimum: math.dist(points[-1], minimum))
        away = [math.dist(point, nearest) for point in points]
        assert away[-1 - int(halved)] >= 2 * away[-1] * (1 - 1e-12)
        assert all(distance < 2 * away[-1] * (1 + 1e-12) for distance in away[len(away) - int(halved) :])


def check_divergence(state, detail, points):
    """More steps by the exact gradient lead farther away from the minimum, by the factor that is said."""
    surface = find(state.surface)
    minimum = np.linalg.lstsq(surface.hessian(np.zeros(2)), -surface.gradient(np.zeros(2)))[0]
    sign, point = (-1 if state.ascent else 1), np.array(points[-1])
    before = math.dist(point, minimum)
    if found := numbers("|1 − lr·λ| = N > 1", detail):
        for _ in range(400):
            point = point - sign * state.learning_rate * surface.gradient_of(point)
        following = point - sign * state.learning_rate * surface.gradient_of(point)
        if np.isfinite(following).all() and math.dist(following, minimum) > 1e3:
            assert is_near(found[0], math.dist(following, minimum) / math.dist(point, minimum), 2)
        assert not math.dist(following, minimum) <= before


@pytest.mark.parametrize("seed", range(3))
def test_that_the_numbers_and_verdicts_on_ends_hold(seed):
    rng = np.random.default_rng(seed)
    for _ in range(STATES // 3):
        state = random_state(rng)
        ends = ends_of(state)
        for index, (end, own) in enumerate(
            zip(ends, words_of_ends(state, ends, [None] * len(ends)), strict=True)
        ):
            if not math.isfinite(end.value) or not math.isfinite(outcome.outcome(state).values[0, index]):
                assert not own.detail
                continue
            points = own_points(state, index)
            check_title(state, own.title, points, end)
            if state.last_shown > 0:
                check_detail(state, own.detail, points)
            if own.title.startswith("Diverges"):
                check_divergence(state, own.detail, points)
            if len(state.starts) == 1 and state.last_shown > 0:
                shown = numbers("x = (N, N).", own.place)
                assert all(is_near(x, true, 9) for x, true in zip(shown, points[-1], strict=True))


def quadratic(rng):
    """A quadratic with one minimum, its curvatures and its minimum; typed, so that nothing of it is listed."""
    a, c = rng.uniform(0.2, 5, 2).round(2)
    b = round(float(rng.uniform(-0.9, 0.9) * 2 * math.sqrt(a * c)), 2)
    p, q = rng.uniform(-2, 2, 2).round(2)
    shifted = f"(x0 - {p})", f"(x1 - {q})"
    formula = f"{a}*{shifted[0]}^2 + {c}*{shifted[1]}^2 + {b}*{shifted[0]}*{shifted[1]}"
    return formula.replace("- -", "+ "), np.array([[2 * a, b], [b, 2 * c]]), np.array([p, q])


@pytest.mark.parametrize("rule", ["sgd", "momentum", "nesterov"])
def test_that_the_limit_of_the_learning_rate_is_where_descent_begins_to_diverge(rule):
    rng = np.random.default_rng(5)
    for _ in range(12):
        formula, hessian, minimum = quadratic(rng)
        state = DescentState(
            surface=formula,
            starts=((3.0, -2.0),),
            optimizer=rule,
            method=MethodState(momentum=0.5),
            learning_rate=50.0,
        )
        limit = parse_number(words.at_least(outcome.stable_rate(state, 0)))
        assert limit <= outcome.stable_rate(state, 0) <= 1.01 * limit
        for rate, converges in ((limit * (1 - 1e-3), True), (limit * 1.02, False)):
            point, velocity = np.array([3.0, -2.0]), np.zeros(2)
            for _step in range(20_000):
                gradient = hessian @ (point - minimum)
                velocity = (0 if rule == "sgd" else 0.5) * velocity + gradient
                point = point - rate * (gradient + 0.5 * velocity if rule == "nesterov" else velocity)
                away = math.dist(point, minimum)
                if away < 1e-9 or away > 1e6:
                    break
            assert away < 1e-9 if converges else away > 1e6


@pytest.mark.parametrize(
    "surface", ["saddle", "kink", "rosenbrock", "x0^2", "x0^2 + x1", "abs(x0) + x0^2 + x1^2"]
)
def test_that_no_limit_is_named_where_the_surface_is_no_valley(surface):
    assert outcome.stable_rate(DescentState(surface=surface, learning_rate=9.0), 0) is None


def test_that_what_freezes_a_path_is_told_apart_by_exact_sums():
    rng, seen = np.random.default_rng(2), set()
    for _ in range(30):
        shift = "" if rng.random() < 0.5 else f"10^{int(rng.integers(8, 15))} + "
        formula = f"{shift}{rng.uniform(0.5, 2):.2f}*x0^2 + {rng.uniform(0.5, 2):.2f}*x1^2"
        starts = ((round(rng.uniform(-5, 5), 2), round(rng.uniform(-5, 5), 2)),)
        rate = float(f"{10 ** rng.uniform(-3, 1.5):.3g}")
        state = DescentState(surface=formula, starts=starts, learning_rate=rate, gradient="numerical")
        (end,) = ends_of(state)
        if end.kind is not EndKind.FROZEN:
            continue
        body = explain(state, [end], words_of_ends(state, [end], [None]), area_of(state)).body
        h = Fraction(1e-4)
        is_lost = all(float(Fraction(x) + h) == x == float(Fraction(x) - h) for x in end.point)
        assert ("x\u00a0+\u00a0h\u00a0=\u00a0x" in body) == is_lost
        assert not numerical_gradient(lambda x, f=formula: float(find(f).value(x)), np.array(end.point)).any()
        if is_lost:
            assert is_near(numbers("at least N apart", body)[0], min(math.ulp(x) for x in end.point), 2)
        seen.add(is_lost)
    assert seen == {True, False}


def test_that_a_frozen_path_is_compared_with_the_one_by_the_exact_gradient():
    state = DescentState(surface="bowl", starts=((-3.0, 4.0),), learning_rate=10.0, gradient="numerical")
    ends = ends_of(state)
    found = dict(explain(state, ends, words_of_ends(state, ends, [None]), area_of(state)).facts)
    x = [mpmath.mpf(-3), mpmath.mpf(4)]
    for _ in range(100):
        x = [own - 10 * 2 * own for own in x]
    assert is_near(parse_number(found["|x|, exact gradient"]), float(mpmath.hypot(*x)), 3)


def test_that_no_path_fails_with_the_rate_that_is_offered():
    rng, offered = np.random.default_rng(3), 0
    for _ in range(50):
        state = random_state(rng, learning_rate=float(f"{10 ** rng.uniform(-1, 1.5):.3g}"))
        ends = ends_of(state)
        area = area_of(state)
        found = explain(state, ends, words_of_ends(state, ends, [None] * len(ends)), area)
        if found is None or found.rate is None:
            continue
        offered += 1
        surface, rule = find(state.surface), state.method.optimizer(state.optimizer)
        gradient, diagonal = surface_gradient(surface, state.gradient), math.hypot(area.width, area.height)
        assert found.rate < state.learning_rate
        for start in state.starts:
            if not math.isfinite(surface.value(start)):
                continue
            point = np.array(start, dtype=float)
            memory = rule.init(point)
            for _step in range(state.steps):
                with np.errstate(all="ignore"):
                    step, memory = rule.update(
                        gradient(point[:, np.newaxis])[:, 0],
                        memory,
                        -found.rate if state.ascent else found.rate,
                    )
                point = point - step
                assert np.isfinite(point).all() and np.isfinite(surface.value(point))
            if (
                math.dist(point, (0, 0)) > 1e4 * diagonal
            ):  # it may fall where there is no bottom, but not rise
                assert (surface.value(point) > surface.value(start)) == state.ascent
    assert offered >= 5


def test_that_the_shares_that_steps_leave_are_those_of_the_paths():
    rng, said = np.random.default_rng(4), 0
    for _ in range(200):
        curvatures = rng.uniform(0.05, 3, 2).round(2)
        formula = f"{curvatures[0]}*x0^2 + {curvatures[1]}*x1^2"
        rate = float(f"{10 ** rng.uniform(-4, 0.3):.3g}")
        state = DescentState(surface=formula, starts=((-3.0, 4.0),), learning_rate=rate, steps=5)
        text = note(state, outcome.directions(state))
        if not text:
            continue
        said += 1
        (most,) = numbers("leaves N\u00a0% of the distance", text)
        shares = [abs(1 - mpmath.mpf(rate) * 2 * mpmath.mpf(float(own))) for own in curvatures]
        slow = shares.index(max(shares))
        assert text.startswith(f"x{'₀₁'[slow]} ") and most < 100
        assert is_near(most, float(100 * shares[slow]), 2)
    assert said > 50


def test_that_a_played_step_is_told_with_its_true_numbers():
    rng = np.random.default_rng(6)
    for _ in range(100):
        state = random_state(rng, steps=30, starts=((1.37, -0.62),), shown_step=int(rng.integers(1, 20)))
        text = pointer.narration(state).replace("\u00a0", " ")
        if not text:
            continue
        first, last = numbers("f: N → N.", text)
        before, after = (exact_height(find(state.surface).formula, own) for own in own_points(state, 0)[-2:])
        scale = 1e-12 * max(abs(before), abs(after), 50)
        assert abs(first - before) <= 0.006 * abs(before) + scale
        assert abs(last - after) <= 0.006 * abs(after) + scale
        if abs(after - before) > scale:
            assert (last < first) == (after < before)


@pytest.mark.parametrize("rule", ["adagrad", "rmsprop", "adam"])
def test_that_the_first_step_of_an_adaptive_rule_is_as_long_as_is_said(rule):
    rng = np.random.default_rng(7)
    for _ in range(50):
        rate, decay = 10 ** rng.uniform(-3, 0), rng.uniform(0.5, 0.999)
        gradient = rng.choice([-1, 1], 2) * 10 ** rng.uniform(-2, 3, 2)
        method = MethodState(decay=decay)
        step, _ = method.optimizer(rule).update(gradient, method.optimizer(rule).init(gradient), rate)
        length = rate / math.sqrt(1 - decay) if rule == "rmsprop" else rate
        assert np.abs(step) == pytest.approx([length] * 2, rel=1e-4)


@pytest.mark.parametrize("rule", ["adagrad", "rmsprop"])
def test_that_a_large_epsilon_leaves_plain_descent_with_the_rate_over_epsilon(rule):
    gradients = np.random.default_rng(8).normal(size=(20, 2))
    method = MethodState(epsilon=1e6, adagrad_epsilon=1e6)
    optimizer = method.optimizer(rule)
    memory = optimizer.init(gradients[0])
    for gradient in gradients:
        step, memory = optimizer.update(gradient, memory, 0.3)
        assert step == pytest.approx(0.3 / 1e6 * gradient, rel=1e-4)


def test_that_the_factor_over_the_gauge_has_no_digit_that_is_wrong():
    rng = np.random.default_rng(9)
    for _ in range(1000):
        rate, curvature = float(f"{10 ** rng.uniform(-10, 1):.3g}"), float(f"{10 ** rng.uniform(-3, 3):.4g}")
        if rng.random() < 0.2:
            rate = float(rng.choice([1, 2])) / curvature * (1 + 10 ** rng.uniform(-12, -2))
        direction = outcome.Direction((0,), 0.0, curvature)
        text = rate_words.factor(direction, rate, OPTIMIZERS["sgd"]())
        exact = 1 - Fraction(rate) * Fraction(curvature)
        if "in one step" in text:
            assert abs(exact) < 1e-15
            continue
        shown = text.partition("= ")[2]
        if shown.startswith("1 − "):
            assert is_near(parse_number(shown.removeprefix("1 − ")), float(1 - exact), 2)
            continue
        decimals = len(shown.partition(".")[2]) if "·" not in shown else 0
        assert "·" in shown or abs(Fraction(parse_number(shown)) - exact) <= Fraction(51, 100) / 10**decimals
        assert (parse_number(shown) > 0) == (exact > 0)
        assert (abs(parse_number(shown)) > 1) == (abs(exact) > 1)
        if not text.startswith("1 − lr"):
            left, right = (
                parse_number(part) for part in text.removeprefix("1 − ").partition(" =")[0].split("·", 1)
            )
            assert abs(1 - left * right - parse_number(shown)) <= 0.51 / 10**decimals


def test_that_a_search_with_noise_offers_nothing():
    state = DescentState(learning_rate=5.0, method=MethodState(noise=1.0))
    assert suggestion.search_for(state, (-5, 5), (-5, 5)) is None


def plain_steps(surface, start, rate, steps):
    """The heights along plain descent, by a loop of its own."""
    point, heights = np.array(start, dtype=float), []
    for _ in range(steps + 1):
        heights.append(float(surface.value(point)))
        with np.errstate(all="ignore"):
            point = point - rate * surface.gradient(point)
    return heights


def test_that_the_sweep_names_the_rate_and_the_steps_that_single_runs_have(qtbot):
    look = Look()
    view = DescentView(look, Session(), Store(DescentState()))
    view.resize(1280, 752)
    view.show()
    for surface, start, rate in (
        ("valley", (-7.0, 2.0), 0.8),
        ("himmelblau", (0.0, 0.0), 0.02),
        ("bowl", (1.0, 2.0), 0.3),
    ):
        fields = {
            "surface": surface,
            "starts": (start,),
            "learning_rate": rate,
            "steps": 40,
            "lower": "sweep",
        }
        runs = [plain_steps(find(surface), start, own, 40) for own in np.logspace(-3, 1, 200)]
        last = [run[-1] if math.isfinite(run[-1]) else math.inf for run in runs]
        view.store.change(**fields, sweep_shows="value")
        view.catch_up()
        qtbot.waitUntil(lambda: view.session.is_settled)
        view.catch_up()
        plot = view._lower_card.sweep
        best = np.logspace(-3, 1, 200)[last.index(min(last))]
        assert is_near(numbers("rates: lr = N", plot._best_words.toPlainText())[0], best, 3)
        own = plain_steps(find(surface), start, rate, 40)
        assert is_near(numbers(": f = N", plot._words.toPlainText())[0], own[-1], 3)
        view.store.change(sweep_shows="steps")
        view.catch_up()
        qtbot.waitUntil(lambda: view.session.is_settled)
        view.catch_up()
        goal = min(last) + 1e-3 * (own[0] - min(last))
        there = [step for step, height in enumerate(own) if height <= goal]
        text = plot._words.toPlainText()
        assert numbers(f": {there[0]} steps", text) == [] if there else "not in 40 steps" in text
        reached = sum(any(height <= goal for height in run) for run in runs)
        if " of 200 rates" in plot._best_words.toPlainText() and "get" in plot._best_words.toPlainText():
            assert numbers("N of 200", plot._best_words.toPlainText())[0] == reached
    view.close()
    view.session.close()


def test_that_the_step_in_the_cut_ends_where_it_says():
    rng = np.random.default_rng(10)
    for _ in range(50):
        state = random_state(rng)
        picture = cut.cut_picture(state, area_of(state))
        surface, (_step, point) = find(state.surface), cut.place(state)
        slope = surface.gradient(point)
        there = float(surface.value(point + (1 if state.ascent else -1) * state.learning_rate * slope))
        if found := numbers(": f = N", picture.words):
            assert is_near(found[0], there, 3) or abs(found[0] - there) < 1e-12
        if found := numbers("N long, beyond", picture.words):
            assert is_near(found[0], state.learning_rate * math.hypot(*slope), 3)
        if found := re.search(rf"(lowest|highest) at lr = ({POWER}|{NUMBER})", picture.best_words):
            direction = -slope / math.hypot(*slope) if found[1] == "lowest" else slope / math.hypot(*slope)
            bend = float(direction @ surface.hessian(point) @ direction)
            tilt = float(direction @ slope)
            rate = parse_number(found[2])

            lengths = np.array([rate, 0.98 * rate, 1.02 * rate]) * math.hypot(*slope)
            heights = (1 if found[1] == "lowest" else -1) * (tilt * lengths + bend * lengths**2 / 2)
            assert heights[0] <= heights[1:].min()
