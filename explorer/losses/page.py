"""What the four pages of the losses view have in common."""

from explorer.paged_view import Page


class LossesPage(Page):
    """A page that can be had as a script."""

    view_name = "losses"

    def script(self) -> str:
        """Return a Python script that prints the page's numbers.

        Raises
        ------
        ValueError
            With a sentence for the person, where there is no such script.
        """
        raise NotImplementedError
