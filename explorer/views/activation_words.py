"""What the activations of `core.activations` are called, and how scripts define them: one entry for each."""

from collections.abc import Mapping
from typing import NamedTuple

from explorer.texts.language import N_


class ActivationWords(NamedTuple):
    """The words of one activation.

    Attributes
    ----------
    label, hint : str
        Of its choice, to be translated where they are shown.
    function : str
        What it is called in code.
    source : str
        The definition of that function.
    """

    label: str
    hint: str
    function: str
    source: str


ACTIVATION_WORDS: Mapping[str, ActivationWords] = {
    "sigmoid": ActivationWords(
        N_("Sigmoid"),
        N_("1 / (1 + e⁻ᶻ), as in the chapter (section 6)"),
        "sigmoid",
        "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n",
    ),
    "tanh": ActivationWords(
        N_("tanh"),
        N_("(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ): from −1 to 1, with slope 1 at 0"),
        "tanh",
        "def tanh(x):\n    return np.tanh(x)\n",
    ),
    "relu": ActivationWords(
        N_("ReLU"),
        N_("max(0, z): its slope is 0 or 1"),
        "relu",
        "def relu(x):\n    return np.maximum(0, x)\n",
    ),
    "step": ActivationWords(
        N_("Step"),
        N_("0 or 1: its slope is 0, so by backpropagation W1 does not change. Try it (section 2)"),
        "step_function",
        "def step_function(x):\n    return np.heaviside(x, 0)\n",
    ),
}
