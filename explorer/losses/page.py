"""What the four pages of the losses view have in common."""

from explorer.losses.state import LossesState
from explorer.views.scripted_view import ScriptedPage


class LossesPage(ScriptedPage[LossesState]):
    """A page of the losses view."""

    view_name = "losses"
