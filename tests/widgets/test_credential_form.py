"""The form for a flow's credentials."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton, QRadioButton

from app.errors import VaultTrouble
from app.profiles.profile import Profile
from app.runs.practice_profiles import PracticeUser
from app.secret import Secret
from app.vault.vault import Backend
from tests.helpers.showing import showing, words
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


def test_the_answer_has_passwords_as_secrets_and_what_else_goes_along(form):
    form.fill(username="plain", password="Practice1!")
    answer = form.answer(extra="yes")
    assert answer.values["username"] == "plain"
    assert answer.values["password"] == Secret("Practice1!")
    assert answer.values["client_metadata"] == {}
    assert answer.values["extra"] == "yes"


def test_client_metadata_is_typed_as_keys_and_values_and_goes_along(form, qtbot):
    form.fill(username="plain", password="Practice1!")
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
