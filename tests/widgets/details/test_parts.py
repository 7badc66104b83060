"""What the pages share."""

from PySide6.QtWidgets import QLabel

from app.models.overview import Fact
from widgets.details.parts import Facts, Page


def test_facts_stand_beside_their_labels_or_below_where_there_is_no_room(qtbot):
    facts = Facts([Fact(label="Operation", value="InitiateAuth", wire=True), Fact(label="Time", value="84 ms")])
    qtbot.addWidget(facts)
    facts.resize(400, 200)
    facts.show()
    name, value = facts._pairs[0]
    assert value.x() > name.x()
    facts.resize(90, 200)
    qtbot.waitUntil(lambda: value.x() == name.x() and value.y() > name.y())
    assert value.accessibleName() == "Operation: InitiateAuth"


def test_a_page_that_is_filled_again_forgets_what_it_showed(qtbot):
    page = Page("Overview")
    qtbot.addWidget(page)
    page.fill(QLabel("one"))
    page.fill(QLabel("two"))
    assert [label.text() for label in page.widget().findChildren(QLabel)] == ["two"]
