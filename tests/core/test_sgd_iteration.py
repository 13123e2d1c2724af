import numpy as np
import pytest

from core.network_gradient import numerical_gradient_one_at_a_time
from core.sgd_iteration import iteration_on, iterations_from
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from tests.generators import run_to_end


def problem(samples=40):
    rng = np.random.default_rng(2)
    net = TwoLayerNet(12, 5, 4, 0.5, rng=rng)
    return net, rng.integers(0, 256, (samples, 12)).astype(np.uint8), rng.integers(4, size=samples)


def test_that_an_iteration_is_the_chapters_update():
    net, images, labels = problem()
    indices = np.array([3, 8, 8, 21])
    x, t = images[indices] / 255, labels[indices]
    one = iteration_on(net, images, labels, indices, 0.25)
    gradient = net.gradient(x, t)
    assert one.before is net
    for name in PARAMETER_NAMES:
        assert np.array_equal(one.gradient[name], gradient[name])
        assert np.array_equal(one.moves[name], 0.25 * gradient[name])
        assert np.array_equal(one.after.params[name], net.params[name] - 0.25 * gradient[name])
    assert one.loss_before == net.loss(x, t)
    assert one.loss_after == one.after.loss(x, t) < one.loss_before


def test_that_its_numerical_gradient_is_that_of_moving_one_parameter_at_a_time():
    net, images, labels = problem()
    indices = np.array([0, 5, 7])
    x, t = images[indices] / 255, labels[indices]
    expected = numerical_gradient_one_at_a_time(
        lambda params: TwoLayerNet.from_params(params).loss(x, t), net.params
    )
    one = iteration_on(net, images, labels, indices, 0.1)
    for name in PARAMETER_NAMES:
        assert np.allclose(one.numerical[name], expected[name], rtol=1e-6, atol=1e-9)


def test_that_a_small_step_changes_the_loss_as_the_slope_promises():
    net, images, labels = problem()
    one = iteration_on(net, images, labels, np.arange(20), 1e-4)
    assert one.loss_after - one.loss_before == pytest.approx(one.expected_change, rel=1e-3)
    assert one.expected_change < 0


def test_that_iterations_follow_from_each_other():
    net, images, labels = problem()
    options = {"batch_size": 6, "learning_rate": 0.5}
    three, yields = run_to_end(
        iterations_from(net, images, labels, count=3, rng=np.random.default_rng(9), **options)
    )
    two, _ = run_to_end(
        iterations_from(net, images, labels, count=2, rng=np.random.default_rng(9), **options)
    )
    assert len(yields) == 2
    assert three.losses_before.shape == three.losses_after.shape == (3,)
    assert np.array_equal(three.losses_before[:2], two.losses_before)
    assert np.array_equal(three.losses_after[:2], two.losses_after)
    for name in PARAMETER_NAMES:
        assert np.array_equal(three.last.before.params[name], two.last.after.params[name])
    assert three.losses_before[-1] == three.last.loss_before
    assert not np.array_equal(three.last.indices, two.last.indices)
    assert three.last.indices.shape == (6,) and three.last.indices.max() < len(images)


def test_that_a_rate_beyond_all_measure_gives_no_number_and_no_warning():
    net, images, labels = problem()
    wild, _ = run_to_end(
        iterations_from(
            net, images, labels, batch_size=5, learning_rate=1e300, count=4, rng=np.random.default_rng(0)
        )
    )
    assert not np.isfinite(wild.last.loss_after) or wild.last.loss_after > 10


@pytest.mark.parametrize("wrong", [{"count": 0}, {"batch_size": 0}, {"learning_rate": 0.0}])
def test_that_what_is_no_iteration_is_refused(wrong):
    net, images, labels = problem()
    options = {"batch_size": 5, "learning_rate": 0.1, "count": 1} | wrong
    with pytest.raises(ValueError, match="must be"):
        next(iterations_from(net, images, labels, rng=np.random.default_rng(0), **options))
