"""The controls of the page Several variables."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from core.surfaces import SURFACES, find
from explorer.controls import HeroNumber
from explorer.derivative.formula_section import FormulaSection
from explorer.derivative.state import DerivativeState
from explorer.derivative.variables import words
from explorer.derivative.variables.slopes import Slopes, special_angle
from explorer.derivative.variables.state import FARTHEST, TURN
from explorer.language import _
from explorer.paged_view import PagePanel
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, SPACE_S, Look
from explorer.widgets.buttons import Button
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LinearSlider
from explorer.widgets.text import Label

POINT_STEP, ANGLE_STEP = 0.1, 1.0
EXAMPLES = ((3.0, 4.0), (0.0, 2.0), (3.0, 0.0))  # the chapter's
_DIRECTIONS = ("steepest", "contour", "x0", "x1")


class VariablesControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_slopes` alone sets them.

    Parameters
    ----------
    look : Look
    store : Store
        Of a `DerivativeState`.
    panel : PagePanel
        The part of the column to fill.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name.
    angle : HeroNumber
    """

    def __init__(self, look: Look, store: Store[DerivativeState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._found: Slopes | None = None
        self._function = FormulaSection(look, store, "surface", ("x0", "x1"), self._fields_for)
        self._fields = [
            NumberField(look, minimum=-FARTHEST, maximum=FARTHEST, digits=7, step=POINT_STEP)
            for _index in range(2)
        ]
        self._message = FieldMessage(look)
        for field in self._fields:
            field.attach_message(self._message)
        self._names = [Label(look, tone="text2") for _unused in self._fields]
        self._examples = [Button(look) for _unused in EXAMPLES]
        angle = NumberField(look, minimum=0, maximum=TURN, digits=4, step=ANGLE_STEP, hero=True)
        slider = LinearSlider(look, 0, TURN, ANGLE_STEP)
        self.angle = HeroNumber(look, store, "derivative", "angle", angle, slider)
        self._directions = {name: Button(look) for name in _DIRECTIONS}
        self._point_title = Label(look, SMALL, SEMIBOLD, "text2")
        self.by_name: dict[str, QWidget] = {
            "surface": self._function.choice,
            "surface_formula": self._function.field,
            "x0": self._fields[0],
            "x1": self._fields[1],
            **{f"point_{a:g}_{b:g}": button for (a, b), button in zip(EXAMPLES, self._examples, strict=True)},
            **{f"along_{name}": button for name, button in self._directions.items()},
        }
        for name, control in self.by_name.items():
            control.setObjectName(f"derivative.{name}")
        self._lay_out(panel)
        self._connect()

    def show_slopes(self, found: Slopes) -> None:
        """Set every control to the state; none of them answers."""
        self._found = found
        state = found.state
        self._function.show_function(state.surface, found.surface.formula, is_named=state.surface in SURFACES)
        for field, value in zip(self._fields, state.point, strict=True):
            field.set_value(value)
        self.angle.show_value(state.angle)
        for name in ("steepest", "contour"):
            self._directions[name].setEnabled(found.special is not None)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._function.set_words(
            _("Function of two variables"),
            _("Typed formula"),
            _("Or type one: x0*x1, sin(x0) + x1^2, …"),
            words.surface_names(),
        )
        self._point_title.setText(_("Point"))
        for label, name in zip(self._names, words.VARIABLES, strict=True):
            label.setText(name)
        for (a, b), button in zip(EXAMPLES, self._examples, strict=True):
            button.setText(f"({a:g}, {b:g})")
        self.angle.set_words(
            _("Direction, °"),
            _(
                "The direction in which the slope is taken, counter-clockwise from the axis of x₀: 0 gives ∂f/∂x₀, "
                "90 gives ∂f/∂x₁. Section 3 of the chapter."
            ),
            _("Turn once around and watch the slope: a cosine, with one top and two zeros."),
        )
        for name, text in {
            "steepest": _("Steepest"),
            "contour": _("Contour"),
            "x0": _("Along x₀"),
            "x1": _("Along x₁"),
        }.items():
            self._directions[name].setText(text)

    def set_compact(self, compact: bool) -> None:
        """Leave what the tooltips repeat out of a small window."""
        self._function.set_compact(compact)

    def _lay_out(self, panel: PagePanel) -> None:
        panel.add_section(None, self._function)
        panel.add_rule()
        point = row(self._names[0], self._fields[0], self._names[1], self._fields[1])
        panel.add_section(self._point_title, point, self._message, row(*self._examples))
        panel.add_rule()
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        for index, button in enumerate(self._directions.values()):
            grid.addWidget(button, *divmod(index, 2))
        panel.add_section(None, self.angle, grid)

    def _connect(self) -> None:
        for field in self._fields:
            field.committed.connect(self._on_committed)
            field.stepped.connect(self._on_stepped)
        for buttons, slot in (
            (self._examples, self._on_example),
            (list(self._directions.values()), self._on_direction),
        ):
            group = QButtonGroup(self)
            group.setExclusive(False)
            for index, button in enumerate(buttons):
                group.addButton(button, index)
            group.idClicked.connect(slot)

    def _fields_for(self, key: str) -> dict[str, object]:
        """Return the fields for a named surface: the point stays where it is if that is in the picture."""
        surface, (x0, x1) = find(key), self._store.state.variables.point
        (left, right), (bottom, top) = surface.x_range, surface.y_range
        if left <= x0 <= right and bottom <= x1 <= top:
            return {"surface": key}
        # Three quarters of the way across and up, where few surfaces are level.
        return {"surface": key, "x0": left + 0.75 * (right - left), "x1": bottom + 0.75 * (top - bottom)}

    def _name_of_sender(self) -> str:
        return "x0" if self.sender() is self._fields[0] else "x1"

    @Slot(float)
    def _on_committed(self, value: float) -> None:
        self._store.change(**{self._name_of_sender(): value})

    @Slot(float)
    def _on_stepped(self, value: float) -> None:
        self._store.nudge(**{self._name_of_sender(): value})

    @Slot(int)
    def _on_example(self, index: int) -> None:
        x0, x1 = EXAMPLES[index]
        self._store.change(surface="bowl", x0=x0, x1=x1)

    @Slot(int)
    def _on_direction(self, index: int) -> None:
        name = _DIRECTIONS[index]
        special = self._found.special if self._found is not None else None
        if name in ("x0", "x1"):
            self._store.change(angle=90.0 if name == "x1" else 0.0)
        elif special is not None:
            self._store.change(angle=special_angle(special, name))
