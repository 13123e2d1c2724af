"""What is said of a loss landscape, against networks that are put together and measured one by one."""

import math
import re
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.mini_batch import network_inputs
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from explorer.plots.geometry import Area
from explorer.training.inside import ground as ground_module
from explorer.training.inside import landscape_words as words
from explorer.training.inside.course import Course
from explorer.training.inside.ground import Slice, find_ground, find_slice
from tests.generators import result_of

SIZES = (784, 1, 10)
NUMBER = r"([\d.\u202f]+)"


def number(text):
    return float(text.replace("\u202f", ""))


def vector(net):
    return np.concatenate([net.params[name].ravel() for name in PARAMETER_NAMES])


def network_at(flat):
    parts = np.split(flat, [784, 785, 795])
    shapes = ((784, 1), (1,), (1, 10), (10,))
    params = {
        name: part.reshape(shape) for name, part, shape in zip(PARAMETER_NAMES, parts, shapes, strict=True)
    }
    return TwoLayerNet.from_params(params)


def a_path(rng):
    """Return the networks of a made-up run: a walk that goes one way more or less."""
    flat = vector(TwoLayerNet(*SIZES, 10 ** rng.uniform(-2, 0), rng=rng))
    way = rng.standard_normal(795 + 10)[: len(flat)]
    networks = []
    for _ in range(int(rng.integers(1, 6))):
        networks.append(network_at(flat))
        flat = flat + 0.1 * way + rng.uniform(0, 0.1) * rng.standard_normal(len(flat))
    return networks


@given(st.integers(0, 2**32 - 1), st.sampled_from(["path", "random"]))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_losses_shares_and_distances_are_measured_again(dataset, monkeypatch, seed, plane):
    monkeypatch.setattr(ground_module, "_COARSE", 3)
    monkeypatch.setattr(ground_module, "_FINE", 5)
    rng = np.random.default_rng(seed)
    networks = a_path(rng)
    course = Course(
        tuple(
            SimpleNamespace(network=lambda net=net: net, iteration=10 * k) for k, net in enumerate(networks)
        )
    )
    ground = result_of(find_ground(networks[-1], 0, course, plane, int(rng.integers(100)), dataset))
    assert words.landscape_hint(ground.images, False, False).split(" ")[5] == str(len(dataset.train_labels))
    images, labels = network_inputs(dataset.train_images), dataset.train_labels
    end = vector(networks[-1])
    area = Area(*(float(edge) for edge in (-rng.random(), rng.random(), -rng.random(), rng.random())))
    found = result_of(find_slice(ground, area, dataset))
    rows, columns = found.losses.shape
    grid = [
        network_at(end + x * ground.plane.directions[0] + y * ground.plane.directions[1]).loss(images, labels)
        for y in np.linspace(area.bottom, area.top, rows)
        for x in np.linspace(area.left, area.right, columns)
    ]
    own = networks[-1].loss(images, labels)
    title = words.landscape_title(ground, found)
    said = re.match(
        rf"Loss {NUMBER} after {NUMBER} updates; (?:lowest point of the grid {NUMBER}|no lower)", title
    )
    assert number(said[1]) == pytest.approx(own, abs=5.1e-4)
    assert number(said[2]) == 10 * (len(networks) - 1)
    if said[3] is None:
        assert min(grid) > own - 2e-5
    else:
        decimals = len(said[3].split(".")[1])
        assert number(said[3]) == pytest.approx(min(grid), abs=0.5 * 10**-decimals + 1e-5)
        assert number(said[3]) < number(said[1]) and min(grid) < own
    assert "grid" not in words.landscape_title(ground, Slice(None, area, found.losses))
    body = words.landscape_body(ground, len(networks) > 1)
    differences = np.array([vector(net) for net in networks]) - end
    in_plane = ground.plane.directions.T
    beside = [
        math.hypot(*(row - in_plane @ np.linalg.lstsq(in_plane, row, rcond=None)[0]).tolist())
        for row in differences
    ]
    if len(networks) == 1:
        assert "No checkpoints of this run are known" in body
    elif plane == "path":
        squares = np.linalg.svd(differences[:-1], compute_uv=False) ** 2
        shares = [100 * squares[k] / squares.sum() if k < len(squares) else 0 for k in range(2)]
        told = re.search(
            rf"explain {NUMBER}\u00a0% and {NUMBER}\u00a0% .* is {NUMBER} from it; "
            rf"(?:none is more than {NUMBER}|all lie)",
            body,
        )
        assert [number(told[1]), number(told[2])] == pytest.approx(shares, abs=0.06)
        assert number(told[3]) == pytest.approx(math.hypot(*differences[0].tolist()), rel=6e-3)
        if told[4] is None:
            assert max(beside) < 2e-6 * math.hypot(*differences[0].tolist())
        else:
            assert max(beside) * (1 - 1e-6) <= number(told[4]) <= 1.011 * max(beside) + 1e-6
    else:
        points = [np.linalg.lstsq(in_plane, row, rcond=None)[0] for row in differences]
        far = max(math.hypot(*point.tolist()) for point in points)
        told = re.search(rf"is {NUMBER} from this plane; projected onto it, all are within (\S+) of 0", body)
        assert number(told[1]) == pytest.approx(beside[0], rel=6e-3)
        assert far * (1 - 1e-6) <= number(told[2]) <= 1.011 * far + 1e-6
        weights = [net.params["W1"][:, 0] for net in networks[-1:]]
        for direction in ground.plane.directions:  # "adds a vector as long as they are; biases stay"
            parts = np.split(direction, [784, 785, 795])
            assert math.hypot(*parts[0].tolist()) == pytest.approx(math.hypot(*weights[0].tolist()))
            assert np.abs(parts[2]) == pytest.approx(np.abs(networks[-1].params["W2"][0]))
            assert not parts[1].any() and not parts[3].any()


@given(st.floats(1e-9, 1e9))
def test_that_at_most_is_never_below_and_hardly_above(value):
    shown = words.at_most(value)
    mantissa, _, power = shown.replace("\u202f", "").partition("·10")
    written = float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
    assert value * (1 - 1e-8) <= written <= 1.0101 * value
