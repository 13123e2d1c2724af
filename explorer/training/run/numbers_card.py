"""Where a run stands: four numbers, the progress, and what there is to say."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from explorer.look.theme import BIG, BODY, HERO, SEMIBOLD, SMALL, SPACE_L, SPACE_M, SPACE_XS, Look
from explorer.runs.run import Run, Status
from explorer.texts.language import _
from explorer.texts.numbers import fixed, grouped, plain
from explorer.training import words
from explorer.training.findings import Finding
from explorer.training.run.numbers import numbers_of
from explorer.training.share_bar import ShareBar
from explorer.widgets.buttons import Button
from explorer.widgets.layout import Card, column, row
from explorer.widgets.memo import Memo
from explorer.widgets.stat import Stat
from explorer.widgets.text import ElidedLabel, Label

_SHARES = (15, 10, 12, 17)  # of the width; fixed, so that no number moves when another grows
_STRIPE = 3
_PROGRESS_HEIGHT = 6


class NumbersCard(Card):
    """The numbers of one run.

    Signals
    -------
    advice_taken()
        The user wants to try the learning rate that is offered.
    chapters_run_wanted()
        The user wants to see the run that comes with the application.
    """

    advice_taken = Signal()
    chapters_run_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "training.numbers",
            _("Progress"),
            _(
                "Iteration, epoch, loss and test accuracy at the moment that you look at, and the state of the run."
            ),
        )
        self.set_title("")
        self._iteration, self._epoch, self._loss, self._accuracy = self._stats = [
            Stat(look) for _unused in _SHARES
        ]
        names = ("iteration", "epoch", "loss", "test_accuracy")
        self.highlights |= dict(zip(names, self._stats, strict=True))
        self._progress = ShareBar(look, "accent", _PROGRESS_HEIGHT)
        self._stripe = QFrame()
        self._stripe.setProperty("stripe", True)
        self._stripe.setFixedWidth(_STRIPE)
        self._headline = ElidedLabel(look, BODY, SEMIBOLD)
        self._speed = Label(look, BODY, tone="text2")
        self._body = ElidedLabel(look, SMALL, tone="text2")
        self._trouble = Label(look, SMALL, tone="text2", wrap=True)  # as long as it takes
        self.action = Button(look, primary=True)
        self.action.setObjectName("training.advice")
        self.action.clicked.connect(self.advice_taken)
        self.chapters_run = Button(look)
        self.chapters_run.setObjectName("training.chapters_run")
        self.chapters_run.setText(_("The chapter’s finished run"))
        self.chapters_run.setAccessibleName(self.chapters_run.text())
        self.chapters_run.clicked.connect(self.chapters_run_wanted)
        self._memo = Memo()
        self._is_compact = False
        self._set_texts()
        self._lay_out()

    def show_run(self, run: Run, moment: int | None, found: Finding) -> None:
        """Show the numbers of the run as it is now, or as they were after `moment` updates, and what is found."""
        iterations, epoch = run.config.iterations, run.iterations_per_epoch
        done = run.iteration if moment is None else moment
        numbers = numbers_of(run, moment)
        self._iteration.set_name(
            _("Iteration") if self._is_compact else _("Iteration, of {0}").format(grouped(iterations))
        )
        self._epoch.set_name(
            _("Epoch") if self._is_compact else _("Epoch, of {0}").format(grouped(iterations // epoch))
        )
        self._iteration.set(numbers["iteration"].text)
        self._epoch.set(numbers["epoch"].text)
        self._loss.set(numbers["loss"].text)
        self._show_accuracy(run, done)
        self._progress.set_share(done / iterations)
        self._show_finding(found)
        self.chapters_run.setVisible(run.status is Status.NEW)
        self._speed.setText(words.speed(run))

    @property
    def stats(self) -> tuple[Stat, ...]:
        """Iteration, epoch, loss and test accuracy."""
        return tuple(self._stats)

    @property
    def finding_title(self) -> str:
        """What is said about the run, in short."""
        return self._headline.text()

    def set_compact(self, compact: bool) -> None:
        """Write the numbers smaller in a small window, and the names that are too long for it in short."""
        self._is_compact = compact
        for stat in self._stats:
            stat.set_size(BIG if compact else HERO)
        self._loss.set_name(_("Loss") if compact else _("Loss, mean of 50"))

    def _set_texts(self) -> None:
        self._loss.set_name(_("Loss, mean of 50"))
        self._progress.setAccessibleName(_("Progress"))
        self._epoch.setToolTip(_("Iteration / (training images / batch size), rounded down"))
        self._loss.setToolTip(_("Mean cross-entropy of the last 50 mini-batches, each before its update"))
        self._accuracy.setToolTip(
            _(
                "Share of the test images that are correct, measured once per epoch and at the end: “at 600” means "
                "after 600 iterations"
            )
        )
        self.action.setToolTip(
            _(
                "A run with this learning rate, from the network that was kept if there is one, else from the start"
            )
        )
        self.chapters_run.setToolTip(
            _("Look at a run with the chapter’s settings that comes with Learnscope (section 6)")
        )

    def _show_accuracy(self, run: Run, done: int) -> None:
        until_then = [at for at in run.accuracies if at.iteration <= done]
        if not until_then:
            self._accuracy.set_name(_("Test accuracy"))
            self._accuracy.set("–")
            return
        last = until_then[-1]
        self._accuracy.set_name(
            _("Test accuracy")
            if last.iteration == done
            else _("Test accuracy at {0}").format(grouped(last.iteration))
        )
        self._accuracy.set(fixed(100 * last.test, 1), "%")

    def _show_finding(self, finding: Finding) -> None:
        if not self._memo.has_changed(finding):
            return
        self._headline.setText(finding.title)
        (self._trouble if finding.is_trouble else self._body).setText(finding.body)
        self._trouble.setVisible(finding.is_trouble)
        self._body.setVisible(not finding.is_trouble)
        self._stripe.setVisible(finding.is_trouble)
        self.action.setVisible(finding.advice is not None)
        if finding.advice is not None:
            text = _("Continue with lr = {0}") if finding.goes_on else _("Try lr = {0}")
            self.action.setText(text.format(plain(finding.advice)))
            self.action.setAccessibleName(self.action.text())

    def _lay_out(self) -> None:
        stats = row(*self._stats, spacing=SPACE_L)
        for index, (stat, share) in enumerate(zip(self._stats, _SHARES, strict=True)):
            stat.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            stats.setStretch(index, share)
        title = row(self._headline, self._speed)
        title.setStretch(0, 1)
        said = row(
            self._stripe,
            column(title, self._body, self._trouble, spacing=SPACE_XS),
            self.action,
            self.chapters_run,
            spacing=SPACE_M,
        )
        said.setStretch(1, 1)
        self.body.addLayout(stats)
        self.body.addWidget(self._progress)
        self.body.addLayout(said)
        self.body.addStretch(1)
