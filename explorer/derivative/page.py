"""What the pages of the derivative view have in common."""

from explorer.derivative.state import DerivativeState
from explorer.views.scripted_view import ScriptedPage


class DerivativePage(ScriptedPage[DerivativeState]):
    """A page of the derivative view."""

    view_name = "derivative"
