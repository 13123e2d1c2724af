"""Keeps the run under way in step with the state, whether the training view exists or not."""

from PySide6.QtCore import QObject, Slot

from core.training import CHANGEABLE
from explorer.runs.run import Run
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.training.state import TrainingState
from explorer.training.subject import Subject


class RunFollower(QObject):
    """Posts changed settings to the run under way, and names the run in the state when it ends."""

    def __init__(self, session: Session, store: Store[TrainingState]) -> None:
        super().__init__()
        self._session, self._store, self._subject = session, store, Subject.of(session, store)
        self._detached: Run | None = None  # under way when a lesson set the state: it goes on as it was
        store.scene_set.connect(self._on_scene_set)
        store.changed.connect(self._on_state_changed)
        self._subject.changed.connect(self._tell_moment)
        self._subject.status_changed.connect(self._on_status_changed)

    @Slot()
    def _tell_moment(self) -> None:
        """Let all views know which earlier moment of a run is looked at."""
        self._session.look_at("" if self._store.state.moment is None else self._subject.network_key)

    @Slot()
    def _on_scene_set(self) -> None:
        self._detached = self._session.active_run

    @Slot()
    def _on_state_changed(self) -> None:
        """Tell the run under way what is different now, whoever changed it: undo does too."""
        self._tell_moment()
        run, wanted = self._session.active_run, self._store.state.config()
        if run is not None and run is self._detached:
            return
        self._session.aim(self._store.state.settings.goal)
        if run is not None:
            changes = {
                name: getattr(wanted, name)
                for name in CHANGEABLE
                if getattr(wanted, name) != getattr(run.present_config, name)
            }
            if changes:
                run.change(**changes)

    @Slot()
    def _on_status_changed(self) -> None:
        from explorer.training.findings import finding  # only here: the window opens sooner without

        run = self._subject.followed
        if run is not None and not run.is_active and run is not self._detached:
            self._store.tick(run=run.key)
        self._session.announced.emit(finding(self._subject.run).title)
