"""Conducts comparisons: of runs on the timeline, by menu or from the outcome, and of any two that others bring."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.models.account import account_of
from app.models.rows import Run
from app.models.runs_compared import as_recording, pair_to_compare, run_before, sign_in_of, title_of
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import Event
from app.transcript.recording import Recording
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.conduct.transcripts import TranscriptsConductor

if TYPE_CHECKING:  # the dialog, and the exporters behind it, take their time: most windows never open it
    from widgets.compare.dialog import CompareDialog
    from widgets.compare.side import Offered


class CompareConductor(QObject):
    """The dialog stays beside the window: it offers what the timeline has, also what comes while it is open."""

    def __init__(
        self, panels: Panels, sign_ins: SignInConductor, transcripts: TranscriptsConductor, window: QWidget
    ) -> None:
        super().__init__(window)
        self._panels, self._transcripts, self._window = panels, transcripts, window
        self._dialog: CompareDialog | None = None
        self._brought: dict[str, Recording] = {}  # by others, and not on the timeline
        self._soon = QTimer(self, singleShot=True, interval=200)  # a run's rows come fast
        self._soon.timeout.connect(self._offer)
        timeline = panels.models.timeline
        for changed in (timeline.rowsInserted, timeline.rowsRemoved, timeline.modelReset):
            changed.connect(self._look_again)
        sign_ins.ended.connect(self._on_ended)
        panels.stage.outcome.compare_wanted.connect(self.with_run_before)

    @Slot()
    def open(self) -> None:
        """Offer the timeline's runs: at first the current one, and the one before it of the same user."""
        pair = pair_to_compare(self._runs, self._current())
        self._show(*(pair or (None, None)))

    @Slot()
    def with_run_before(self) -> None:
        """Compare the newest run with the sign-in that it goes on from, or with the last of its kind and user."""
        own = [run for run in self._runs if not run.source]
        before = run_before(self._runs, own[-1]) if own else None
        if before is not None:
            self._show(before, own[-1])
        else:
            self.open()

    def compare(self, left: Recording, right: Recording) -> None:
        """Compare two runs, whether they are on the timeline or not."""
        there = {run.run_id for run in self._runs}
        self._brought |= {each.run_id: each for each in (left, right) if each.run_id not in there}
        self._made().offer(self._offered())
        self._raise(left.run_id, right.run_id)

    def close(self) -> None:
        """Close the dialog."""
        if self._dialog is not None:
            self._dialog.close()

    @property
    def _runs(self) -> list[Run]:
        return self._panels.models.timeline.runs

    def _current(self) -> Run | None:
        row = self._panels.stage.timeline.current_row()
        return row.run if row is not None else None

    def _show(self, left: Run | None, right: Run | None) -> None:
        self._made().offer(self._offered())
        self._raise(left.run_id if left else "", right.run_id if right else "")

    def _raise(self, left: str, right: str) -> None:
        dialog = self._made()
        dialog.choose(left, right)
        dialog.show()
        dialog.activateWindow()

    def _made(self) -> "CompareDialog":
        if self._dialog is None:
            from widgets.compare.dialog import CompareDialog

            self._dialog = CompareDialog(self._window, self._has_user)
            self._dialog.open_wanted.connect(self._transcripts.ask_which)
            self._dialog.account_wanted.connect(self._show_account)
        return self._dialog

    def _offered(self) -> "list[Offered]":
        """All that can be compared, the newest first."""
        from widgets.compare.side import Offered, brought

        runs = reversed(self._runs)
        known = {run.run_id for run in self._runs}
        return [
            *(brought(each) for key, each in self._brought.items() if key not in known),
            *(Offered(recording=as_recording(run), title=title_of(run), source=run.source) for run in runs),
        ]

    @Slot()
    def _look_again(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._soon.start()

    @Slot()
    def _offer(self) -> None:
        if self._dialog is not None:
            self._dialog.offer(self._offered())

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, _: Event) -> None:
        """Let the outcome offer what the run that ended can be compared with."""
        runs = self._runs
        run = next((each for each in runs if each.run_id == request.run_id), None)
        if run is not None and run_before(runs, run) is not None:
            refreshed = sign_in_of(runs[: runs.index(run)], run) is not None
            self._panels.stage.outcome.offer_compare(
                text("compare.before_refresh" if refreshed else "compare.before")
            )
        self._look_again()

    def _has_user(self, run_id: str) -> bool:
        """Say whether a run has both its ID token and what GetUser answered."""
        run = next((each for each in self._runs if each.run_id == run_id), None)
        account = account_of(self._runs, run.rows[0]) if run is not None else None
        return account is not None and account.tokens.id_token is not None and "UserAttributes" in account.found

    @Slot(str)
    def _show_account(self, run_id: str) -> None:
        run = next((each for each in self._runs if each.run_id == run_id), None)
        if run is not None:
            self._panels.stage.timeline.links.go(run)
            details = self._panels.right.details
            details.setCurrentWidget(details.account)
            self._window.activateWindow()
