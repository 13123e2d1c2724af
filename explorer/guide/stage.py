"""What a step does to the picture: cards left out, veils, and guesses drawn on plots."""

from collections.abc import Iterable

import shiboken6
from PySide6.QtWidgets import QWidget

from explorer.guide.lesson import Guess, Scene
from explorer.guide.progress import Answer
from explorer.guide.sketch import Sketch
from explorer.guide.veil import Veil
from explorer.look.theme import Look
from explorer.plots.plot import Plot
from explorer.state.store import OpensPages
from explorer.views.close_up import CloseUp
from explorer.views.view import View
from explorer.widgets.layout import Card


class Stage:
    """Changes the look of a view for a step, and gives it back afterwards."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._close_up = CloseUp()
        self._veils: dict[str, Veil] = {}
        self._sketches: list[Sketch] = []
        self._card_of_guess: Card | None = None

    def clear(self) -> None:
        """Give the view back."""
        self._close_up.end()
        for widget in filter(shiboken6.isValid, [*self._veils.values(), *self._sketches]):
            widget.hide()
            widget.deleteLater()
        self._veils, self._sketches = {}, []
        if self._card_of_guess is not None and shiboken6.isValid(self._card_of_guess):
            self._card_of_guess.show_instructions(True)
        self._card_of_guess = None

    def set_cards(self, view: View[OpensPages], scene: Scene | None) -> None:
        """Leave out the cards that a scene does not name, if it names any."""
        if scene is None or scene.cards is None:
            return
        cards = view.cards()
        self._close_up.show_only([cards[name] for name in scene.cards if name in cards], cards.values())

    def set_veils(self, view: View[OpensPages], names: Iterable[str]) -> None:
        """Veil cards or parts of them, and no others."""
        found = {name: part for name in names if (part := part_of(view, name)) is not None}
        for name in set(self._veils) - set(found):
            veil = self._veils.pop(name)
            if shiboken6.isValid(veil):
                veil.hide()
                veil.deleteLater()
        for name, part in found.items():
            if name not in self._veils or not shiboken6.isValid(self._veils[name]):
                self._veils[name] = Veil(self._look, part)

    def sketch(self, view: View[OpensPages], guess: Guess) -> Sketch | None:
        """Return a sketch to draw a guess on its plot, where nothing else can be done then; None without the plot."""
        sketch = self._sketch(view, guess)
        if sketch is not None:
            self._card_of_guess = view.cards()[guess.plot]
            self._card_of_guess.show_instructions(False)
        return sketch

    def show_sketch(self, view: View[OpensPages], guess: Guess, answer: Answer) -> None:
        """Show what was drawn."""
        sketch = self._sketch(view, guess)
        if sketch is not None:
            sketch.show_answer(answer)

    def _sketch(self, view: View[OpensPages], guess: Guess) -> Sketch | None:
        plot = plot_of(view, guess.plot)
        if plot is None:
            return None
        sketch = Sketch(self._look, plot, guess.kind)
        self._sketches.append(sketch)
        return sketch


def part_of(view: View[OpensPages], name: str) -> QWidget | None:
    """Return a card, or a highlight of a card by its name or by ``card.highlight``."""
    cards = view.cards()
    if name in cards:
        return cards[name]
    card_name, _dot, part = name.rpartition(".")
    owners = [cards[card_name]] if card_name in cards else list(cards.values()) if not card_name else []
    return next((card.highlights[part] for card in owners if part in card.highlights), None)


def plot_of(view: View[OpensPages], name: str) -> Plot | None:
    """Return the plot in a card: the first that is shown."""
    card = view.cards().get(name)
    plots = [] if card is None else card.findChildren(Plot)
    return next((plot for plot in plots if plot.isVisible()), plots[0] if plots else None)
