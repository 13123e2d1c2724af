"""Every sentence of the drawing view with a number or a verdict in it, against loops that know nothing of the program.

Each check takes the seed of a random state; here some seeds are tried.
"""

import math
import re
from decimal import ROUND_HALF_EVEN, Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.correction import corrected
from core.digit_image import from_strokes
from core.explanation import flip_prediction, numerical_pixel_gradient, pixel_evidence, pixel_gradient
from core.handwritten_rules import CONDITIONS, RuleCounts
from core.hog import hog
from core.metrics import accuracy
from core.model_file import SavedNetwork
from core.retouching import retouching
from core.two_layer_net import TwoLayerNet
from explorer.drawing import words
from explorer.drawing.compare.moments import RunAnswers
from explorer.drawing.draw.neighbours import Found
from explorer.drawing.draw.number_words import numbers_hint, written
from explorer.drawing.features import words as feature_words
from explorer.drawing.features.figures import feature_figures
from explorer.drawing.features.search import FeatureReading, Voters
from explorer.drawing.gallery import words as gallery_words
from explorer.drawing.gallery.forms import Shown
from explorer.drawing.reading import Subject, digits_known, ranked, read
from explorer.drawing.why import flow_words
from explorer.drawing.why import words as why_words
from explorer.drawing.why.flow import Followed, flow
from explorer.drawing.why.question import question
from explorer.drawing.why.state import WhyState
from explorer.state.session import CHAPTER, READER
from explorer.texts.numbers import MINUS, SPACE, THIN_SPACE, fixed, percent
from tests import by_hand
from tests.generators import result_of

SEEDS = range(8)  # of 1,000 that were tried
seeds = pytest.mark.parametrize("seed", SEEDS)


def numbers(text):
    """Return the numbers in a text, as they are written."""
    plain = text.replace(MINUS, "-").replace(THIN_SPACE, "").replace(SPACE, "")
    return re.findall(r"(?<![\d^])[+-]?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", plain)


def is_rounded(text, value):
    """Whether a text is a number rounded to as many decimals as it has."""
    return abs(Decimal(text) - Decimal(value)) <= Decimal(10) ** Decimal(
        text
    ).as_tuple().exponent / 2 + Decimal("1e-9")


def random_network(rng, hidden=3, classes=10):
    activation = str(rng.choice(list(ACTIVATIONS)))
    network = TwoLayerNet(
        784, hidden, classes, float(rng.choice([0.05, 0.3, 1])), activation=activation, rng=rng
    )
    network.params["b1"] += rng.standard_normal(hidden)
    network.params["b2"] += rng.standard_normal(classes)
    return network


def random_subject(seed, dataset, hidden=3):
    """Return a test image or strokes, a network, and a label or none."""
    rng = np.random.default_rng(seed)
    saved = SavedNetwork.of(random_network(rng, hidden))
    strokes, image = (), int(rng.integers(10_000))
    if rng.random() < 0.4:
        strokes, image = random_strokes(rng), -1
    return Subject(strokes, image, dataset, saved, given_label=int(rng.integers(-1, 10)))


def random_strokes(rng):
    return tuple(
        tuple(map(tuple, rng.random((rng.integers(2, 8), 2)).tolist())) for _ in range(rng.integers(1, 4))
    )


def asked(subject, rival=-1):
    reading = read(subject)
    return question(WhyState(asked=rival), subject, reading)


@pytest.fixture(scope="module")
def images(mnist_dataset):
    """Some test images with labels: few enough to count correct ones by loops."""
    return mnist_dataset.test_images[:40], mnist_dataset.test_labels[:40]


# --- the prediction


@seeds
def test_that_prediction_runner_up_and_verdict_are_those_by_hand(mnist_dataset, seed):
    now = random_subject(seed, mnist_dataset)
    reading = read(now)
    form = reading.stages.form.reshape(-1).tolist()
    given = by_hand.probabilities(now.network.network, form)
    first, second, *_ = sorted(range(10), key=lambda digit: -given[digit])
    assert words.title(reading) == f"Predicts {first}"
    assert is_rounded(numbers(words.share(reading.answer))[0], 100 * given[first])
    said, label = words.sentence(reading, now), now.label
    if label is None and said.startswith("Less"):
        strangeness = digits_known().strangeness(mnist_dataset.test_images[:500])
        assert (strangeness < digits_known().strangeness(np.array(form))).mean() >= 0.95
        return
    if label is not None:
        assert said.startswith("Correct. " if label == first else f"Wrong: the label is {label}. ")
    if "Every other" in said:
        assert all(given[digit] < 0.0005 + 1e-12 for digit in range(10) if digit != first)
    else:
        runner_up, share = numbers(said.split("Runner-up: ")[1])[:2]
        assert int(runner_up) == second
        assert is_rounded(share.rstrip("."), 100 * given[second])


def test_that_an_image_less_like_a_digit_is_so_beside_97_percent_of_the_test_images(mnist_dataset):
    strangeness = digits_known().strangeness(mnist_dataset.test_images[:])
    assert (
        strangeness <= digits_known().limit
    ).mean() > 0.97  # what is said of an image is that it is above the limit


@seeds
def test_that_each_stage_has_the_prediction_by_hand(mnist_dataset, seed):
    now = random_subject(seed, mnist_dataset)
    reading = read(now)
    stages = (reading.stages.ink, None, reading.stages.scaled, reading.stages.form)
    for note, image in zip(words.stage_notes(reading), stages, strict=True):
        if image is None or not image.any():
            assert note[2] in ("", "no ink here")
            continue
        given = by_hand.probabilities(now.network.network, image.reshape(-1).tolist())
        digit, share = numbers(note[2])
        assert given[int(digit)] == pytest.approx(max(given))
        assert is_rounded(share, 100 * max(given))


@seeds
def test_that_side_centre_and_mean_are_those_of_the_pixels(mnist_dataset, seed):
    now = random_subject(seed, mnist_dataset)
    stages = read(now).stages
    form = stages.form.tolist()
    total = math.fsum(map(math.fsum, form))
    column = math.fsum(value * x for row in form for x, value in enumerate(row)) / total
    row = math.fsum(value * y for y, line in enumerate(form) for value in line) / total
    _side, centre, mean = words.form_facts(read(now))
    for text, value in zip(numbers(centre), (column, row), strict=True):
        assert is_rounded(text, value)
    assert is_rounded(numbers(mean)[0], 100 * total / 784)
    if now.image >= 0:
        inked = [(x, y) for y, line in enumerate(form) for x, value in enumerate(line) if value]
        sides = [max(each) - min(each) + 1 for each in zip(*inked, strict=True)]
        assert stages.longest_side == max(sides)


def test_that_the_mean_of_mnist_is_the_one_written(mnist_dataset):
    images = mnist_dataset.train_images
    total = sum(int(images[start : start + 5000].sum(dtype=np.int64)) for start in range(0, 60_000, 5000))
    assert percent(total / 255 / 784 / 60_000) == f"13.1{SPACE}%"


@seeds
def test_that_the_contributions_written_are_those_by_hand(mnist_dataset, seed):
    now = random_subject(seed, mnist_dataset, hidden=12)
    reading = read(now)
    network, winner = now.network.network, reading.answer.winner
    outputs = by_hand.hidden(network, reading.stages.form.reshape(-1).tolist())
    parts = [
        output * weight
        for output, weight in zip(outputs, network.params["W2"][:, winner].tolist(), strict=True)
    ]
    shown = [*reading.evidence.strongest_for(3).tolist(), *reading.evidence.strongest_against(3).tolist()]
    positive = sorted((part for part in parts if part > 0), reverse=True)[:3]
    negative = sorted(part for part in parts if part < 0)[:3]
    assert [parts[unit] for unit in shown] == pytest.approx(positive + negative, abs=1e-9)
    inside = math.fsum(parts[unit] for unit in shown)
    said = words.units_sum(reading, inside, len(shown))
    count, first, others, rest, bias, score = numbers(said)
    assert (int(count), int(others)) == (len(shown), 12 - len(shown))
    b2 = float(network.params["b2"][winner])
    expected = (inside, math.fsum(parts) - inside, b2, math.fsum(parts) + b2)
    for text, value in zip((first, rest, bias, score.rstrip(".")), expected, strict=True):
        assert is_rounded(text, value)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
def test_that_the_neighbours_are_counted(labels):
    found = Found(
        np.arange(len(labels)), np.zeros((len(labels), 784), np.uint8), tuple(labels), np.zeros(len(labels))
    )
    count, of, label = map(int, numbers(words.neighbours_hint(found, True, object())))
    assert of == len(labels)
    assert count == sum(each == label for each in labels)
    assert all(sum(each == other for each in labels) <= count for other in range(10))


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from([fixed, percent]), st.integers(1, 3))
def test_that_two_numbers_are_told_apart_by_the_fewest_digits_and_each_is_rounded(
    one, other, write, decimals
):
    texts = words.told_apart(one, other, decimals, write)
    digits = [len(numbers(text)[0].partition(".")[2]) for text in texts]
    assert digits[0] == digits[1] <= 6
    scale = 100 if write is percent else 1
    for text, value in zip(texts, (one, other), strict=True):
        assert abs(Decimal(numbers(text)[0]) - Decimal(scale * value)) <= Decimal(10) ** -digits[0] / 2
    if texts[0] == texts[1]:
        assert digits[0] == decimals
        assert abs(one - other) * scale <= 1.001e-6
    elif digits[0] > decimals:
        step = Decimal(10) ** -(digits[0] - 1)
        shorter = [Decimal(scale * value).quantize(step, ROUND_HALF_EVEN) for value in (one, other)]
        assert abs(shorter[0] - shorter[1]) <= step  # rounding of the last bit aside, they would be the same


# --- Why


@seeds
def test_that_the_difference_of_the_scores_is_the_sum_that_is_written(mnist_dataset, seed):
    now = random_subject(seed, mnist_dataset)
    ask = asked(now, int(np.random.default_rng(seed).integers(10)))
    found = pixel_evidence(ask.network, ask.form, ask.winner, ask.rival)
    first, second = why_words.lead(ask, found)
    given = by_hand.scores(ask.network, ask.form.tolist())
    blank = by_hand.scores(ask.network, [0.0] * 784)
    winner, rival, lead = numbers(first.replace("−", "−", 1).replace(f"{MINUS} score", "score"))
    assert (int(winner), int(rival)) == (ask.winner, ask.rival)
    assert is_rounded(lead, given[ask.winner] - given[ask.rival])
    ink, against, base = numbers(second)
    assert is_rounded(base, blank[ask.winner] - blank[ask.rival])
    assert Decimal(ink) >= 0 >= Decimal(against)
    assert abs(Decimal(ink) + Decimal(against) + Decimal(base) - Decimal(lead)) <= Decimal("0.0201")


@seeds
def test_that_the_numerical_gradient_is_as_near_to_the_exact_one_as_is_said(seed):
    network = random_network(np.random.default_rng(seed))
    x = np.random.default_rng(seed).random(784)
    exact = pixel_gradient(network, x, 0, 1)
    numerical = numerical_pixel_gradient(network, x, 0, 1)
    said = why_words.slope(float(np.abs(numerical - exact).max()), True)
    bound = said.split("within ")[1].split(" of")[0]
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    limit = float(bound) if "⁻" not in bound else 10.0 ** int(bound[2:].translate(digits))
    assert all(abs(a - b) <= limit for a, b in zip(numerical.tolist(), exact.tolist(), strict=True))


@seeds
def test_that_the_pixels_said_to_flip_the_prediction_do(mnist_dataset, seed):
    now = random_subject(seed, mnist_dataset)
    ask = asked(now)
    found = flip_prediction(ask.network, ask.form, ask.rival)
    image = ask.form.tolist()
    for pixel, value in zip(found.pixels.tolist(), found.values.tolist(), strict=True):
        image[pixel] = value
    predicted = by_hand.prediction(ask.network, image)
    said = why_words.few_pixels(found)
    if not found.succeeded:
        assert predicted != ask.rival
        assert numbers(said) == [str(len(found.pixels))]
        return
    assert predicted == ask.rival
    before = ask.form.tolist()
    changed = [(old, new) for old, new in zip(before, image, strict=True) if old != new]
    assert numbers(said) == [
        str(sum(new == 1 for _, new in changed)),
        str(sum(new == 0 for _, new in changed)),
    ]
    shown = why_words.predicts(ask.network.predict(found.image))
    share = 100 * max(by_hand.probabilities(ask.network, image))
    assert numbers(shown)[0] == str(predicted) and is_rounded(numbers(shown)[1], share)


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_that_the_changes_on_the_canvas_said_to_flip_the_prediction_do(seed):
    rng = np.random.default_rng(seed)
    subject = Subject(random_strokes(rng), -1, None, SavedNetwork.of(random_network(rng, 8)))
    ask = asked(subject)
    found = result_of(retouching(ask.network, subject.strokes, ask.rival))
    title, body = why_words.on_the_canvas(found, True, ask)
    strokes = found.retouches[-1].strokes if found.retouches else subject.strokes
    predicted = by_hand.prediction(ask.network, from_strokes(strokes).tolist())
    dots = sum(one.paints for one in found.retouches)
    assert numbers(body) == [str(dots), str(len(found.retouches) - dots)]
    if title.startswith("No flip"):
        assert predicted != ask.rival
        assert numbers(title) == [str(ask.rival)]
    else:
        assert predicted == ask.rival
        assert numbers(title) == [str(len(found.retouches)), str(ask.rival)]


@seeds
def test_that_what_a_step_does_is_recounted_image_by_image(mnist_dataset, images, seed):
    rng = np.random.default_rng(seed)
    network, label, rate = random_network(rng), int(rng.integers(10)), 10 ** rng.uniform(-4, 1)
    form = mnist_dataset.test_images[int(rng.integers(10_000))] / 255
    step = corrected(network, form, label, rate)
    given = [by_hand.probabilities(each, form.tolist())[label] for each in (step.before, step.after)]
    losses = [-math.log(probability + 1e-7) for probability in given]
    title = why_words.correction_title(step)
    if "less than" in title:
        assert abs(losses[0] - losses[1]) < 1.001e-9
    else:
        assert ("falls" in title) == (losses[1] < losses[0])
        before, after = numbers(title)[-2:]
        if "→" in title:
            assert before != after
            assert is_rounded(before, losses[0]) and is_rounded(after, losses[1])
        else:
            assert is_rounded(after, losses[0]) and is_rounded(after, losses[1])
    shown, labels = images
    body = why_words.correction_body(step, label, step.accuracies(shown, labels), len(shown))
    correct = [
        sum(
            by_hand.prediction(each, (image / 255).tolist()) == t
            for image, t in zip(shown, labels, strict=True)
        )
        for each in (step.before, step.after)
    ]
    _, p_before, p_after, a_before, a_after, *lost = numbers(body.rstrip("."))
    assert is_rounded(p_before, 100 * given[0]) and is_rounded(p_after.rstrip("."), 100 * given[1])
    assert is_rounded(a_before, 100 * correct[0] / 40) and is_rounded(a_after, 100 * correct[1] / 40)
    if correct[0] == correct[1]:
        assert not lost
    else:
        assert int(lost[0]) == abs(correct[0] - correct[1])
        assert ("fewer" in body) == (correct[1] < correct[0])


def test_that_the_accuracies_of_a_step_are_recounted_in_double_precision(mnist_dataset, session):
    images, labels = mnist_dataset.test_images, mnist_dataset.test_labels
    network = session.network(CHAPTER).network
    step = corrected(network, images[8] / 255, 6, 1.0)
    exact = [
        float((each.scores(images[:] / 255).argmax(axis=1) == labels).mean())
        for each in (step.before, step.after)
    ]
    assert step.accuracies(images, labels) == tuple(exact)


@seeds
def test_that_the_network_without_units_is_recounted_image_by_image(mnist_dataset, images, seed):
    rng = np.random.default_rng(seed)
    now = random_subject(seed, mnist_dataset, hidden=6)
    ask = asked(now)
    units = {int(unit) for unit in rng.integers(6, size=2)}
    unit, (shown, labels) = min(units), images
    left = by_hand.probabilities(ask.network, ask.form.tolist(), units)
    title, body = why_words.ablation(ask, ranked(np.array(left)), (len(units), 0), (0.5, 0.25))
    assert numbers(title) == [str(left.index(max(left)))]
    assert title.startswith("Still") == (left.index(max(left)) == ask.winner)
    assert numbers(body)[:4] == [str(len(units)), "6", "0", "784"]
    correct = sum(
        by_hand.prediction(ask.network, (image / 255).tolist(), {unit}) == t
        for image, t in zip(shown, labels, strict=True)
    )
    outputs = by_hand.hidden(ask.network, ask.form.tolist())
    W2 = ask.network.params["W2"]
    said = why_words.one_unit(ask, flow(ask), unit, correct / 40)
    name, lead, winner, rival, share = numbers(said.replace(f"{MINUS} score", "score"))
    assert (int(name), int(winner), int(rival)) == (unit, ask.winner, ask.rival)
    assert is_rounded(lead, outputs[unit] * (W2[unit, ask.winner] - W2[unit, ask.rival]))
    assert is_rounded(share, 100 * correct / 40)
    order = sorted(range(6), key=lambda k: -abs(outputs[k] * (W2[k, ask.winner] - W2[k, ask.rival])))
    assert flow(ask).order.tolist() == order


@seeds
def test_that_the_arithmetic_of_the_diagram_is_that_by_hand(mnist_dataset, seed):
    rng = np.random.default_rng(seed)
    now = random_subject(seed, mnist_dataset, hidden=6)
    ask = asked(now, int(rng.integers(10)))
    shown, x, params = flow(ask), ask.form.tolist(), ask.network.params
    given = by_hand.scores(ask.network, x)
    winner, rival = given[ask.winner], given[ask.rival]
    whole = flow_words.arithmetic(shown, None)
    formulas = flow_words.formulas(ask.network).split("\n")
    assert formulas[0] == f"h = {ask.network.activation}(x·W1 + b1)"
    assert formulas[-2:] == ["W1 784 × 6, b1 6", "W2 6 × 10, b2 10"]
    said = re.fullmatch(
        r"Score of \d − score of \d: (.+) − (.+) ≈ (.+)\. Prob.+ = e\^\((.+) − (.+)\) ≈ (.+)\.", whole
    )
    plain = [text.replace(MINUS, "-") for text in said.groups()]
    for text, value in zip(plain, (winner, rival, winner - rival, winner, rival), strict=False):
        assert is_rounded(text, value)
    ratio = by_hand.probabilities(ask.network, x)
    if ratio[ask.rival] > 1e-12 and "·" not in plain[5]:
        expected = ratio[ask.winner] / ratio[ask.rival]
        assert float(plain[5].replace(THIN_SPACE, "")) == pytest.approx(expected, rel=0.006)
    digit = int(rng.integers(10))
    of_digit = flow_words.arithmetic(shown, Followed("digit", digit))
    exponentials = [math.exp(score - max(given)) for score in given]
    said = re.fullmatch(
        r"Digit (\d): .+ = (.+) − (.+) ≈ (.+), its exponential ≈ (.+), the sum of all ten ≈ (.+): y ≈ (.+)\u00a0%\.",
        of_digit,
    )
    number, score, highest, difference, exponential, total, y = said.groups()
    assert int(number) == digit
    for text, value in (
        (score, given[digit]),
        (highest, max(given)),
        (difference, given[digit] - max(given)),
    ):
        assert is_rounded(text.replace(MINUS, "-"), value)
    if "·" not in exponential:
        assert float(exponential) == pytest.approx(exponentials[digit], rel=0.006)
    assert float(total) == pytest.approx(math.fsum(exponentials), rel=0.001)
    assert is_rounded(y, 100 * exponentials[digit] / math.fsum(exponentials))
    pixel = int(rng.choice(np.flatnonzero(ask.form)))
    of_pixel = flow_words.arithmetic(shown, Followed("pixel", pixel))
    products = [x[pixel] * weight for weight in params["W1"][pixel].tolist()]
    row, column, _zero, ink, unit, _ink, _weight, product = numbers(of_pixel.rstrip("."))
    assert (int(row), int(column)) == (pixel // 28, pixel % 28)
    assert is_rounded(ink.rstrip("."), x[pixel])
    assert abs(products[int(unit)]) == max(map(abs, products))
    assert is_rounded(product, products[int(unit)])
    unit = int(rng.integers(6))
    of_unit = flow_words.arithmetic(shown, Followed("unit", unit))
    total = math.fsum(a * b for a, b in zip(x, params["W1"][:, unit].tolist(), strict=True))
    output = by_hand.hidden(ask.network, x)[unit]
    bias = float(params["b1"][unit])
    name, sums, b1, after, again, h, first, _w, to_winner, *_rest = numbers(
        of_unit.replace(f"{ask.network.activation}(", "(")
    )
    assert int(name) == unit and again == after
    for text, value in zip(
        (sums, b1, after, h.rstrip("."), first, to_winner),
        (total, bias, total + bias, output, output, output * params["W2"][unit, ask.winner]),
        strict=True,
    ):
        assert is_rounded(text, value)


# --- Features


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_that_votes_are_counted(labels):
    voters = Voters(np.zeros((3, 784), np.uint8), tuple(labels))
    count, of = map(int, numbers(feature_words.votes(voters)))
    assert of == 3 and count == labels.count(voters.answer)
    assert all(labels.count(other) <= count for other in range(10))


@given(*[st.integers(0, 9)] * 3)
def test_that_the_three_predictions_are_said(pixels, by_hog, network):
    voters = [Voters(np.zeros((3, 784), np.uint8), (digit,) * 3) for digit in (pixels, by_hog)]
    found = FeatureReading(np.zeros((4, 4, 9)), *voters)
    said = feature_words.agreement(found, SimpleNamespace(answer=ranked(np.eye(10)[network])), True, True)
    expected = [pixels, by_hog, network]
    assert list(map(int, numbers(said))) == ([pixels] if len(set(expected)) == 1 else expected)


@seeds
def test_that_numbers_stored_and_multiplications_are_recounted(mnist_dataset, seed):
    hidden = 1 + seed
    network = random_network(np.random.default_rng(seed), hidden)
    pixels, by_hog, learned = feature_words.ways(
        feature_figures(), SavedNetwork.of(network, test_accuracy=0.5)
    )
    assert pixels.numbers == pixels.multiplications == sum(1 for _image in range(60_000)) * 28 * 28
    features = len(hog(mnist_dataset.test_images[:1])[0])
    assert by_hog.numbers == by_hog.multiplications == len(mnist_dataset.train_labels) * features
    stored = sum(1 for array in network.params.values() for _number in array.flat)
    multiplied = sum(1 for _unit in range(hidden) for _pixel in range(784)) + sum(
        1 for _class in range(10) for _unit in range(hidden)
    )
    assert (learned.numbers, learned.multiplications, learned.accuracy) == (stored, multiplied, 0.5)


@given(
    st.lists(st.booleans(), min_size=CONDITIONS, max_size=CONDITIONS), st.integers(0, 9), st.integers(0, 999)
)
def test_that_the_table_of_rules_says_what_it_is_given(met, prediction, count):
    counts = [RuleCounts(count + k, 2 * count + k) for k in range(CONDITIONS)]
    _titles, *rows, network = feature_words.rule_rows(
        met, prediction, counts, RuleCounts(count, 0), (2000, 3000)
    )
    for row, is_met, expected in zip(rows, met, counts, strict=True):
        assert row.drawing == ("✓" if is_met else "✗")
        assert numbers(row.found) == [str(expected.found), "2000"]
        assert numbers(row.wrong) == [str(expected.wrong), "3000"]
    assert network.drawing == ("✓" if prediction == 5 else "✗")
    assert numbers(network.found) == [str(count), "2000"]


@pytest.mark.parametrize("key", [READER, CHAPTER])
def test_that_the_test_accuracy_of_a_bundled_network_is_recounted(mnist_dataset, session, key):
    saved = session.network(key)
    images, labels = mnist_dataset.test_images[:] / 255, mnist_dataset.test_labels
    correct = int((saved.network.scores(images).argmax(axis=1) == labels).sum())
    assert words.network_accuracy(saved, True) == f"Test accuracy after training: {correct / 100:.2f}{SPACE}%"
    assert accuracy(saved.network.as_float32().scores, mnist_dataset.test_images, labels) == correct / 10_000


# --- Further


@given(st.lists(st.integers(0, 9), min_size=2, max_size=6))
def test_that_networks_that_agree_are_counted(predictions):
    said = words.agreement([ranked(np.eye(10)[digit]) for digit in predictions])
    given_numbers = list(map(int, numbers(said)))
    digit = given_numbers[-1]
    assert given_numbers[0] == sum(each == digit for each in predictions)
    assert all(sum(each == other for each in predictions) <= given_numbers[0] for other in range(10))
    assert said.startswith("All") == (len(set(predictions)) == 1)


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_that_the_last_prediction_of_a_run_holds_from_the_iteration_said(predictions):
    iterations = tuple(100 * k for k in range(len(predictions)))
    said = list(map(int, numbers(words.since_when(RunAnswers(iterations, np.eye(10)[predictions])))))
    last = predictions[-1]
    assert said[0] == last
    start = next(k for k in range(len(predictions)) if all(each == last for each in predictions[k:]))
    if start:
        assert said[-1] == iterations[start]
        assert said[-2] == len(predictions)
        assert len(said) == 3 or said[1] == len(predictions) - start
    else:
        assert len(predictions) == 1 or said[1] == len(predictions)


labels_and_predictions = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 9)), st.one_of(st.none(), st.integers(0, 9))), max_size=30
)


@given(labels_and_predictions)
def test_that_the_gallery_is_counted(pairs):
    shown = tuple(Shown(np.zeros(784), label, predicted) for label, predicted in pairs)
    correct, known = 0, 0
    for label, predicted in pairs:
        if label is not None and predicted is not None:
            known += 1
            correct += label == predicted
    assert gallery_words.hits(shown) == (correct, known)
    said = gallery_words.hit_rate(shown)
    if known:
        first, second, share = numbers(said)
        assert (int(first), int(second)) == (correct, known)
        assert is_rounded(share, 100 * correct / known)
        assert (Decimal(share) == 100) == (correct == known)
    else:
        assert said == ""
    for one, (label, predicted) in zip(shown, pairs, strict=True):
        text = gallery_words.label_and_answer(one)
        assert ("✓" in text) == (label is not None and label == predicted)
        assert ("✗" in text) == (label is not None and predicted is not None and label != predicted)


# --- the 784 numbers


@given(st.integers(0, 255), st.integers(0, 783))
def test_that_a_pixel_is_written_as_its_grey_level_and_divided_by_255(level, pixel):
    form = np.zeros(784)
    form[pixel] = level / 255
    assert written(form[pixel], "bytes", 2) == str(level)
    assert is_rounded(written(form[pixel], "unit", 2), Decimal(level) / 255)
    row, column, _zero, grey, _255, share = numbers(numbers_hint(form, "unit", 2, pixel))
    assert (28 * int(row) + int(column), int(grey)) == (pixel, level)
    assert is_rounded(share, Decimal(level) / 255)
