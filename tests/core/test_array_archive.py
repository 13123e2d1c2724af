"""Arrays in a file: whole or in parts, the bytes are the same."""

import io

import numpy as np
import pytest

from core.array_archive import pack, unpack

RNG = np.random.default_rng(0)
SINGLE = RNG.random((4, 3)).astype(np.float32)
DOUBLE = RNG.random((5, 3))
COUNTS = np.arange(6)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([SINGLE[:1], SINGLE[1:]], SINGLE),
        ([row[np.newaxis] for row in DOUBLE], DOUBLE),
        ([SINGLE, DOUBLE], np.concatenate((SINGLE, DOUBLE))),
        ([SINGLE.astype(np.float64), SINGLE], np.concatenate((SINGLE, SINGLE))),
        ([COUNTS[:0], COUNTS], COUNTS),
        ([np.asfortranarray(DOUBLE)], np.asfortranarray(DOUBLE)),
        ([np.array(2.5)], np.array(2.5)),
        ([np.empty(0)] * 3, np.empty(0)),
    ],
    ids=[
        "rows",
        "doubles",
        "mixed",
        "doubles that are singles",
        "counts",
        "columns first",
        "number",
        "empty",
    ],
)
def test_that_parts_give_the_bytes_of_the_whole(parts, whole):
    content = pack(b"{}", {"x": parts})
    assert content == pack(b"{}", {"x": whole})
    _, arrays = unpack(content, ["x"])
    np.testing.assert_array_equal(arrays["x"], whole)
    assert np.array_equal(np.load(io.BytesIO(content))["x"], whole)


@pytest.mark.parametrize("parts", [[], [SINGLE, COUNTS], [np.array(1.0), np.array(2.0)]])
def test_that_parts_that_do_not_fit_together_are_refused(parts):
    with pytest.raises(ValueError):
        pack(b"{}", {"x": parts})
