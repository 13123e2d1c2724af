"""Every view as a PNG file, with no display: how pictures are made, and how anyone looks at the program."""

from pathlib import Path

from core.files import write_atomically
from explorer.plots.picture import png
from explorer.views.settling import settle as settle_session
from explorer.window.main_window import MainWindow

SETTLE_SECONDS = 20.0


def take(window: MainWindow, folder: Path, size: tuple[int, int]) -> list[Path]:
    """Write ``losses.png`` and so on into `folder`, the other pages as ``losses-batch.png``, and return the paths.

    Parameters
    ----------
    window : MainWindow
        Not shown yet. Each view is drawn in its present state, once its background work is done.
    folder : Path
        Made if it is not there.
    size : (int, int)
        Width and height of the window in pixels.

    Raises
    ------
    OSError
        If the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    window.look.reduced_motion = True
    window.shown_view.session.tells_time = False
    window.resize(*size)
    window.show()
    files = []
    for name in window.view_names:
        window.show_view(name)
        files.append(_write(window, folder / f"{name}.png"))
        view = window.shown_view
        present = view.store.state.page
        for page in view.page_names:
            if page != present:
                view.store.tick(page=page)
                files.append(_write(window, folder / f"{name}-{page}.png"))
        view.store.tick(page=present)
    return files


def _write(window: MainWindow, file: Path) -> Path:
    settle(window)
    write_atomically(file, png(window.grab().toImage()))
    return file


def settle(window: MainWindow) -> None:
    """Let work in the background, and the layouts that its results change, come to rest."""
    settle_session(window.shown_view.session, SETTLE_SECONDS)
