"""What a run remembers of its losses."""

import numpy as np

from explorer.runs.history import History


def test_that_room_for_all_losses_is_found_once():
    history = History()
    history.expect(10)
    history.expect(1_000)
    history.append(np.zeros(5))
    first = history.losses
    for _ in range(199):
        history.append(np.ones(5))
    assert history.iteration == 1_000
    assert np.shares_memory(first, history.losses)


def test_that_more_losses_than_were_expected_are_kept_too():
    history, losses = History(), np.arange(1_000, dtype=np.float32)
    history.expect(3)
    for some in np.array_split(losses, 70):
        history.append(some)
    np.testing.assert_array_equal(history.losses, losses)


def test_that_a_history_goes_on_from_an_earlier_one_and_leaves_it_as_it_is():
    history = History()
    history.append(np.arange(50))
    earlier = history.until(20)
    earlier.expect(100)
    earlier.append(np.full(30, -1.0))
    np.testing.assert_array_equal(history.losses, np.arange(50))
    np.testing.assert_array_equal(earlier.losses, [*range(20), *[-1] * 30])
