"""Where Python's garbage is collected: on the thread of the window, and on no other."""

import gc

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS = 1_000


def collect_on_this_thread(parent: QObject) -> None:
    """Collect garbage from time to time in the event loop of this thread, as long as `parent` lives.

    Python by itself collects on whichever thread makes garbage. A training thread would take widgets and timers apart
    that belong to the window's: Qt warns at best, and crashes at worst.
    """
    gc.disable()
    timer = QTimer(parent, interval=_MILLISECONDS)
    timer.timeout.connect(collect_what_is_due)
    timer.start()


def collect_what_is_due() -> None:
    """Collect the oldest generation that has reached its threshold, as Python by itself would."""
    counts_and_thresholds = list(zip(gc.get_count(), gc.get_threshold(), strict=True))
    for generation in reversed(range(len(counts_and_thresholds))):
        count, threshold = counts_and_thresholds[generation]
        if count > threshold > 0:
            gc.collect(generation)
            return


def keep_what_is_there() -> None:
    """Collect garbage, and exempt what is left from later collections: a window and its views live long.

    Takes 50 ms with all views. So did each collection of the oldest generation, which takes less than one from then on.
    """
    gc.collect()
    gc.freeze()


def unfreeze() -> None:
    """Include all objects in later collections again, as a window has been deleted."""
    gc.unfreeze()
