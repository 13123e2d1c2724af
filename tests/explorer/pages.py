"""Every page of a view, and every part of a page."""

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton

from explorer.views.page_of_parts import PageOfParts
from explorer.views.paged_view import PagedView
from explorer.views.view import View
from explorer.widgets.choice import PageChoice


def open_pages(view: View) -> Iterator[None]:
    """Open each page of a view, and each part of a page, one after the other."""
    for name in view.page_names:
        view.store.tick(page=name)
        view.session.frames.draw_now()
        page = view.open_page if isinstance(view, PagedView) else None
        if not isinstance(page, PageOfParts):
            yield
            continue
        for part in page.part_names:
            _open_part(view, page, part)
            assert page.part_name == part
            yield


def _open_part(view: View, page: PageOfParts, part: str) -> None:
    """Click the segment of a part, or the item of the menu Further that is called as the part."""
    buttons = [each for each in view.column.findChildren(QAbstractButton) if each.isVisible()]
    found = [each for each in buttons if each.objectName().endswith(f".{page.field}_{part}")]
    if found:
        found[0].click()
    else:
        choice = view.column.findChild(PageChoice, f"{view.name}.{page.field}")
        further = page.part_names[-len(choice.menu.actions()) :]
        choice.menu.actions()[further.index(part)].trigger()
