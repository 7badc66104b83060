"""The page Account."""

import pytest
from PySide6.QtWidgets import QComboBox, QListView, QPushButton

from app.auth.actions import ACTIONS
from app.models.timeline import RowRole, TimelineModel
from app.runs.passkeys import authenticators
from app.texts import has_text, text
from app.transcript.events import Finished, Started
from tests.helpers import sample_runs as sample
from tests.helpers.showing import button, showing, words
from tests.models.test_account import LAPTOP, PASSKEY
from widgets.details.account import AccountPage

PHONE = {"DeviceKey": "us-east-1_phone"}
ALL = {
    "List devices": "list_devices", "Remember": "update_device_status", "Do not remember": "update_device_status",
    "List passkeys": "list_passkeys", "Register passkey": "register_passkey",
    "Count as MFA": "passkey_mfa", "Do not count as MFA": "passkey_mfa", "Show factors": "user_auth_factors",
}  # fmt: skip


class Stand:
    """The page at a timeline with one sign-in."""

    def __init__(self, page: AccountPage, model: TimelineModel) -> None:
        self.page, self.model, self.wanted = page, model, []
        page.wanted.connect(lambda action, values, account: self.wanted.append((action, values, account.run_id)))

    def choose(self, run: int) -> None:
        self.page.show_row(self.model.index(self.model.runs[run].first_row, 0).data(RowRole))

    def find(self, **findings) -> None:
        run = f"a{len(self.model.runs)}"
        started = Started(at=1.0, run_id=run, flow="list", profile="P", profile_id="p", user="", about="r")
        self.model.add(run, started)
        self.model.add(run, Finished(at=2.0, findings=findings))
        self.page.refresh()


@pytest.fixture
def stand(qtbot):
    model = TimelineModel(now=lambda: 0.0)
    page = AccountPage(lambda: model.runs, ("software", "security_key"))
    qtbot.addWidget(page)
    page.resize(380, 700)
    page.show()
    for event in sample.signed_in():
        model.add("r", event)
    return Stand(page, model)


def test_it_says_to_sign_in_first_where_there_are_no_tokens(stand):
    assert any(each.startswith("Sign in first") for each in words(stand.page))
    assert showing(stand.page, QPushButton) == []
    for event in sample.no_answer():
        stand.model.add("failed", event)
    stand.choose(1)
    assert showing(stand.page, QPushButton) == []


def test_what_was_not_asked_yet_says_how_to_ask_and_what_is_empty_says_so(stand):
    stand.choose(0)
    assert "sms" in words(stand.page)
    assert "List the devices that Cognito knows of this user." in words(stand.page)
    assert not button(stand.page, "Forget device").isEnabled()
    stand.find(Devices=(), Credentials=())
    assert any(each.startswith("Cognito knows no device") for each in words(stand.page))
    assert any(each.startswith("This user has no passkey yet") for each in words(stand.page))
    assert showing(stand.page, QListView) == []


def test_each_button_asks_for_its_action_with_what_is_chosen(stand):
    stand.choose(0)
    stand.find(Devices=(LAPTOP, PHONE), Credentials=(PASSKEY,))
    devices, passkeys = showing(stand.page, QListView)
    assert (devices.accessibleName(), passkeys.accessibleName()) == ("Devices", "Passkeys")
    devices.setCurrentIndex(devices.model().index(1))
    (makers,) = showing(stand.page, QComboBox)
    makers.setCurrentIndex(1)
    for each in ALL:
        button(stand.page, each).click()
    assert [(action, run) for action, _, run in stand.wanted] == [(action, "r") for action in ALL.values()]
    assert [values for _, values, _ in stand.wanted] == [
        {}, {"DeviceKey": "us-east-1_phone", "DeviceRememberedStatus": "remembered"},
        {"DeviceKey": "us-east-1_phone", "DeviceRememberedStatus": "not_remembered"},
        {}, {"authenticator": "security_key", "origin": ""}, {"passkey_mfa": "on"}, {"passkey_mfa": "off"}, {},
    ]  # fmt: skip


def test_forgetting_a_device_takes_two_steps(stand, qtbot):
    stand.choose(0)
    stand.find(Devices=(LAPTOP,))
    button(stand.page, "Forget device").click()
    assert stand.wanted == []
    assert any("“laptop”" in each for each in words(stand.page))
    qtbot.waitUntil(button(stand.page, "Keep it").hasFocus)
    button(stand.page, "Keep it").click()
    button(stand.page, "Forget device").click()
    button(stand.page, "Forget the device").click()
    assert stand.wanted == [("forget_device", {"DeviceKey": "us-east-1_1b2c"}, "r")]
    assert not any(each.text() == "Forget the device" for each in showing(stand.page, QPushButton))


def test_a_question_goes_away_with_its_account_and_when_another_is_asked(stand):
    stand.choose(0)
    stand.find(Devices=(LAPTOP,), Credentials=(PASSKEY,))
    button(stand.page, "Forget device").click()
    button(stand.page, "Delete passkey").click()
    assert button(stand.page, "Keep it")
    stand.page.show_row(None)
    stand.choose(0)
    assert not any(each.text() == "Keep it" for each in showing(stand.page, QPushButton))


def test_a_deleted_passkey_is_named_by_its_id(stand):
    stand.choose(0)
    stand.find(Credentials=(PASSKEY,))
    button(stand.page, "Delete passkey").click()
    button(stand.page, "Delete the passkey").click()
    assert stand.wanted == [("delete_passkey", {"CredentialId": "Y3JlZA"}, "r")]


def test_nothing_can_be_asked_while_a_run_is_under_way(stand):
    stand.choose(0)
    stand.page.set_running(True)
    assert not any(each.isEnabled() for each in showing(stand.page, QPushButton))
    stand.page.set_running(False)
    assert button(stand.page, "List devices").isEnabled()


def test_the_factors_are_told_in_words(stand):
    stand.choose(0)
    stand.find(
        ConfiguredUserAuthFactors=("PASSWORD", "WEB_AUTHN", "SOFTWARE_TOKEN", "NEW_ONE"),
        UserMFASettingList=("SOFTWARE_TOKEN_MFA",), PreferredMfaSetting="SOFTWARE_TOKEN_MFA",
    )  # fmt: skip
    told = [f"First factors: {text('choice.PASSWORD')}, {text('choice.WEB_AUTHN')}, NEW_ONE"]
    told += ["Second factors: Authenticator app", "Set up, for MFA only: Authenticator app"]
    told += ["Preferred: Authenticator app"]
    assert "\n".join(told) in words(stand.page)


def test_the_chosen_device_stays_chosen_when_the_list_is_asked_for_again(stand):
    stand.choose(0)
    stand.find(Devices=(LAPTOP, PHONE))
    (devices,) = showing(stand.page, QListView)
    devices.setCurrentIndex(devices.model().index(1))
    stand.find(Devices=(PHONE, LAPTOP))
    button(stand.page, "Remember").click()
    assert stand.wanted[-1][1]["DeviceKey"] == "us-east-1_phone"


def test_every_authenticator_of_this_machine_has_a_name_for_people():
    assert [name for name in authenticators() if not has_text(f"choice.{name}")] == []


@pytest.mark.parametrize("action", sorted({*ALL.values(), "forget_device", "delete_passkey"} & set(ACTIONS)))
def test_every_action_asks_for_what_the_page_gives(action):
    from app.auth.client import AppClient, Context

    first = next(ACTIONS[action].run(Context(client=AppClient(user_pool_id="", client_id=""), entropy=bytes)))
    given = {"access_token", "DeviceKey", "DeviceRememberedStatus", "CredentialId", "authenticator", "origin",
             "passkey_mfa"}
    assert {field.name for field in first.fields} <= given


def test_a_question_is_brought_into_sight_where_the_page_is_low(stand, qtbot):
    stand.choose(0)
    stand.find(Devices=[LAPTOP])
    stand.page.resize(380, 240)
    showing(stand.page, QListView)[0].setCurrentIndex(showing(stand.page, QListView)[0].model().index(0, 0))
    button(stand.page, "Forget device").click()
    sure = button(stand.page, "Forget the device")
    qtbot.waitUntil(lambda: sure.visibleRegion().boundingRect() == sure.rect())
