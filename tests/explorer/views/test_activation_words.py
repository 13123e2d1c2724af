import numpy as np
import pytest

from core.activations import ACTIVATIONS
from explorer.views.activation_words import ACTIVATION_WORDS


def test_that_every_activation_has_its_words():
    assert list(ACTIVATION_WORDS) == list(ACTIVATIONS)


@pytest.mark.parametrize("name", ACTIVATION_WORDS)
def test_that_the_source_for_scripts_computes_the_activation(name):
    words, x = ACTIVATION_WORDS[name], np.linspace(-4, 4, 33)
    defined = {"np": np}
    exec(words.source, defined)
    np.testing.assert_allclose(defined[words.function](x), ACTIVATIONS[name].function(x), rtol=1e-12)
