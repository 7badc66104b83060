"""The strip under the top bar."""

from PySide6.QtWidgets import QToolButton

from tests.helpers.showing import showing, words
from widgets.notice import Notice


def test_it_is_out_of_sight_until_there_is_something_to_say_and_closes_by_its_button(qtbot):
    notice = Notice()
    qtbot.addWidget(notice)
    assert not notice.isVisible()
    notice.say("a <b>server's</b> word")
    assert words(notice) == ["a <b>server's</b> word"]
    (close,) = showing(notice, QToolButton)
    assert close.accessibleName() == "Close the notice"
    close.click()
    assert not notice.isVisible()
