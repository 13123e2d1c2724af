import pytest

from tests.explorer.terms import terms_seen


@pytest.mark.parametrize(
    ("page", "terms"),
    [
        ("sample", {"(y − t)²", "t log(y + 10⁻⁷)"}),
        ("batch", {"E", "N", "t log y"}),
        ("weight", {"L", "dL/dw", "A", "dA/dw"}),
        ("step", {"L", "dL/dw"}),
    ],
)
def test_that_the_picture_shows_each_term_that_can_be_pointed_at(view, open_page, page, terms):
    open_page(page)
    assert terms_seen(view) == dict.fromkeys(terms, True)
