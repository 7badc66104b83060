"""The App client dialog by itself: its pages, its empty states, what it tells screen readers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from app.diagnosis.app_client.known import Known
from app.diagnosis.client_change import CHANGES, Place
from app.texts import text
from tests.helpers.showing import button, showing, words
from widgets.app_client.dialog import AppClientDialog
from widgets.app_client.flows import value_font
from widgets.theme import GRID, apply_theme

PLACE = Place(region="us-east-1", user_pool_id="us-east-1_Example1", client_id="abc")
SRP_ONLY = Known(explicit_auth_flows=("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"))
ALL_ON = Known(
    explicit_auth_flows=(
        "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH",
    )
)  # fmt: skip


@pytest.fixture
def dialog(qapp, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = AppClientDialog(parent)
    made.show_profile("here", SRP_ONLY, PLACE)
    made.set_running(False)
    made.show()
    yield made
    made.close()


def test_it_can_stay_open_beside_the_window(dialog):
    assert not dialog.isModal()
    assert dialog.windowTitle() == "App client"


def test_without_a_profile_it_says_what_to_do_and_asks_nothing(dialog):
    dialog.show_none()
    dialog.set_running(False)
    assert text("app_client.no_profile") in words(dialog)
    assert not dialog.check.isEnabled()


def test_nothing_is_asked_while_a_run_is_under_way(dialog):
    assert dialog.check.isEnabled()
    dialog.set_running(True)
    assert not dialog.check.isEnabled()


def test_the_note_below_the_table_is_about_the_chosen_setting(dialog):
    page = dialog.settings
    page.table.setCurrentIndex(page.model.index(page.model.row_of("tier"), 0))
    assert any("UserPoolTier" in words and "Check with AWS reads it by" in words for words in words(dialog))


def test_a_chosen_setting_and_value_stay_chosen_when_more_becomes_known(dialog):
    page = dialog.settings
    page.table.setCurrentIndex(page.model.index(page.model.row_of("tier"), 0))
    dialog.flows.choose("ALLOW_CUSTOM_AUTH")
    dialog.change.choose("ALLOW_CUSTOM_AUTH")
    dialog.show_profile("here", Known(explicit_auth_flows=("ALLOW_USER_SRP_AUTH",)), PLACE)
    assert page.model.setting(page.table.currentIndex().row()).name == "tier"
    assert dialog.flows.list.currentIndex().data() == "ALLOW_CUSTOM_AUTH"
    assert dialog.change.flow.currentData() == "ALLOW_CUSTOM_AUTH"


def test_a_row_and_the_whole_table_can_be_copied(dialog, qtbot, qapp):
    page = dialog.settings
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(page.model.row_of("flows"), 0))
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    line = "Allowed flows\tALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH\tthe profile"
    assert qapp.clipboard().text() == line
    button(dialog, "Copy all").click()
    copied = qapp.clipboard().text().splitlines()
    assert copied[0] == line
    assert len(copied) == len(page.model.settings())


def test_a_value_that_is_off_leads_to_its_change_and_one_that_is_on_does_not(dialog):
    dialog.tabs.setCurrentWidget(dialog.flows)
    dialog.flows.choose("ALLOW_USER_SRP_AUTH")
    assert dialog.flows.how.isHidden()
    dialog.flows.choose("ALLOW_USER_PASSWORD_AUTH")
    button(dialog, "How to turn it on").click()
    assert dialog.tabs.currentWidget() is dialog.change
    assert dialog.change.flow.currentText() == "User password · ALLOW_USER_PASSWORD_AUTH"


def test_the_flows_page_says_every_sentence_of_the_chosen_value(dialog):
    dialog.tabs.setCurrentWidget(dialog.flows)
    dialog.flows.choose("ALLOW_USER_AUTH")
    shown = words(dialog)
    for key in ("user_auth_alone", "user_auth_custom", "tier"):
        assert text(f"app_client.rule.{key}") in shown
    assert "Lets through: Choice" in shown


def test_the_change_in_each_language_is_copied_as_it_is_shown(dialog, qapp):
    page = dialog.change
    dialog.tabs.setCurrentWidget(page)
    page.choose("ALLOW_USER_PASSWORD_AUTH")
    seen = set()
    for place in range(page.language.count()):
        page.language.setCurrentIndex(place)
        page.copy.click()
        assert qapp.clipboard().text() == page.code.toPlainText()
        assert "PASSWORD_AUTH" in page.code.toPlainText()
        seen.add(page.code.toPlainText())
    assert page.language.count() == len(seen) == len(CHANGES)
    assert page.code.isReadOnly()


def test_where_all_is_on_the_change_page_says_so_and_offers_nothing(dialog):
    dialog.show_profile("here", ALL_ON, PLACE)
    dialog.tabs.setCurrentWidget(dialog.change)
    assert text("app_client.all_on") in words(dialog)
    assert dialog.change.code.isHidden()
    assert dialog.change.copy.isHidden()


def test_rotation_and_its_excluded_value_come_without_code(dialog):
    facts = {"RefreshTokenRotation": {"Feature": "ENABLED"}}
    rotating = Known(explicit_auth_flows=("ALLOW_USER_SRP_AUTH",), facts=facts)
    dialog.show_profile("here", rotating, PLACE)
    dialog.show_change("ALLOW_REFRESH_TOKEN_AUTH")
    assert text("client_change.impossible") in words(dialog)
    assert dialog.change.code.isHidden()


def test_what_a_server_named_is_shown_as_it_is(dialog):
    markup = "<b>bold</b>"
    facts = {"LambdaConfig": {"PreSignUp": f"arn:aws:lambda:x:1:function:{markup}"}}
    dialog.show_profile(markup, Known(facts=facts, facts_from=markup), PLACE)
    dialog.say(markup)
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in showing(dialog, QLabel))
    assert f"PreSignUp: {markup}" in [each.value for each in dialog.settings.model.settings()]


def test_every_control_has_a_name_of_its_own(dialog):
    for place in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(place)
        controls = [each for each in showing(dialog, QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        controls = [each for each in controls if not isinstance(each, QTabWidget)]  # its bar speaks for it
        names = [QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in controls]
        assert [type(each) for each, spoken in zip(controls, names, strict=True) if not spoken] == []
        assert len(names) == len(set(names))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off_in_a_small_window(dialog, qapp, scale):
    theme = apply_theme(qapp)
    theme.set_scale(scale)
    try:
        dialog.resize(944, 552)
        for place in range(dialog.tabs.count()):
            dialog.tabs.setCurrentIndex(place)
            for each in showing(dialog, QWidget):
                if each.parentWidget() is dialog:
                    assert dialog.rect().contains(each.geometry()), each
        assert dialog.minimumSizeHint().width() <= 944
        assert dialog.minimumSizeHint().height() <= 552
    finally:
        theme.set_scale(1.0)


@pytest.mark.parametrize("size", [9, 18])
def test_the_names_of_the_values_are_read_whole_whatever_the_text_size(qapp, dialog, size):
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSize(size)
    qapp.setFont(larger)
    try:
        dialog.resize(900, 640)
        dialog.tabs.setCurrentWidget(dialog.flows)
        qapp.processEvents()
        values = dialog.flows.list
        room = values.viewport().width() - values.fontMetrics().height() - 3 * GRID - 1
        names = [values.model().index(row, 0).data() for row in range(values.model().rowCount())]
        assert all(QFontMetrics(value_font(name, room)).horizontalAdvance(name) <= room for name in names)
    finally:
        qapp.setFont(usual)
