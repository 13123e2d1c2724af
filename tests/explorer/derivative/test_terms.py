import pytest

from tests.explorer.terms import terms_seen

PARTIALS = {"∂f/∂x₀", "∂f/∂x₁", "∇f"}


@pytest.mark.parametrize(
    ("fields", "terms"),
    [
        ({"page": "tangent"}, {"f(x+h)", "f(x−h)", "2h"}),
        ({"page": "tangent", "h": 1e-50}, {"f(x+h)", "f(x−h)", "2h"}),
        ({"page": "rounding", "method": "forward"}, {"f(x+h)", "f(x)", "h"}),
        ({"page": "variables"}, PARTIALS),
        ({"page": "network"}, {"y", "t", "W", "∂L/∂W", "∂L/∂w₂₃"}),
    ],
)
def test_that_the_picture_shows_each_term_that_can_be_pointed_at(view, fields, terms):
    view.store.change(**fields)
    assert terms_seen(view) == dict.fromkeys(terms, True)
