import numpy as np
import pytest

from core.loss_slice import Plane, loss_slice, principal_plane, project, random_plane
from core.two_layer_net import TwoLayerNet
from tests.activations import ALL
from tests.generators import run_to_end

NAMES = ("W1", "b1", "W2", "b2")


def network(seed=0, activation="sigmoid"):
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(9, 6, 4, 0.6, activation=activation, rng=rng)
    net.params["b1"] = rng.standard_normal(6)
    return net


def batch(samples=20):
    rng = np.random.default_rng(9)
    return rng.integers(0, 256, (samples, 9)).astype(np.uint8), rng.integers(4, size=samples)


def vector(net):
    return np.concatenate([net.params[name].ravel() for name in NAMES])


def moved(net, change):
    ends = np.cumsum([net.params[name].size for name in NAMES])
    parts = zip(NAMES, np.split(change, ends[:-1]), strict=True)
    return TwoLayerNet.from_params(
        {name: net.params[name] + part.reshape(net.params[name].shape) for name, part in parts},
        activation=net.activation,
    )


@pytest.mark.parametrize("activation", ALL)
def test_that_the_losses_are_those_of_the_moved_networks(activation):
    net = network(activation=activation)
    plane = random_plane(net, np.random.default_rng(1))
    images, labels = batch()
    x, y = np.linspace(-1.2, 1.3, 4), np.array([-0.7, 0, 2.1])
    seen, shares = run_to_end(loss_slice(plane, x, y, images, labels))
    for row, column in np.ndindex(3, 4):
        there = moved(net, x[column] * plane.directions[0] + y[row] * plane.directions[1])
        assert seen.losses[row, column] == pytest.approx(there.loss(images / 255, labels), rel=1e-5)
    assert shares == pytest.approx(np.arange(1, 13) / 12)


def test_that_a_filter_moves_by_its_own_length_and_biases_stay():
    net = network()
    plane = random_plane(net, np.random.default_rng(1))
    for direction in plane.directions:
        change = moved(net, direction).params
        for name in ("W1", "W2"):
            lengths = np.linalg.norm(change[name] - net.params[name], axis=0)
            assert lengths == pytest.approx(np.linalg.norm(net.params[name], axis=0))
        for name in ("b1", "b2"):
            assert np.array_equal(change[name], net.params[name])
    assert not np.allclose(*plane.directions)


def test_that_random_directions_of_a_real_size_are_at_nearly_right_angles():
    net = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    one, other = random_plane(net, np.random.default_rng(1)).directions
    assert abs(one @ other) / np.linalg.norm(one) / np.linalg.norm(other) < 0.03


def test_that_networks_in_a_plane_are_found_where_they_are():
    net = network()
    rng = np.random.default_rng(2)
    directions = rng.standard_normal((2, vector(net).size))
    plane = Plane(net, directions)
    places = rng.standard_normal((5, 2))
    off = rng.standard_normal(vector(net).size)
    basis, _ = np.linalg.qr(directions.T)
    off -= basis @ (basis.T @ off)
    path = project([moved(net, place @ directions) for place in places], plane)
    assert path.points == pytest.approx(places)
    assert path.distances == pytest.approx(np.zeros(5), abs=1e-9)
    path = project([moved(net, place @ directions + off) for place in places], plane)
    assert path.points == pytest.approx(places)
    assert path.distances == pytest.approx(np.full(5, np.linalg.norm(off)))


def test_that_the_principal_plane_holds_a_run_that_lies_in_one():
    end = network()
    rng = np.random.default_rng(5)
    basis, _ = np.linalg.qr(rng.standard_normal((vector(end).size, 2)))
    places = np.column_stack([np.linspace(-8, 0, 7), np.sin(np.linspace(0, np.pi, 7))])
    run = [moved(end, basis @ place) for place in places]
    plane, shares = principal_plane(run)
    assert np.allclose(plane.directions @ plane.directions.T, np.eye(2))
    assert shares.sum() == pytest.approx(1)
    assert shares[0] > 0.9
    path = project(run, plane)
    assert path.distances == pytest.approx(np.zeros(7), abs=1e-9)
    assert np.linalg.norm(path.points, axis=1) == pytest.approx(np.linalg.norm(places, axis=1))
    assert path.points[-1] == pytest.approx([0, 0])
    assert path.points[0, 0] > 0


def test_that_no_plane_explains_more_than_the_principal_one():
    end = network()
    rng = np.random.default_rng(6)
    run = [moved(end, rng.standard_normal(vector(end).size)) for _ in range(6)] + [end]
    plane, shares = principal_plane(run)
    best = np.sum(project(run, plane).distances ** 2)
    total = sum(np.sum((vector(net) - vector(end)) ** 2) for net in run)
    assert best == pytest.approx((1 - shares.sum()) * total)
    for _ in range(20):
        basis, _ = np.linalg.qr(rng.standard_normal((vector(end).size, 2)))
        assert np.sum(project(run, Plane(end, basis.T)).distances ** 2) >= best


def test_that_two_networks_lie_on_the_first_direction():
    one, other = network(0), network(1)
    plane, shares = principal_plane([one, other])
    assert np.allclose(plane.directions @ plane.directions.T, np.eye(2))
    assert shares == pytest.approx([1, 0])
    length = np.linalg.norm(vector(one) - vector(other))
    assert project([one], plane).points[0] == pytest.approx([length, 0], abs=1e-9)


def test_that_networks_on_a_line_have_a_second_direction_at_right_angles_to_it():
    end = network()
    step = np.random.default_rng(7).standard_normal(vector(end).size)
    plane, shares = principal_plane([moved(end, far * step) for far in (3.0, 2.0, 1.0)] + [end])
    assert np.allclose(plane.directions @ plane.directions.T, np.eye(2))
    assert shares == pytest.approx([1, 0])


def test_that_a_network_without_weights_is_a_plane_of_one_point():
    net = TwoLayerNet(9, 6, 4, 0.0, rng=np.random.default_rng(0))
    plane = random_plane(net, np.random.default_rng(1))
    assert project([net, network()], plane).points.tolist() == [[0, 0], [0, 0]]


def test_that_a_loss_far_out_is_no_number_and_no_warning():
    net = network()
    seen, _ = run_to_end(
        loss_slice(random_plane(net, np.random.default_rng(0)), [1e38, 1e300], [0], *batch())
    )
    assert seen.losses.shape == (1, 2)


def test_that_what_does_not_fit_is_refused():
    net = network()
    plane = random_plane(net, np.random.default_rng(0))
    images, labels = batch()
    with pytest.raises(ValueError, match="do not fit"):
        next(loss_slice(plane, [0], [0], images, labels[:3]))
    with pytest.raises(ValueError, match="do not fit"):
        next(loss_slice(plane, [0], [0], images[:0], labels[:0]))
    for networks in ([net], [net, TwoLayerNet(9, 5, 4)]):
        with pytest.raises(ValueError, match="at least two networks of the same size"):
            principal_plane(networks)
    with pytest.raises(ValueError, match="that differ"):
        principal_plane([net, net])
    with pytest.raises(ValueError, match="size"):
        project([TwoLayerNet(9, 5, 4)], plane)
