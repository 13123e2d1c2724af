import numpy as np
import pytest

from core.gradient_fan import FullGradient, full_gradient, gradient_fan
from core.two_layer_net import TwoLayerNet
from tests.activations import WITH_SLOPE
from tests.generators import run_to_end


def problem(samples=60, activation="sigmoid"):
    rng = np.random.default_rng(1)
    net = TwoLayerNet(12, 6, 4, 0.5, activation=activation, rng=rng)
    images = rng.integers(0, 256, (samples, 12)).astype(np.uint8)
    return net, images, rng.integers(4, size=samples)


def vector(gradient):
    return np.concatenate([gradient[name].ravel() for name in ("W1", "b1", "W2", "b2")])


def gradients_of_samples(net, images, labels):
    return np.array([vector(net.gradient(images[[i]] / 255, labels[[i]])) for i in range(len(images))])


@pytest.mark.parametrize("activation", WITH_SLOPE)
def test_that_the_full_gradient_is_the_mean_of_those_of_the_samples_and_their_scatter_is_told(activation):
    net, images, labels = problem(activation=activation)
    full, _ = run_to_end(full_gradient(net, images, labels))
    each = gradients_of_samples(net, images, labels)
    assert np.allclose(full.vector, each.mean(axis=0), rtol=1e-4, atol=1e-7)
    assert full.length == pytest.approx(np.linalg.norm(each.mean(axis=0)), rel=1e-5)
    distances = np.linalg.norm(each - each.mean(axis=0), axis=1)
    assert full.scatter == pytest.approx(np.sqrt(np.mean(distances**2)), rel=1e-4)
    across = each - np.outer(each @ full.vector, full.vector) / full.length**2
    assert full.scatter_across == pytest.approx(np.sqrt(np.mean(np.sum(across**2, axis=1))), rel=1e-4)
    assert full.samples == 60


def test_that_slices_do_not_change_it_and_tell_how_far_they_are():
    net, images, labels = problem(samples=4_500)
    full, shares = run_to_end(full_gradient(net, images, labels))
    assert np.allclose(full.vector, vector(net.gradient(images / 255, labels)), rtol=1e-4, atol=1e-7)
    assert shares == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1])


def test_that_angles_and_lengths_are_those_of_the_batches():
    net, images, labels = problem()
    full, _ = run_to_end(full_gradient(net, images, labels))
    fan, _ = run_to_end(
        gradient_fan(
            full,
            net,
            images,
            labels,
            batch_size=7,
            batches=5,
            sampling="shuffle",
            rng=np.random.default_rng(4),
        )
    )
    rng = np.random.default_rng(4)
    for number in range(5):
        chosen = rng.permutation(60)[:7]
        gradient = vector(net.gradient(images[chosen] / 255, labels[chosen]))
        cosine = gradient @ full.vector / np.linalg.norm(gradient) / full.length
        assert fan.angles[number] == pytest.approx(np.degrees(np.arccos(cosine)), rel=1e-3)
        assert fan.lengths[number] == pytest.approx(np.linalg.norm(gradient), rel=1e-4)
        assert fan.projection[number, 0] == pytest.approx(gradient @ full.vector / full.length, rel=1e-3)


def test_that_the_second_coordinate_is_that_of_most_variance_across():
    net, images, labels = problem()
    full, _ = run_to_end(full_gradient(net, images, labels))
    fan, _ = run_to_end(
        gradient_fan(full, net, images, labels, batch_size=5, batches=20, rng=np.random.default_rng(0))
    )
    across = np.sqrt(fan.lengths**2 - fan.projection[:, 0] ** 2)
    assert (np.abs(fan.projection[:, 1]) <= across * (1 + 1e-5)).all()
    parameters = full.vector.size
    assert np.sum(fan.projection[:, 1] ** 2) > 3 * np.sum(across**2) / parameters


@pytest.mark.parametrize("sampling", ["replacement", "shuffle"])
@pytest.mark.parametrize("size", [200, 1_000])
def test_that_the_fan_closes_as_theory_says(size, sampling):
    net, images, _ = problem(samples=2_000)
    labels = images[:, 0] // 64  # something to learn: one gradient that all share
    full, _ = run_to_end(full_gradient(net, images, labels))
    options = {"batch_size": size, "batches": 300, "sampling": sampling, "rng": np.random.default_rng(0)}
    fan, _ = run_to_end(gradient_fan(full, net, images, labels, **options))
    across = np.sqrt(np.mean((fan.lengths * np.sin(np.radians(fan.angles))) ** 2))
    seen = np.degrees(np.arctan(across / full.length))
    assert full.expected_angle(size, sampling) == pytest.approx(seen, rel=0.1)


def test_that_the_angle_goes_with_one_over_the_root_of_the_batch_size():
    net, images, labels = problem()
    full, _ = run_to_end(full_gradient(net, images, labels))
    narrow, wide = full.expected_angle([1_000_000, 10_000])
    assert wide / narrow == pytest.approx(10, rel=0.02)


def test_that_a_shuffled_batch_of_all_samples_is_the_full_gradient():
    net, images, labels = problem()
    full, _ = run_to_end(full_gradient(net, images, labels))
    fan, _ = run_to_end(
        gradient_fan(
            full,
            net,
            images,
            labels,
            batch_size=60,
            batches=2,
            sampling="shuffle",
            rng=np.random.default_rng(0),
        )
    )
    assert fan.angles == pytest.approx([0, 0], abs=0.01)
    assert full.expected_angle(60, "shuffle") == 0


def test_that_a_full_gradient_of_zero_has_no_angle():
    net, images, labels = problem()
    nothing = FullGradient(np.zeros(12 * 6 + 6 + 6 * 4 + 4), 0.0, 1.0, 1.0, 60)
    fan, _ = run_to_end(
        gradient_fan(nothing, net, images, labels, batch_size=5, batches=3, rng=np.random.default_rng(0))
    )
    assert np.isnan(fan.angles).all()
    assert np.isfinite(fan.projection).all()
    assert nothing.expected_angle(100) == 90


def test_that_a_mini_batch_whose_single_gradients_cancel_has_no_angle():
    net = TwoLayerNet(12, 6, 3, 0.0, activation="relu")
    labels, images = np.array([0, 1, 2, 0]), np.zeros((4, 12), np.uint8)
    full, _ = run_to_end(full_gradient(net, images, labels))
    options = {"batch_size": 3, "batches": 40, "sampling": "shuffle", "rng": np.random.default_rng(0)}
    fan, _ = run_to_end(gradient_fan(full, net, images, labels, **options))
    cancels = fan.lengths < 1e-6  # one of each class, up to the rounding of 1/3
    assert 0 < np.count_nonzero(cancels) < 40
    assert np.array_equal(np.isnan(fan.angles), cancels)


def test_that_what_is_no_fan_is_refused():
    net, images, labels = problem()
    with pytest.raises(ValueError, match="do not fit"):
        next(full_gradient(net, images, labels[:3]))
    full, _ = run_to_end(full_gradient(net, images, labels))
    for options in (
        {"batch_size": 0},
        {"batch_size": 5, "batches": 0},
        {"batch_size": 5, "sampling": "none"},
    ):
        with pytest.raises(ValueError, match="batch"):
            next(gradient_fan(full, net, images, labels, rng=np.random.default_rng(0), **options))
