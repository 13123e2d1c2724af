"""Every page of a view, and every part of a page."""

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton

from explorer.page_of_parts import PageOfParts
from explorer.paged_view import PagedView
from explorer.view import View


def open_pages(view: View) -> Iterator[None]:
    """Open each page of a view, and each part of a page, one after the other."""
    for name in view.page_names:
        view.store.tick(page=name)
        page = view.open_page if isinstance(view, PagedView) else None
        if not isinstance(page, PageOfParts):
            yield
            continue
        for part in page.part_names:
            buttons = view.column.findChildren(QAbstractButton)
            next(each for each in buttons if each.isVisible() and each.objectName().endswith(part)).click()
            assert page.part_name == part
            yield
