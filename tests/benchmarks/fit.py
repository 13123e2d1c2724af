"""Count what does not fit, on every page at every size: ``python -m tests.benchmarks.fit [--list] [SIZE ...]``."""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtWidgets import QApplication

from explorer.application import build
from explorer.window.main_window import MainWindow
from explorer.window.shell import PROJECTOR_SCALE
from explorer.window.snapshot import settle
from tests.explorer.fit import (
    CLIPPED,
    IN_COLUMN,
    LEFT_OUT,
    ON_PAGE,
    OVERLAP,
    TROUBLE,
    Misfit,
    get_into_trouble,
    misfits,
)
from tests.explorer.pages import open_pages

KINDS = (CLIPPED, OVERLAP, IN_COLUMN, ON_PAGE, LEFT_OUT)
SIZES = ("1000x600", "1100x700", "1280x800", "1920x1080", "2560x1440")
SCALES = {"normal": 1.0, "projector": PROJECTOR_SCALE}


def main() -> None:
    """Print a table of counts, and with ``--list`` every misfit with the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fit")
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--list", action="store_true", help="print each, not only how many")
    parser.add_argument("--pages", default="", help="only of this view")
    options = parser.parse_args()
    print(f"{'size':10} {'type':10} {'state':8} {'pages':>5} " + " ".join(f"{kind:>8}" for kind in KINDS))
    with tempfile.TemporaryDirectory() as folder:
        _app, window = build(["learnscope", "--settings", str(Path(folder) / "settings.ini")])
        window.show()
        window.shown_view.session.want_dataset()
        settle(window)
        for name, scale in SCALES.items():
            window.look.set_scale(scale)
            settle(window)
            for state in ("idle", "trouble"):
                _measure(window, name, state, options)
        window.close()


def _measure(window: MainWindow, name: str, state: str, options: argparse.Namespace) -> None:
    found: dict[str, list[tuple[str, Misfit]]] = {size: [] for size in options.sizes}
    pages = 0
    for view_name in window.view_names:
        if options.pages not in view_name:
            continue
        window.show_view(view_name)
        view = window.shown_view
        before = view.store.state
        for _ in open_pages(view):
            page = ".".join(dict.fromkeys((view_name, view.store.state.page, *_part(view))))
            if state == "trouble":
                get_into_trouble(view, TROUBLE[view_name])
            pages += 1
            for size in options.sizes:
                window.resize(*map(int, size.split("x")))
                settle(window)
                QApplication.processEvents()
                found[size] += [(page, each) for each in misfits(view)]
        view.store.tick_to(before)
    for size, all_found in found.items():
        counts = Counter(each.kind for _page, each in all_found)
        print(
            f"{size:10} {name:10} {state:8} {pages:5} " + " ".join(f"{counts[kind]:8}" for kind in KINDS),
            flush=True,
        )
        if options.list:
            for page, each in all_found:
                print(f"    {page:24} {each.kind:8} {each.where:36} {each.words[:90]!r}")


def _part(view: object) -> tuple[str, ...]:
    part = getattr(getattr(view, "open_page", None), "part_name", "")
    return (part,) if part else ()


if __name__ == "__main__":
    main()
