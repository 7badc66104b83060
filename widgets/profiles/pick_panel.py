"""What the picker is made of: a list, what is said in its place, a card that asks for a code, the buttons below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.texts import text
from widgets.challenge_panel import ChallengePanel
from widgets.flowing import Flowing
from widgets.parts import button, column, name
from widgets.pieces import CardGroup, Line
from widgets.profiles.pick_list import PickList
from widgets.profiles.pick_says import PickSays
from widgets.scrolling import UpAndDown, bring_into_sight
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped


class PickPanel(CardGroup):
    """Shows `list`, `says` or `challenge`, and of the buttons those that lead on from there."""

    def __init__(self) -> None:
        super().__init__(text("pick.name"))
        self.heading, self.about = Wrapped(size=HEADING, bold=True), Wrapped(tone="muted")
        self.list, self.says, self.challenge = PickList(), PickSays(), ChallengePanel()
        name(self.challenge, text("challenge.AWS_MFA.title"))
        self.use = button("", "primary", press=self.list.pick)
        self.again = button(text("pick.again"), icon_name="refresh")
        self.cancel = button(text("pick.cancel"), icon_name="stop")
        name(self.cancel, text("pick.cancel_name"))  # the window has a Cancel of its own
        self.other_region = button(text("pick.other_region"))
        self.other_pool = button(text("pick.other_pool"))
        self.back = button(text("pick.back"), "quiet", icon_name="chevron-left")
        self._scroll = UpAndDown()
        self._lay_out()

    def show_part(self, part: QWidget, way_on: QPushButton | None = None) -> None:
        """Show one part and the button that belongs to it; the keyboard stays in here where it was in here."""
        focus = self.window().focusWidget()
        inside = (focus is not None and self.isAncestorOf(focus)) or self.challenge.held_focus
        self.challenge.held_focus = False
        parts: tuple[QWidget, ...] = (self.list, self.says, self.challenge, self.use, self.again, self.cancel)
        for each in parts:
            each.setVisible(each in (part, way_on))
        self._scroll.setVisible(part is not self.list)
        if inside:
            self.take_focus()
        if way_on is not self.cancel:  # what was typed stays as long as AWS may ask again
            self.challenge.stop()

    def others(self, *, region: bool, pool: bool) -> None:
        """Offer the ways back to another region or another user pool."""
        if self.other_region.hasFocus() or self.other_pool.hasFocus():
            self.back.setFocus()  # else the keyboard would leave with a button that goes away
        self.other_region.setVisible(region)
        self.other_pool.setVisible(pool)

    def take_focus(self) -> None:
        """Put the cursor where the person goes on."""
        if not self.list.isHidden():
            self.list.search.setFocus()
        elif not self.challenge.isHidden():
            self.challenge.take_focus()
        else:
            next((each for each in (self.again, self.cancel) if not each.isHidden()), self.back).setFocus()

    def _keep_in_sight(self) -> None:
        """Where there is little room, see the field that waits for its code rather than the words above it."""
        bring_into_sight(self.challenge)

    def _lay_out(self) -> None:
        said = QWidget()
        inner = column()
        inner.addWidget(self.says)
        inner.addWidget(self.challenge)
        inner.addStretch(1)
        said.setLayout(inner)
        self._scroll.setWidget(said)
        for each in (said, self._scroll.viewport()):
            each.setAutoFillBackground(False)  # the card is its ground
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        box = column(margin=2 * GRID)
        for part in (Line(self.heading, self.back), self.about):
            box.addWidget(part)
        box.addWidget(self.list, 1)
        box.addWidget(self._scroll, 1)
        box.addWidget(Flowing(self.use, self.again, self.cancel, self.other_region, self.other_pool))
        self.setLayout(box)
