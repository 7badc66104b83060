"""What anybody who looks at the window, or has it read aloud, learns of a sign-in's secrets: nothing before Reveal."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QTreeView, QWidget

from app.seal import reveal
from app.secret import Secret
from app.transcript.events import Called, Replied
from tests.helpers.showing import button, showing
from tests.widgets.desk import Desk
from widgets.veil import Reveal, veil

PATIENCE = 15_000  # milliseconds
SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
HARMLESS = ("USERNAME", "TIMESTAMP", "AuthFlow", "ClientId", "ChallengeName")


def spoken(interface: QAccessibleInterface) -> Iterator[str]:
    """Every text that the accessibility bus has of a window and of all that is in it, in sight or not."""
    yield from (interface.text(kind) for kind in SPOKEN)
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from spoken(child)


def listed(view: QAbstractItemView) -> Iterator[str]:
    """Every text that a list or tree has under any role that people meet."""
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    waiting = [view.model().index(row, 0) for row in range(view.model().rowCount())]
    while waiting:
        index = waiting.pop()
        model = index.model()
        for column in range(model.columnCount(index.parent()) if isinstance(view, QTreeView | QTableView) else 1):
            yield from (str(index.sibling(index.row(), column).data(role)) for role in roles)
        waiting += [model.index(row, 0, index) for row in range(model.rowCount(index))]


def readable(desk: Desk) -> str:
    """All that can be read in the window now."""
    texts = list(spoken(QAccessible.queryAccessibleInterface(desk.window)))
    for view in desk.window.findChildren(QAbstractItemView):
        texts += listed(view)
    for widget in desk.window.findChildren(QWidget):
        texts += [widget.toolTip(), widget.windowTitle(), widget.accessibleDescription(), widget.objectName()]
    texts += [top.windowTitle() for top in QApplication.topLevelWidgets()]
    return "\n".join(texts)


def secrets_of(desk: Desk) -> set[str]:
    """How what the sign-in has sent and received begins, but for what everybody may know."""
    run = desk.panels.models.timeline.runs[-1]
    found: set[str] = set()
    for event in run.transcript.events:
        body = event.params if isinstance(event, Called) else event.body if isinstance(event, Replied) else {}
        found |= set(hidden(body))
    # A code is in the inbox, for everybody to see; of a long value a list shows the beginning.
    return {reveal(secret)[:24] for secret in found if len(secret) > 6}


def hidden(body) -> Iterator[Secret]:
    if isinstance(body, Secret):
        yield body
    elif hasattr(body, "items"):
        for name, item in body.items():
            if name not in HARMLESS:
                yield from hidden(item)


def look_everywhere(desk: Desk) -> str:
    """Choose every row and every tab, and remember all that can be read there."""
    timeline, details = desk.panels.stage.timeline, desk.panels.right.details
    seen = [readable(desk)]
    for row in range(timeline.model().rowCount()):
        timeline.setCurrentIndex(timeline.model().index(row, 0))
        assert timeline.currentIndex().row() == row
        for page in range(details.count()):
            details.setCurrentIndex(page)
            QApplication.processEvents()
            seen.append(readable(desk))
    return "\n".join(seen)


def test_no_secret_of_a_sign_in_can_be_read_in_the_window_until_reveal_is_pressed(desk, qtbot):
    desk.begin("plain", "user_srp", "practice / confidential")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    secrets = secrets_of(desk) | {"Practice1!", desk.panels.top.profile.client_secret.reveal()}
    assert len(secrets) > 8
    shown = look_everywhere(desk)
    assert [secret for secret in secrets if secret in shown] == []

    timeline, details = desk.panels.stage.timeline, desk.panels.right.details
    timeline.setCurrentIndex(timeline.model().index(2, 0))
    details.setCurrentIndex(2)
    button(details, "Reveal").click()
    shown = readable(desk)
    assert [secret for secret in secrets if secret in shown]  # where they are to be seen, they are: so it was looked at


def test_the_veil_masks_what_was_revealed_on_any_page(desk, qtbot):
    desk.begin("plain", "user_password", "practice / confidential")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    secrets = secrets_of(desk) | {"Practice1!", desk.panels.top.profile.client_secret.reveal()}
    timeline, details = desk.panels.stage.timeline, desk.panels.right.details
    found, left = set(), set()
    timeline.setCurrentIndex(timeline.model().index(1, 0))  # the call that brought the tokens
    for page in range(details.count()):
        details.setCurrentIndex(page)
        offers = [each for each in showing(details, Reveal) if each.isEnabled()]
        for offer in offers:
            offer.click()
        if offers:
            found |= {secret for secret in secrets if secret in readable(desk)}
            veil().set_drawn(True, by="test")
            left |= {secret for secret in secrets if secret in readable(desk)}
            veil().set_drawn(False, by="test")
    assert len(found) > 4
    assert not left
