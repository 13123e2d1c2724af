"""The same test in both themes, and at both type sizes."""

import pytest

from explorer.look.palette import DARK, LIGHT

in_both_themes = pytest.mark.parametrize("look", [(DARK,), (LIGHT,)], ids=["dark", "light"], indirect=True)
at_both_scales = pytest.mark.parametrize(
    "look", [(DARK, 1.0), (DARK, 1.25)], ids=["1", "1.25"], indirect=True
)
