"""The form for a flow's credentials."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPushButton, QRadioButton

from app.auth.steps import NEW_DEVICE, NO_DEVICE, Ask, Field, Kind
from app.errors import VaultTrouble
from app.profiles.profile import Profile
from app.runs.practice_profiles import PracticeUser
from app.secret import Secret
from app.texts import text
from app.vault.vault import Backend, Entry
from tests.helpers.showing import button, showing, words
from widgets.credential_form import CredentialForm

POOL = "us-east-1_Practice1"
USERS = tuple(
    PracticeUser(user_pool_id=POOL, username=name, password="Practice1!", shows=f"shows {name}")
    for name in ("plain", "sms")
)


def profile(*, practice: bool = True, aws_profile: str = "") -> Profile:
    return Profile(
        id="p", name="P", user_pool_id=POOL, client_id="c", practice=practice, aws_profile=aws_profile
    )


@pytest.fixture
def form(qtbot):
    made = CredentialForm()
    qtbot.addWidget(made)
    made.show_flow("user_srp")
    made.show()
    return made


def lines(form) -> dict[str, QLineEdit]:
    return {each.accessibleName(): each for each in showing(form, QLineEdit)}


@pytest.mark.parametrize(
    ("flow", "fields"),
    [
        ("user_srp", ["Username", "Password"]), ("custom", ["Username"]), ("refresh", ["Refresh token", "Username"]),
        ("admin_password", ["Username", "Password"]),
    ],
)  # fmt: skip
def test_it_shows_the_fields_of_the_flow_and_no_others(form, flow, fields):
    form.show_flow(flow)
    assert list(lines(form)) == fields


def test_what_was_typed_stays_while_the_person_looks_at_other_flows(form):
    lines(form)["Username"].setText("typed")
    lines(form)["Password"].setText("secret")
    form.show_flow("custom")
    form.show_flow("refresh")
    form.show_flow("user_password")
    assert (lines(form)["Username"].text(), lines(form)["Password"].text()) == ("typed", "secret")


def test_the_answer_has_passwords_as_secrets(form):
    form.fill(username="plain", password="Practice1!")
    answer = form.answer()
    assert answer.values["username"] == "plain"
    assert answer.values["password"] == Secret("Practice1!")
    assert answer.values["client_metadata"] == {}


def test_client_metadata_is_typed_as_keys_and_values_and_goes_along(form, qtbot):
    form.fill(username="plain", password="Practice1!")
    button(form, "More options").click()
    (add,) = [each for each in showing(form, QPushButton) if each.accessibleName() == "Add to client metadata"]
    for number, (key, value) in enumerate((("channel", "qa"), ("two words", "")), 1):
        add.click()
        qtbot.keyClicks(lines(form)[f"Client metadata key {number}"], key)
        qtbot.keyClicks(lines(form)[f"Client metadata value {number}"], value)
    assert form.answer().values["client_metadata"] == {"channel": "qa", "two words": ""}


def test_enter_in_any_field_submits(form, qtbot):
    for line in lines(form).values():
        with qtbot.waitSignal(form.submitted):
            qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_fresh_form_is_filled_with_the_first_practice_user(form):
    form.show_profile(profile(), USERS)
    assert (form.username, lines(form)["Password"].text()) == ("plain", "Practice1!")


def test_what_the_person_typed_is_not_replaced_by_a_practice_user(form):
    lines(form)["Username"].setText("own")
    form.show_profile(profile(), USERS)
    assert form.username == "own"


def test_a_practice_user_does_not_stay_for_a_profile_elsewhere(form):
    form.show_profile(profile(), USERS)
    form.show_profile(profile(practice=False), ())
    assert (form.username, lines(form)["Password"].text()) == ("", "")


def test_choosing_a_practice_user_fills_name_and_password(form):
    form.show_profile(profile(), USERS)
    menu = form.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["plain\tshows plain", "sms\tshows sms"]
    menu.actions()[1].trigger()
    assert (form.username, lines(form)["Password"].text()) == ("sms", "Practice1!")


def test_the_admin_flow_says_whose_credentials_sign_and_has_both_names(form):
    form.show_flow("admin_password")
    form.show_profile(profile(practice=False, aws_profile="staging"), ())
    assert any("staging" in said for said in words(form))
    assert form.answer().values["auth_flow"] == "ADMIN_USER_PASSWORD_AUTH"
    next(radio for radio in form.findChildren(QRadioButton) if radio.text() == "Legacy").click()
    assert form.answer().values["auth_flow"] == "ADMIN_NO_SRP_AUTH"


def test_saving_is_on_by_default_where_the_keyring_is_secure(form):
    box = form.findChild(QCheckBox)
    assert (box.text(), box.isEnabled(), form.save_box.save) == ("Save refresh token", False, True)
    form.save_box.show_backend(Backend(name="Secret Service", secure=True))
    assert (box.isEnabled(), form.save_box.save) == (True, True)
    assert "Secret Service" in box.accessibleDescription()


def test_who_switched_saving_off_finds_it_off_when_the_keyring_is_described_again(form):
    secure = Backend(name="Secret Service", secure=True)
    form.save_box.show_backend(secure)
    form.findChild(QCheckBox).click()
    form.save_box.show_backend(secure)
    assert not form.save_box.save


@pytest.mark.parametrize("trouble", [VaultTrouble.NO_BACKEND, VaultTrouble.PLAIN_TEXT, VaultTrouble.UNKNOWN_BACKEND])
def test_the_box_is_off_with_the_reason_where_nothing_secure_is_there(form, trouble):
    form.save_box.show_backend(Backend(name="x", secure=False, trouble=trouble))
    box = form.findChild(QCheckBox)
    assert (box.isEnabled(), box.isChecked()) == (False, False)
    assert form.save_box.save  # it is tried all the same, so that the timeline says why it cannot be
    assert box.accessibleDescription().startswith("not kept on disk: ")


def test_a_keyring_that_cannot_even_be_described_says_why(form):
    form.save_box.show_trouble(VaultTrouble.HANGS)
    assert "does not answer" in form.findChild(QCheckBox).accessibleDescription()


def test_what_is_rarely_needed_stands_behind_more_options_for_every_flow_once_it_was_opened(form, qtbot):
    more = button(form, "More options")
    assert (more.accessibleName(), more.accessibleDescription()) == ("More options", "closed")
    assert "Client metadata" not in words(form)
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert "Client metadata" in words(form)
    form.show_flow("custom")
    assert (button(form, "More options").accessibleDescription(), "Client metadata" in words(form)) == ("open", True)
    button(form, "More options").click()
    form.show_flow("user_srp")
    assert "Client metadata" not in words(form)


def test_what_a_flow_says_of_a_field_behind_more_options_is_shown(form):
    form.show_flow("user_auth")
    button(form, "More options").click()
    assert text("flow.user_auth.target_acr_values_hint") in words(form)
    assert text("flow.user_auth.access_token_hint") in words(form)


def test_more_options_opens_by_itself_where_something_was_filled_in_behind_it(form):
    form.show_flow("custom")
    assert "Client metadata" not in words(form)
    form.fill(client_metadata={"channel": "qa"})
    form.show_flow("user_srp")
    assert "Client metadata" in words(form)


def device(key: str, username: str, *, name: str = "", at: float = 1.0, profile: str = "p", **facts: str) -> Entry:
    return Entry(
        profile_id=profile, profile_name="P", client_id="c", username=username, name=f"device {key}", saved_at=at,
        facts={"device_key": key, "device_name": name, **facts},
    )  # fmt: skip


@pytest.fixture
def device_form(qtbot, monkeypatch):
    fields = (Field(name="username"), Field(name="device", kind=Kind.DEVICE, choices=(NEW_DEVICE, NO_DEVICE)))
    monkeypatch.setattr("widgets.credential_form.first_ask", lambda flow: Ask(name="CREDENTIALS", fields=fields))
    made = CredentialForm()
    qtbot.addWidget(made)
    made.show_flow("user_srp")
    made.show()
    return made


def offered(form) -> list[str]:
    (box,) = showing(form, QComboBox)
    return [box.itemText(place) for place in range(box.count())]


def test_a_sign_in_is_made_as_a_new_device_unless_another_is_chosen(device_form):
    (box,) = showing(device_form, QComboBox)
    assert (box.accessibleName(), offered(device_form)) == ("Device", ["As a new device", "As none"])
    assert device_form.answer().text("device") == NEW_DEVICE
    box.setCurrentIndex(1)
    assert device_form.answer().text("device") == NO_DEVICE


def test_the_kept_devices_of_the_profile_are_offered_those_of_the_typed_user_first(device_form):
    device_form.show_profile(profile(), ())
    device_form.show_entries((
        device("eu_1", "uuid-of-other", name="phone", at=3.0, typed="other"),
        device("eu_2", "plain", name="laptop", at=2.0, status="forgotten"),
        device("eu_3", "plain", at=4.0, profile="another profile"),
        replace(device("eu_4", "plain"), name="refresh_token"),
    ))  # fmt: skip
    assert offered(device_form)[2:] == ["phone · eu_1 · other", "laptop · eu_2 · plain · forgotten"]
    device_form.fill(username="plain")
    assert offered(device_form)[2:] == ["laptop · eu_2 · forgotten", "phone · eu_1 · other"]


def test_a_chosen_device_stays_chosen_while_the_list_changes_and_is_let_go_with_it(device_form):
    device_form.show_profile(profile(), ())
    device_form.show_entries((device("eu_1", "plain"),))
    device_form.fill(device="eu_1")
    device_form.show_entries((device("eu_2", "plain", at=2.0), device("eu_1", "plain")))
    assert device_form.answer().text("device") == "eu_1"
    device_form.show_entries((device("eu_2", "plain", at=2.0),))
    assert device_form.answer().text("device") == NEW_DEVICE
