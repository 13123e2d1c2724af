"""A view of several pages, each of which can be had as a Python script."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication

from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import OpensPages, Store
from explorer.texts.language import _
from explorer.views.paged_view import Page, PagedView
from explorer.widgets.buttons import Button


class ScriptedPage[AnyState](Page[AnyState]):
    """A page that can be had as a script."""

    def script(self) -> str:
        """Return a Python script that prints the page's numbers, with NumPy and the chapter's functions.

        Raises
        ------
        ValueError
            With a sentence for the person, where there is no such script.
        """
        raise NotImplementedError


class ScriptedView[AnyState: OpensPages](PagedView[AnyState]):
    """Pages with the action *Copy as Python* below the controls of each."""

    def __init__(self, look: Look, session: Session, store: Store[AnyState]) -> None:
        super().__init__(look, session, store)
        self._copy = Button(look, "copy")
        self._copy.setObjectName(f"{self.name}.copy_script")
        self._copy.setText(_("Copy as Python"))
        self._copy.setAccessibleName(_("Copy this page as a Python script"))
        self._copy.setToolTip(
            _(
                "Copies a script that prints the numbers on this page with NumPy and the chapter’s functions. "
                "Paste it into an editor, run it, and change it. Sections 2, 3 and 5 of the chapter."
            )
        )
        self._copy.clicked.connect(self._on_copy)

    def finish_pages(self) -> None:
        """Put the action below the controls of all pages."""
        self.column.pinned.addWidget(self._copy)
        super().finish_pages()

    @Slot()
    def _on_copy(self) -> None:
        page = self.open_page
        assert isinstance(page, ScriptedPage)
        try:
            QGuiApplication.clipboard().setText(page.script())
        except ValueError as problem:
            self.session.problem.emit(str(problem))
