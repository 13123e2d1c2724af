"""The descent view: starts on a surface, a learning rate, and where the gradient leads."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.path_end import End
from explorer.descent import course, outcome, trouble, words
from explorer.descent.controls import MethodSection, OptimizerSection, StepsSection
from explorer.descent.ends import EndsCard
from explorer.descent.field_card import FieldCard
from explorer.descent.picture_section import PictureSection
from explorer.descent.rate_section import RateSection
from explorer.descent.starts import Starts
from explorer.descent.state import PAGES, DescentState
from explorer.descent.surface_section import SurfaceSection
from explorer.descent.transport import Transport
from explorer.descent.values_plot import ValuesPlot
from explorer.plots.export import ExportMenu
from explorer.session import Session
from explorer.theme import SPACE_L, SPACE_M, Look
from explorer.view import View
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import Card, column, row, rule

_BOTTOM_HEIGHT, _ENDS_WIDTH, _COMPACT_ENDS_WIDTH = 232, 392, 372


class DescentView(View):
    """Surface with paths above; f along the paths and how they ended below."""

    name = "descent"
    state_type = DescentState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self._field_card, self._values_card = FieldCard(look, session, self.store), Card(look)
        self.field, self.values = self._field_card.plot, ValuesPlot(look)
        self._ends = EndsCard(look, self.store)
        self._page = Segmented(look, len(PAGES))
        self._page.setObjectName("descent.page")
        self._surface, self._rate = SurfaceSection(look, self.store), RateSection(look, self.store)
        self._optimizer, self._starts = OptimizerSection(look, self.store), Starts(look, self.store)
        self._method, self._picture = MethodSection(look, self.store), PictureSection(look, self.store)
        self._steps, self._transport = StepsSection(look, self.store), Transport(look, self.store)
        self._pages: dict[str, QWidget] = {}
        self._fill_column()
        main = self._lay_out()
        self._connect()
        self.finish(main)

    def render_state(self) -> None:
        """Draw the state."""
        state: DescentState = self.store.state
        self._field_card.show_state(state)
        self.values.hide_step()
        ends = self._path_ends(state)
        in_trouble = self._show_ends(state, ends)
        self._field_card.show_hint(state, in_trouble)
        self._show_values(state, ends)
        self._show_controls(state, in_trouble)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.values.set_labels(self.tr("step"))
        self.values.setAccessibleName(self.tr("Value at each step"))
        self._page.set_texts([self.tr("Paths"), self.tr("Method"), self.tr("Picture")])
        self._page.setAccessibleName(self.tr("Page of controls"))
        self._page.setToolTip(
            self.tr(
                "Paths: where descent starts. Method: how a step is made. Picture: what is shown below the paths."
            )
        )

    def set_compact(self, compact: bool) -> None:
        """Give the words less room beside the value plot in a small window."""
        self._ends.setFixedWidth(self.look.px(_COMPACT_ENDS_WIDTH if compact else _ENDS_WIDTH))

    # What is drawn

    def _path_ends(self, state: DescentState) -> list[End]:
        area = self.field.area
        x_range, y_range = (area.left, area.right), (area.bottom, area.top)
        return [outcome.path_end(state, index, x_range, y_range) for index in range(len(state.starts))]

    def _show_ends(self, state: DescentState, ends: list[End]) -> bool:
        result, area, shown = outcome.outcome(state), self.field.area, state.last_shown
        titles = [words.end_title(end, result.surface, shown, state.ascent) for end in ends]
        found = trouble.explain(state, ends, titles, area)
        if found is not None:
            self._ends.show_trouble(found)
            return True
        details = [
            words.end_detail(end, result, index, shown, area, state.ascent) for index, end in enumerate(ends)
        ]
        plainly = state.optimizer == "sgd" and shown > 0
        self._ends.show_ends(
            words.after(shown),
            [words.EndWords(title, detail) for title, detail in zip(titles, details, strict=True)],
            words.pace(outcome.directions(state), state.learning_rate) if plainly else "",
        )
        return False

    def _show_values(self, state: DescentState, ends: list[End]) -> None:
        if any(outcome.is_trouble(end) for end in ends):
            self._values_card.set_title(words.distance_title(outcome.outcome(state).surface))
            self.values.set_course(*course.distance_course(state, ends))
        else:
            self._values_card.set_title(self.tr("f at each step"))
            self.values.set_course(course.value_course(state))

    def _show_controls(self, state: DescentState, in_trouble: bool) -> None:
        self._page.set_value(PAGES.index(state.page))
        for name, page in self._pages.items():
            page.setVisible(name == state.page)
        self._surface.show_state(state)
        self._rate.show_state(
            state, outcome.directions(state), outcome.stability_limit(outcome.optimizer(state))
        )
        self._optimizer.show_state(state)
        self._method.show_state(state)
        self._picture.show_state(state)
        self._starts.show_state(state)
        self._steps.show_state(state)
        self._transport.show_state(state, primary=not in_trouble)

    # How it is put together

    def _fill_column(self) -> None:
        self.column.set_head(self._page)
        for section in (self._surface, self._rate):
            self.column.add_section(None, section)
            self.column.add_rule()
        parts: dict[str, tuple[QWidget, ...]] = {
            "paths": (self._optimizer, rule(), self._starts),
            "method": (self._method,),
            "picture": (self._picture,),
        }
        for name in PAGES:
            self._pages[name] = page = QWidget()
            page.setLayout(column(*parts[name], spacing=SPACE_M))
            self.column.add_section(None, page)
        self.column.pinned.addWidget(self._steps)
        self.column.pinned.addWidget(self._transport)

    def _lay_out(self) -> QWidget:
        self._values_card.body.addWidget(self.values, 1)
        self.values.setObjectName("descent.values")
        self.values.export_name = "descent-values"
        menu = ExportMenu(self.look, self.values)
        menu.setObjectName("descent.export_values")
        menu.failed.connect(self.session.problem)
        self._values_card.add_menu(menu)
        self._bottom = QWidget()
        bottom = row(self._values_card, self._ends, spacing=SPACE_L)
        bottom.setStretchFactor(self._values_card, 1)
        self._bottom.setLayout(bottom)
        main = QWidget()
        layout: QVBoxLayout = column(self._field_card, self._bottom, spacing=SPACE_L)
        layout.setStretchFactor(self._field_card, 1)
        main.setLayout(layout)
        self.look.changed.connect(self._fit_bottom)
        self._fit_bottom()
        return main

    def _connect(self) -> None:
        self._page.chosen.connect(self._on_page)
        self._field_card.outdated.connect(self.refresh)
        self._field_card.delete_pressed.connect(self._starts.remove_chosen)
        self._field_card.space_pressed.connect(self._transport.toggle)
        self._starts.added.connect(self._field_card.add_start_somewhere)
        for plot in (self.field, self.values):
            plot.step_hovered.connect(self._on_step_hovered)
            plot.step_left.connect(self._on_step_left)

    @Slot()
    def _fit_bottom(self) -> None:
        self._bottom.setFixedHeight(self.look.px(_BOTTOM_HEIGHT))
        self.set_compact(self.is_compact)

    @Slot(int)
    def _on_page(self, index: int) -> None:
        self.store.tick(page=PAGES[index])

    @Slot(int, int)
    def _on_step_hovered(self, index: int, step: int) -> None:
        value = float(outcome.outcome(self.store.state).values[step, index])
        self.field.show_step(index, step, words.step_tag(step, value))
        self.values.show_step(index, step)

    @Slot()
    def _on_step_left(self) -> None:
        self.field.hide_step()
        self.values.hide_step()
