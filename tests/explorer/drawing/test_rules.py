"""The table of rules on the page Features: marks and counts are those of loops over the test images."""

import numpy as np

from explorer.drawing.strokes import FIVE
from tests.explorer.drawn import THREE


def test_that_the_page_shows_what_each_rule_and_the_network_find(view, qtbot, dataset):
    view.store.change(page="features", strokes=FIVE)
    qtbot.waitUntil(lambda: not view.session.background.is_busy, timeout=60_000)
    view.render_state()
    titles, *rules, network = view.page("features").rules.rows
    assert titles.found == "fives found"
    assert [row.found for row in rules] == [f"{count} of 892" for count in (798, 687, 654, 631, 558)]
    assert [row.drawing for row in rules] == ["✗"] * 5  # its bar is not level
    assert network.drawing == "✓"
    facts = view.facts()
    assert (facts["rule_4_found"].value, facts["rule_4_wrong"].value) == (631, 322)
    images, labels = dataset.test_images[:] / 255, dataset.test_labels
    taken = view.session.network("reader").network.scores(images).argmax(axis=1) == 5
    assert facts["network_found"].value == int(np.count_nonzero(taken & (labels == 5)))
    assert facts["network_wrong"].value == int(np.count_nonzero(taken & (labels != 5)))
    assert network.found == f"{facts['network_found'].value} of 892"
    view.store.change(strokes=THREE)
    assert view.page("features").rules.rows[-1].drawing == "✗"
    view.store.change(strokes=())
    assert {row.drawing for row in view.page("features").rules.rows[1:]} == {""}
