import numpy as np

from explorer.widgets.memo import Memo


def test_that_a_key_has_changed_at_first_and_when_a_part_is_another():
    memo, picture = Memo(), object()
    assert memo.has_changed(picture, 3)
    assert not memo.has_changed(picture, 3)
    assert memo.has_changed(picture, 4)
    assert memo.has_changed(object(), 4)
    assert memo.has_changed(picture)


def test_that_equal_values_are_the_same_and_equal_arrays_are_not():
    memo, losses = Memo(), np.zeros(3)
    assert memo.has_changed((1, "a"), losses)
    assert not memo.has_changed((1, "a"), losses)
    assert memo.has_changed((1, "a"), losses.copy())


def test_that_an_array_at_the_place_of_a_deleted_one_has_changed():
    memo = Memo()
    for _index in range(20):
        assert memo.has_changed(np.zeros(3))


def test_that_a_key_of_nothing_that_is_known_yet_has_changed_at_first():
    memo = Memo()
    assert memo.has_changed(None)
    assert not memo.has_changed(None)


def test_that_an_array_in_place_of_nothing_or_of_a_number_has_changed():
    memo, losses = Memo(), np.zeros(3)
    for key in (losses, None, losses, 0.0, losses):
        assert memo.has_changed(key)
