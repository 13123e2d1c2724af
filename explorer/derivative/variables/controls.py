"""The controls of the page Several variables."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from core.surfaces import SURFACES, find
from explorer.derivative.formula_section import FormulaSection
from explorer.derivative.state import DerivativeState
from explorer.derivative.variables import words
from explorer.derivative.variables.slopes import Slopes, special_angle
from explorer.derivative.variables.state import VariablesState
from explorer.look.theme import SPACE_S, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import BareNumberControl, ControlKit, HeroControl, heading
from explorer.views.paged_view import PagePanel
from explorer.views.surface_words import SURFACE_NAMES
from explorer.widgets.buttons import Button
from explorer.widgets.layout import row
from explorer.widgets.text import Label

EXAMPLES = ((3.0, 4.0), (0.0, 2.0), (3.0, 0.0))  # the chapter's


class VariablesControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_slopes` alone sets them.

    Attributes
    ----------
    by_name : dict of str to QWidget
        The function and the buttons by the second half of their object names.
    """

    def __init__(self, look: Look, store: Store[DerivativeState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._found: Slopes | None = None
        self._kit = ControlKit(look, store, "derivative")
        self._function = FormulaSection(
            look,
            _("Function of two variables"),
            _("Typed formula"),
            _("Or type a formula: x0*x1, sin(x0) + x1^2, …"),
            [(key, _(name)) for key, name in SURFACE_NAMES.items()],
            ("x0", "x1"),
        )
        self._examples = [Button(look) for _example in EXAMPLES]
        for (a, b), button in zip(EXAMPLES, self._examples, strict=True):
            button.setText(f"({a:g}, {b:g})")
        directions = {
            "steepest": _("Steepest"),
            "contour": _("Contour"),
            "x0": _("Along x₀"),
            "x1": _("Along x₁"),
        }
        self._directions = {name: Button(look) for name in directions}
        for name, text in directions.items():
            self._directions[name].setText(text)
        self.by_name: dict[str, QWidget] = {
            "surface": self._function.choice,
            "surface_formula": self._function.field,
            **{f"point_{a:g}_{b:g}": button for (a, b), button in zip(EXAMPLES, self._examples, strict=True)},
            **{f"along_{name}": button for name, button in self._directions.items()},
        }
        self._lay_out(look, panel)
        self._connect()

    def show_slopes(self, found: Slopes) -> None:
        """Set every control to the state; none of them answers."""
        self._found = found
        state = found.state
        self._kit.show_state(self._store.state)
        self._function.show_function(state.surface, found.surface.formula, is_named=state.surface in SURFACES)
        for name in ("steepest", "contour"):
            self._directions[name].setEnabled(found.special is not None)

    def set_compact(self, compact: bool) -> None:
        """Leave what the tooltips repeat out of a small window."""
        self._function.set_compact(compact)

    def _lay_out(self, look: Look, panel: PagePanel) -> None:
        panel.add_section(None, self._function)
        panel.add_rule()
        x0, x1 = (self._kit.make(BareNumberControl, name) for name in ("x0", "x1"))
        names = [Label(look, tone="text2") for _name in words.VARIABLES]
        for label, name in zip(names, words.VARIABLES, strict=True):
            label.setText(name)
        point = row(names[0], x0, names[1], x1)
        panel.add_section(heading(look, _("Point")), point, x0.message, x1.message, row(*self._examples))
        panel.add_section(None, self._kit.check_box("integers"))
        panel.add_rule()
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        for index, button in enumerate(self._directions.values()):
            grid.addWidget(button, *divmod(index, 2))
        panel.add_section(None, self._kit.make(HeroControl, "angle"), grid)

    def _connect(self) -> None:
        self._function.chosen.connect(self._on_surface_chosen)
        self._function.edited.connect(self._on_formula_edited)
        for buttons, slot in (
            (self._examples, self._on_example),
            (list(self._directions.values()), self._on_direction),
        ):
            group = QButtonGroup(self)
            group.setExclusive(False)
            for index, button in enumerate(buttons):
                group.addButton(button, index)
            group.idClicked.connect(slot)

    def _with(self, page: VariablesState) -> DerivativeState:
        return replace(self._store.state, variables=page)

    @Slot(str)
    def _on_surface_chosen(self, key: str) -> None:
        """Show a named surface; the point stays where it is if that is in the picture."""
        surface, page = find(key), replace(self._store.state.variables, surface=key)
        (left, right), (bottom, top) = surface.x_range, surface.y_range
        if not (left <= page.x0 <= right and bottom <= page.x1 <= top):
            # Three quarters of the way across and up, where few surfaces are level.
            page = replace(page, x0=left + 0.75 * (right - left), x1=bottom + 0.75 * (top - bottom))
        self._store.change_to(self._with(page))

    @Slot(str)
    def _on_formula_edited(self, formula: str) -> None:
        self._store.nudge_to(self._with(replace(self._store.state.variables, surface=formula)))

    @Slot(int)
    def _on_example(self, index: int) -> None:
        x0, x1 = EXAMPLES[index]
        page = replace(self._store.state.variables, surface="bowl", x0=x0, x1=x1)
        self._store.change_to(self._with(page))

    @Slot(int)
    def _on_direction(self, index: int) -> None:
        name = list(self._directions)[index]
        special = self._found.special if self._found is not None else None
        if name in ("x0", "x1"):
            angle = 90.0 if name == "x1" else 0.0
        elif special is not None:
            angle = special_angle(special, name)
        else:
            return
        self._store.change_to(self._with(replace(self._store.state.variables, angle=angle)))
