"""The card of the picture: surface, basins, paths and starts."""

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from core.arrays import FloatArray
from core.basins import BasinMap
from core.path_end import End, EndKind
from core.surfaces import find
from explorer.background.latest_result import LatestResult
from explorer.descent import paths, pointer, words
from explorer.descent.basin_legend import BasinLegend
from explorer.descent.basins import CELLS, BasinInputs, map_in_slices
from explorer.descent.field_actions import FieldActions
from explorer.descent.layers import surface_layers
from explorer.descent.picture_state import PictureState
from explorer.descent.relief_panel import ReliefPanel
from explorer.descent.state import DescentState
from explorer.look.theme import Look
from explorer.plots.basin_image import colours_apart
from explorer.plots.field import FieldPlot
from explorer.plots.geometry import Area, Unit
from explorer.plots.marked_places import FEW
from explorer.plots.relief_support import can_draw_relief
from explorer.plots.surface import SurfaceLayers
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import grouped
from explorer.views.export_menu import ExportMenu
from explorer.widgets.layout import Card

_SAME_PLACE = 1e-6  # farther apart, what a path reached is not the minimum that the map found
_NO_STEPS = np.empty((2, 0, 2))
_BEYOND = 0.15  # of the picture, on each side: layers are there already when it is dragged into view


@dataclass(frozen=True)
class LayerInputs:
    """What the layers of a surface depend on."""

    surface: str
    area: Area
    unit: Unit
    picture: PictureState

    def layers(self) -> SurfaceLayers:
        """Sample the surface, or return what was sampled lately: a view that is made anew shows it again."""
        return _layers(self)


@lru_cache(maxsize=2)
def _layers(inputs: LayerInputs) -> SurfaceLayers:
    return surface_layers(find(inputs.surface), inputs.area, inputs.unit, inputs.picture)


class FieldCard(Card):
    """The surface with paths.

    Parameters
    ----------
    store : Store of DescentState
        What the user does in the picture changes the state.

    Signals
    -------
    outdated()
        The picture needs to be drawn again although the state is the same.
    """

    outdated = Signal()

    def __init__(self, look: Look, session: Session, store: Store[DescentState]) -> None:
        super().__init__(
            look,
            "descent.field",
            _("Paths over the surface"),
            _(
                "The surface with the path from each numbered start, and the formula of a step. Arrows show the "
                "negative gradient, lines join places of equal height."
            ),
        )
        self._store, self._background, self._frames = store, session.background, session.frames
        self.plot = FieldPlot(look)
        self.interaction = FieldActions(self.plot, store)
        self.basins: LatestResult[BasinMap] = session.latest_result("descent.basins")
        self._layers: LatestResult[SurfaceLayers] = session.latest_result("descent.layers")
        self._drawn_surface = ""
        self._minima: FloatArray = np.empty((0, 2))
        self._reached: tuple[int, ...] = ()
        self._set_up_plot()
        menu = ExportMenu(look, self.plot)
        menu.setObjectName("descent.export_field")
        menu.failed.connect(session.problem)
        self.add_menu(menu)
        self.heading.setObjectName("descent.step_formula")
        self.heading.set_terms(words.step_terms())
        self.set_title(words.step_formula(store.state))
        self.heading.linkHovered.connect(self._on_term_pointed)
        self._legend = BasinLegend(look)
        self._head.addWidget(self._legend)
        self._relief = ReliefPanel(look, store)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.plot)
        self._stack.addWidget(self._relief)
        self.body.addWidget(self._stack, 1)
        self.basins.changed.connect(self._on_basins_changed)
        self._layers.changed.connect(self._on_layers_changed)
        self.plot.area_changed.connect(self.outdated)

    def show_state(self, state: DescentState) -> None:
        """Draw the state; `show_reached` then marks the minima."""
        result = paths.outcome(state)
        self.set_title(words.step_formula(state))
        self._show_area(state)
        self._show_layers(state)
        self._show_basins(state)
        chosen_only = state.chosen if state.compares else None
        self.plot.set_starts(state.starts, state.numbers, chosen_only)
        self.plot.select_start(state.chosen if len(state.starts) > 1 and not state.compares else None)
        self.plot.set_paths(result.points[: state.last_shown + 1], paths.series(state), chosen_only)
        last, landing = state.last_shown, min(state.last_shown + 1, state.steps)
        self.plot.set_next_steps(*result.points[[last, landing]] if landing > last else _NO_STEPS)
        self.plot.hide_tag()
        is_relief = state.picture.relief == "relief" and can_draw_relief()
        self._stack.setCurrentWidget(self._relief if is_relief else self.plot)
        if is_relief:
            self._relief.show_state(state)

    def show_hint(self, state: DescentState, in_trouble: bool, most_steps: int) -> None:
        """Say beside the title what the picture means, or that it is not the whole of `most_steps` yet."""
        if state.steps < most_steps:
            hint = ngettext(
                "The first step; computing the others …",
                "The first {count} steps; computing the others …",
                state.steps,
            ).format(count=grouped(state.steps))
        elif state.picture.relief == "relief" and not can_draw_relief():
            hint = _("No OpenGL window on this computer: the surface is shown in 2-D.")
        elif state.picture.relief == "relief":
            hint = _("Drag to turn, or use the arrow keys. Scroll to zoom.")
        elif state.picture.ground == "basins" and not self.basins.is_current:
            hint = _("Computing the map …")
        elif state.picture.ground == "basins" and state.method.noise:
            hint = _("Without noise. Colour: the minimum reached; stronger: in fewer steps.")
        elif state.picture.ground == "basins":
            hint = _("Stronger colour: fewer steps. Click to add a start.")
        elif in_trouble:
            hint = _("The arrow shows the step that left the picture.")
        else:
            self.set_instruction(
                _("Drag a start, double-click to add one. Scroll to zoom, drag the background to pan.")
            )
            return
        self.set_hint(hint)

    def _set_up_plot(self) -> None:
        self.plot.setObjectName("descent.field")
        self.plot.accept_keys()
        self.plot.set_labels("x₀", "x₁")
        self.plot.setAccessibleName(_("Surface with paths"))
        self.plot.setToolTip(
            _(
                "Drag a numbered start, or double-click to add one; Delete removes it. Scroll to zoom, drag the "
                "background to pan"
            )
        )
        self.plot.setAccessibleDescription(
            _(
                "Arrow keys move the chosen start, with Shift ten times as far; a digit, Page Up or Page Down chooses "
                "another, Delete removes it. Plus and minus zoom, Ctrl with arrow keys pans, 0 shows the full view"
            )
        )
        self.plot.set_departure_words(words.departure)
        self.plot.set_outside_words(words.outside)
        self.plot.set_undefined_word(_("no value here"))

    # How

    def _show_area(self, state: DescentState) -> None:
        surface, window = find(state.surface), state.picture.window
        with QSignalBlocker(self.plot):
            self.plot.set_area(
                surface.x_range,
                surface.y_range,
                None if window is None else Area(*window),
                state.picture.equal_aspect,
            )

    def _show_layers(self, state: DescentState) -> None:
        """Draw the surface at once, or where the user is zooming as soon as it is computed."""
        picture, plot = state.picture, self.plot
        plot.set_heat_visible(picture.ground == "height")
        shown = PictureState(contours=picture.contours, arrows=picture.arrows)
        taken = find(state.surface).minima if picture.mark_minima else ()
        if picture.window is None:
            inputs = LayerInputs(state.surface, plot.area, plot.frame.unit, shown)
            plot.set_surface_layers(inputs, inputs.layers, taken)
            self._drawn_surface = state.surface
            return
        inputs = LayerInputs(state.surface, plot.area.grown(_BEYOND), plot.frame.unit, shown)
        self._layers.request_in_turn(inputs, inputs.layers)
        layers = self._layers.latest_if(lambda other: other.surface == state.surface)
        if layers is not None and layers.area.is_comparable(inputs.area):
            plot.set_surface_layers(layers, lambda: layers, taken)
        elif not plot.shows_layers_like(inputs.area) or state.surface != self._drawn_surface:
            plot.set_surface_layers(inputs, inputs.layers, taken)
        self._drawn_surface = state.surface

    def _show_basins(self, state: DescentState) -> None:
        plot, picture, surface = self.plot, state.picture, find(state.surface)
        found = None
        if picture.ground == "basins":
            inputs = BasinInputs(
                surface=state.surface,
                area=plot.area,
                columns=max(1, round((CELLS * plot.frame.width / plot.frame.height) ** 0.5)),
                picture=plot.home,
                learning_rate=state.learning_rate,
                steps=state.steps,
                optimizer=paths.optimizer(state),
                ascent=state.ascent,
            )
            self.basins.request_in_turn(inputs, partial(map_in_slices, inputs))
            found = self.basins.latest_if(lambda other: other.surface == state.surface)
        basins = found if found is not None and _borders(found).is_comparable(plot.area) else None
        plot.set_basins(basins, state.steps)
        self._legend.setVisible(picture.ground == "basins" and picture.relief == "map")
        known = 0 if basins is None else len(basins.minima)
        colours = () if basins is None else tuple(colours_apart(basins.minima[:FEW]))
        self._legend.show_minima(known, colours, state.ascent)
        minima = np.reshape(surface.minima, (-1, 2)) if basins is None or state.ascent else basins.minima
        self._minima = minima if picture.mark_minima else minima[:0]
        plot.set_saddles(surface.saddles if picture.mark_saddles else (), _("saddle"))

    def show_reached(self, ends: list[End]) -> list[int | None]:
        """Mark those of many minima that paths have reached with their numbers.

        Returns
        -------
        list of int or None
            Which of the minima in the picture each path has reached; None for a path that has reached none of several.
        """
        numbers = [_reached(end, self._minima) for end in ends]
        self._reached = tuple(sorted({number for number in numbers if number is not None}))
        self._mark_minima()
        return numbers

    def _mark_minima(self) -> None:
        """Ring minima; where there are several, with the numbers that they have in the list of ends."""
        minima = self._minima
        reached = [index for index in self._reached if index < len(minima)]
        numbered = range(len(minima)) if len(minima) <= FEW else reached
        self.plot.set_minima(minima, _("minimum"), numbered if len(minima) > 1 else ())

    @Slot(str)
    def _on_term_pointed(self, term: str) -> None:
        """Show a term at the step that was played last, or at the first one where all are shown."""
        self.plot.hide_tag()
        state = paths.beginning(self._store.state)
        if not paths.is_known(state):
            return
        index, step = paths.chosen_path(state), max(state.last_shown - 1, 0) if state.is_played else 0
        if term == "x":
            self.plot.show_step(index, step, f"x = {_place(state, index, step)}")
        elif term == "∇f":
            self.plot.show_move(index, step, pointer.gradient_at(state, index, step))

    @Slot()
    def _on_basins_changed(self) -> None:
        self._frames.request(self._draw_fresh_map)

    def _draw_fresh_map(self) -> None:
        """Draw the newest map alone: a whole picture for each would slow a drag down."""
        state = self._store.state
        if state.picture.ground != "basins":
            return
        if not self.isVisible():
            self.outdated.emit()
        else:
            self._background.hold()
            before = len(self._minima)
            self._show_basins(state)
            self._mark_minima()
            self.show_hint(state, False, state.steps)
            if len(self._minima) != before:
                self.outdated.emit()  # the ends of paths have the numbers of minima

    @Slot()
    def _on_layers_changed(self) -> None:
        if self.isVisible():
            self._show_layers(self._store.state)
        else:
            self.outdated.emit()


def _place(state: DescentState, index: int, step: int) -> str:
    return words.point(*paths.outcome(state).points[step, index].tolist())


def _reached(end: End, minima: FloatArray) -> int | None:
    """Return which of several minima a path has reached, also where only a map has found them."""
    if len(minima) < 2 or end.kind not in (EndKind.ARRIVED, EndKind.NEAR) or end.place is None:
        return None
    if end.minimum is not None:
        return end.minimum
    away = np.hypot(*(minima - end.place).T)
    nearest = int(away.argmin())
    return nearest if away[nearest] <= _SAME_PLACE else None


def _borders(basins: BasinMap) -> Area:
    """Return about what a map shows."""
    return Area(*basins.x0[[0, -1]].tolist(), *basins.x1[[0, -1]].tolist())
