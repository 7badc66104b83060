"""What may be behind a refusal: the proven cause, or those that remain, each with its check; and what can be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.diagnosis.verdict import Cause, Remedy, Verdict
from app.models.remedies import remedy_words
from app.texts import text
from widgets.flowing import Flowing
from widgets.icons import icon
from widgets.parts import button, column, empty_layout, name, no_mnemonic
from widgets.theme import GRID
from widgets.wrapped import Wrapped

REVOKED = "revoked"
SHOWN = 3  # causes; the others are behind a button
MOST = 6  # remedies


class VerdictBox(QWidget):
    """Hidden until there is a verdict.

    `examine_wanted`: AWS is to be asked about a refused refresh, which reads and spends nothing. `remedy_wanted`
    carries the Remedy that was pressed. `buttons` are those of the remedies: they stand below the causes, or where the
    card puts them that shows them beside its own.
    """

    examine_wanted = Signal()
    remedy_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._about = Wrapped(tone="muted")
        self._says = Wrapped(tone="muted")
        self._found = Wrapped(bold=True)
        self._causes, self._others = column(spacing=GRID), column(spacing=GRID)
        self._find: QPushButton = button(
            text("refusal.find"), press=self.examine_wanted.emit, icon_name="search"
        )
        self._how = Wrapped(text("refusal.find_how"), tone="muted")
        self._more: QPushButton = button("", "quiet", press=self._toggle)
        self._more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._rest = QWidget()
        self._rest.setLayout(self._others)
        # Made once: Tab comes to them where they stand, whatever they offer.
        self.buttons = [button("", press=partial(self._press, place)) for place in range(MOST)]
        self._remedies: tuple[Remedy, ...] = ()
        self._finds = Flowing(self._find)
        box = column()
        for part in (self._about, self._says, self._found, self._how, self._finds):
            box.addWidget(part)
        box.addLayout(self._causes)  # below the button, for there may be many
        box.addWidget(self._more)
        box.addWidget(self._rest)
        box.addWidget(Flowing(*self.buttons))
        self.setLayout(box)
        self.hide()

    def show_verdict(self, verdict: Verdict, remedies: Sequence[Remedy] = (), *, examined: bool) -> None:
        """Show what is behind a refused refresh, and offer these remedies; `examined`: AWS was asked already."""
        self._fill(verdict.says, [_cause(each, place, tries=False) for each, place in _placed(verdict)])
        self._offer(tuple(remedies)[:MOST])
        self._about.hide()
        self._ask(not examined and _aws_may_tell_more(verdict))
        self.show()

    def show_causes(self, verdict: Verdict, remedies: Sequence[Remedy] = (), about: str = "") -> None:
        """Show what is behind any refusal, and offer these remedies; `about` is the line above, for another run."""
        found = verdict.proven is not None and verdict.by == "aws"
        ranked = verdict.proven is None
        says = "" if found else text("outcome.why", why=verdict.says) if ranked else verdict.says
        self._fill(says, [_cause(each, place, told=found, why=True) for each, place in _placed(verdict)])
        if found:
            self._found.setText(text("refusal.found", what=verdict.causes[0].what))
            self._found.show()
        self._offer(tuple(remedies)[:MOST])
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._ask(False)
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        self._fill("", [])
        self._offer(())
        self.hide()

    def _fill(self, says: str, causes: list[QWidget]) -> None:
        empty_layout(self._causes)
        empty_layout(self._others)
        self._says.setText(says)
        self._says.setVisible(bool(says))
        self._found.hide()
        for place, made in enumerate(causes):
            (self._causes if place < SHOWN else self._others).addWidget(made)
        self._more.setVisible(len(causes) > SHOWN)
        self._open(False)

    def _offer(self, remedies: tuple[Remedy, ...]) -> None:
        self._remedies = remedies
        for place, made in enumerate(self.buttons):
            made.setVisible(place < len(remedies))
            if place < len(remedies):
                words = remedy_words(remedies[place])
                made.setText(no_mnemonic(words))
                name(made, words)

    def _ask(self, wanted: bool) -> None:
        for part in (self._finds, self._how):
            part.setVisible(wanted)

    def _press(self, place: int) -> None:
        self.remedy_wanted.emit(self._remedies[place])

    def _toggle(self) -> None:
        self._open(self._rest.isHidden())

    def _open(self, shown: bool) -> None:
        count = self._others.count()
        self._rest.setVisible(shown)
        self._more.setText(text("refusal.fewer" if shown else "refusal.more", count=count))
        self._more.setIcon(icon("chevron-down" if shown else "chevron-right", "accent"))
        state = text("more_options.open" if shown else "more_options.closed")
        name(self._more, text("refusal.more", count=count), state)


def _placed(verdict: Verdict) -> list[tuple[Cause, int]]:
    """Return the causes, each with its place among those that remain, or with 0 where it is proven."""
    return [(cause, 0 if verdict.proven is not None else place) for place, cause in enumerate(verdict.causes, 1)]


def _aws_may_tell_more(verdict: Verdict) -> bool:
    """Whether something is open: which cause it is, or what revoked the token (a disabled user's tokens all are)."""
    return verdict.proven is None or verdict.proven.name == REVOKED


def _cause(cause: Cause, place: int, *, tries: bool = True, told: bool = False, why: bool = False) -> QWidget:
    """Return one cause; its place among those that remain, or 0 where it is proven.

    `tries`: what to do is said of each, too; `told`: what the cause is was said above; `why`: the proven one is said to
    be the reason.
    """
    lines = column(spacing=2)
    if not told:
        proven = text("outcome.why", why=cause.what) if why else cause.what
        words = text("refusal.ranked", place=place, what=cause.what) if place else proven
        lines.addWidget(Wrapped(words, bold=True))
    if place:
        lines.addWidget(Wrapped(text("refusal.check", check=cause.check), tone="muted"))
    if tries or not place:
        lines.addWidget(Wrapped(text("outcome.try", try_=cause.try_)))
    made = QWidget()
    made.setLayout(lines)
    return made
