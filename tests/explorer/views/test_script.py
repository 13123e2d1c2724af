import numpy as np
import pytest

from core.expressions import parse
from explorer.views.activation_words import ACTIVATION_WORDS
from explorer.views.script import function_of


@pytest.mark.parametrize(
    ("formula", "defined"),
    [("sigmoid(x)", ["sigmoid"]), ("relu(x) + step(x)", ["relu", "step_function"]), ("tanh(x)", [])],
)
def test_that_a_script_defines_what_it_calls_and_no_more(formula, defined):
    expression = parse(formula)
    source = function_of(expression)
    names = [words.function for words in ACTIVATION_WORDS.values()]
    assert [name for name in names if f"def {name}(" in source] == defined
    known = {"np": np}
    exec(source, known)
    x = np.linspace(-3, 3, 13)
    np.testing.assert_allclose(known["f"](x), expression.value(x), rtol=1e-14)
