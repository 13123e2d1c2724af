"""Every page of a view, and every part of a page."""

from collections.abc import Iterator

from explorer.page_of_parts import PageOfParts
from explorer.paged_view import PagedView
from explorer.view import View


def open_pages(view: View) -> Iterator[None]:
    """Open each page of a view, and each part of a page, one after the other."""
    if not isinstance(view, PagedView):
        yield
        return
    for name in view.page_names:
        view.store.tick(page=name)
        view.catch_up()
        page = view.open_page
        for part in page.part_names if isinstance(page, PageOfParts) else ("",):
            if part:
                view.store.tick(**{page.field: part})
                view.catch_up()
                assert page.part_name == part
            yield
