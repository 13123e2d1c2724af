"""What a network computes, by loops in plain Python and exact sums: slow, and independent of the program."""

import math
from operator import mul

ACTIVATIONS = {
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)) if a > -700 else 0.0,
    "tanh": math.tanh,
    "relu": lambda a: max(a, 0.0),
    "step": lambda a: float(a > 0),
}


def hidden(network, x, off=()):
    """Return the outputs of the hidden units; those that are off are 0."""
    W1, b1 = network.params["W1"].T.tolist(), network.params["b1"].tolist()
    function, x = ACTIVATIONS[network.activation], list(x)
    outputs = [function(math.fsum(map(mul, x, weights)) + bias) for weights, bias in zip(W1, b1, strict=True)]
    return [0.0 if unit in off else output for unit, output in enumerate(outputs)]


def scores(network, x, off=()):
    """Return the scores of the classes."""
    W2, b2 = network.params["W2"].T.tolist(), network.params["b2"].tolist()
    outputs = hidden(network, x, off)
    return [math.fsum([*map(mul, outputs, weights), bias]) for weights, bias in zip(W2, b2, strict=True)]


def probabilities(network, x, off=()):
    """Return the softmax of the scores."""
    given = scores(network, x, off)
    exponentials = [math.exp(score - max(given)) for score in given]
    return [each / math.fsum(exponentials) for each in exponentials]


def prediction(network, x, off=()):
    """Return the first class with the highest score."""
    given = scores(network, x, off)
    return given.index(max(given))
