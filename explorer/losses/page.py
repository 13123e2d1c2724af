"""What the four pages of the losses view have in common."""

from explorer.losses.network_choice import network_names
from explorer.losses.state import LossesState
from explorer.texts.language import _
from explorer.views.scripted_view import ScriptedPage


class LossesPage(ScriptedPage[LossesState]):
    """A page of the losses view."""

    view_name = "losses"

    @property
    def subject_words(self) -> str:
        """The network that the page looks into."""
        name = network_names(self.session).get(self.store.state.network)
        return _("Network: {name}").format(name=name) if name else ""
