"""What the user can do with a run: start it, pause it, end it, and continue it."""

import secrets
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot

from core.training import CHANGEABLE
from explorer.runs.run import MNIST_TRAINING_IMAGES
from explorer.state.declarations import LAST_SEED, next_seed
from explorer.state.session import CHAPTER
from explorer.state.store import replace_fields
from explorer.training.findings import Finding
from explorer.training.page import TrainingPage
from explorer.training.presets import config_fields
from explorer.training.state import NO_RUN


class ActingPage(TrainingPage):
    """A page whose buttons act on the run that is looked at; a subclass draws it."""

    def finding(self) -> Finding:
        """Return what there is to say about the run now."""
        raise NotImplementedError

    @Slot()
    def start(self) -> None:
        """Go on with the run that is shown where the settings allow it, or start one."""
        self._go(hold_after=None)

    @Slot()
    def pause(self) -> None:
        """Hold the run."""
        self.subject.run.pause()

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self.subject.run.resume()

    @Slot()
    def step(self) -> None:
        """Do one more iteration and hold; a run that has done all of them does one more than that."""
        self._go_by(1)

    @Slot()
    def step_epoch(self) -> None:
        """Go on to the end of the epoch and hold."""
        config, run = self.store.state.config(), self.subject.run
        if run.is_active or self.goes_on or self._goes_beyond(1):
            length = run.iterations_per_epoch
            self._go_by(length - run.iteration % length)
        else:
            dataset = self.session.dataset
            images = MNIST_TRAINING_IMAGES if dataset is None else len(dataset.train_images)
            self._go_by(config.iterations_per_epoch(images) if config.fits(images) else 1)

    @Slot()
    def stop(self) -> None:
        """End the run after the present iteration; its network stays."""
        self.subject.run.ask_to_stop()

    @Slot()
    def start_new(self) -> None:
        """Start a run with another seed."""
        with self.store.gesture():
            state = self.store.state
            self.store.change_to(replace(state, seed=next_seed(state.seed)))
            self._start(hold_after=None)

    @Slot()
    def show_chapters_run(self) -> None:
        """Look at the chapter's own run, which comes with the application."""
        self.store.change(run=CHAPTER, moment=None)

    @Slot()
    def take_advice(self) -> None:
        """Train as the run did, at the learning rate that is offered: from its last good network on, or anew."""
        run, found = self.subject.run, self.finding()
        advice = found.advice
        if advice is None:
            return
        self._end_active_run()
        fields = config_fields(run.present_config) | {"learning_rate": advice}
        with self.store.gesture():
            if found.goes_on:
                key = self.session.branch_run(run.key, run.config.iterations, learning_rate=advice)
                self._show_new(key, **fields)
            else:
                self.store.change(**fields)
                self._start_anew(hold_after=None)

    @Slot()
    def continue_last(self) -> None:
        """Take up the run that was cut short when the application last ended."""
        saved = self.session.last_run
        if saved is None:
            return
        self._end_active_run()
        self.session.offer_last_run(None)
        key = self.session.add_run(saved)
        run = self.session.run(key)
        self._show_new(key, **config_fields(run.present_config))
        if self.goes_on:
            self._go(hold_after=None)

    @Slot()
    def decline_last(self) -> None:
        """Put the offer away."""
        self.session.offer_last_run(None)

    def _end_active_run(self) -> None:
        """End the run under way, before the settings become those of another one: they would be its own from then."""
        if self.session.active_run is not None:
            self.session.active_run.stop()

    def _go_by(self, iterations: int) -> None:
        run = self.subject.run
        if run.is_active:
            run.step(iterations)
        elif self._goes_beyond(iterations):
            with self.store.gesture():
                self.store.change_to(replace(self.store.state, iterations=run.iteration + iterations))
                self._go(hold_after=None)  # that is its end
        else:
            self._go(hold_after=iterations)

    def _go(self, hold_after: int | None) -> None:
        state = self.store.state
        run, config = self.subject.run, state.config()
        if not self.goes_on:
            self._start(hold_after)
            return
        changes = {name: getattr(config, name) for name in CHANGEABLE}
        if run.key == CHAPTER:  # which stays as it came
            key = self.session.branch_run(run.key, state.iterations, hold_after, **changes)
            self._show_new(key)
        else:
            self.session.continue_run(run.key, state.iterations, hold_after, **changes)
            self.store.change_to(replace(self.store.state, moment=None))

    def _start(self, hold_after: int | None) -> None:
        """Start a run with the settings; its seed is a new one unless the user has chosen one."""
        with self.store.gesture():
            state = self.store.state
            if state.new_seed:
                self.store.change_to(replace(state, seed=secrets.randbelow(LAST_SEED + 1)))
            self._start_anew(hold_after)

    def _start_anew(self, hold_after: int | None) -> None:
        config = self.store.state.config()
        self._show_new(self.session.start_run(config, hold_after))

    def _show_new(self, key: str, **fields: Any) -> None:
        """Look at a new run, and list it."""
        state = replace_fields(self.store.state, **fields)
        settings, runs = replace(state.settings, run_window=None), state.runs.with_run(key)
        self.store.change_to(replace(state, run=key, moment=None, settings=settings, runs=runs))

    @property
    def goes_on(self) -> bool:
        """Whether Start continues the run that is shown: it is not as long as wanted, and nothing else differs."""
        state = self.store.state
        is_chosen = state.run != NO_RUN or self.session.active_run is not None
        return is_chosen and self.subject.run.can_go_on_to(state.iterations) and self._is_meant

    def _goes_beyond(self, iterations: int) -> bool:
        """Whether a run of one's own has done all iterations that are wanted, and can do so many more."""
        run = self.subject.run
        if run.key == CHAPTER or run.iteration < self.store.state.iterations:
            return False
        return run.can_go_on_to(run.iteration + iterations) and self._is_meant

    @property
    def _is_meant(self) -> bool:
        """Whether settings and data are those of the run that is shown, apart from what may change on the way."""
        state = self.store.state
        config, run, dataset = state.config(), self.subject.run, self.session.dataset
        if dataset is not None and not run.learns_from(dataset):
            return False
        same = {name: getattr(run.config, name) for name in (*CHANGEABLE, "iterations")}
        return replace(config, **same) == run.config
