"""What the four pages of the losses view have in common."""

from explorer.scripted_view import ScriptedPage


class LossesPage(ScriptedPage):
    """A page of the losses view."""

    view_name = "losses"
