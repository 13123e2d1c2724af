import numpy as np

from core.parameters import parameters_from, parameters_of, with_inputs_in
from core.two_layer_net import TwoLayerNet

SIZES = (12, 7, 4)
COUNT = 12 * 7 + 7 + 7 * 4 + 4


def test_that_the_views_are_the_vector():
    vector = np.arange(COUNT, dtype=np.float32)
    parameters = parameters_from(vector, SIZES)
    assert [view.shape for view in parameters[1:]] == [(12, 7), (7,), (7, 4), (4,)]
    parameters.flat[:] -= 1
    assert np.array_equal(np.concatenate([view.ravel() for view in parameters[1:]]), np.arange(COUNT) - 1)


def test_that_a_networks_parameters_are_copied():
    net = TwoLayerNet(*SIZES, rng=np.random.default_rng(0))
    parameters = parameters_of(net, np.float64)
    parameters.W2[:] = 0
    assert net.params["W2"].any()


def test_that_the_inputs_of_a_vector_are_put_in_another_order_and_back():
    vector = np.arange(COUNT, dtype=np.float32)
    order = np.random.default_rng(0).permutation(12)
    ordered = parameters_from(with_inputs_in(order, vector, SIZES), SIZES)
    before = parameters_from(vector, SIZES)
    assert np.array_equal(ordered.W1, before.W1[order])
    for moved, kept in zip(ordered[2:], before[2:], strict=True):
        assert np.array_equal(moved, kept)
    assert np.array_equal(with_inputs_in(np.argsort(order), ordered.flat, SIZES), vector)
