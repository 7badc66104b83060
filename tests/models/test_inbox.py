"""The practice pool's inbox as a list."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.models.inbox import InboxModel, InboxRole
from app.runs.practice_client import Authenticator, InboxMessage

HERE, ELSEWHERE = "us-east-1_Practice1", "us-east-1_Practice2"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def message(code: str, *, medium: str = "SMS", pool: str = HERE, at: float = 981.0) -> InboxMessage:
    return InboxMessage(
        user_pool_id=pool, medium=medium, destination="+15550100199", purpose="mfa", code=code, sent_at=at
    )


def authenticator(username: str, code: str = "771204", pool: str = HERE) -> Authenticator:
    return Authenticator(user_pool_id=pool, username=username, code=code, seconds_left=17)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def model(clock):
    return InboxModel(clock)


def codes(model: InboxModel) -> list[str]:
    return [model.index(row).data(InboxRole.CODE) for row in range(model.rowCount())]


def test_the_newest_message_is_on_top_and_authenticators_are_below(model, qtmodeltester):
    model.set_messages((message("111111"), message("222222", at=990.0)))
    model.set_authenticators((authenticator("totp"),))
    assert codes(model) == ["222222", "111111", "771204"]
    qtmodeltester.check(model)


def test_only_the_chosen_pools_messages_show(model):
    model.set_messages((message("111111"), message("222222", pool=ELSEWHERE)))
    model.set_authenticators((authenticator("totp"), authenticator("device", "000001", ELSEWHERE)))
    model.set_pool(ELSEWHERE)
    assert codes(model) == ["222222", "000001"]
    model.set_pool("none")
    assert codes(model) == []


def test_the_authenticator_of_the_user_who_signs_in_comes_before_the_others(model):
    model.set_authenticators((authenticator("choose-mfa", "000012"), authenticator("totp")))
    model.set_user("totp")
    assert codes(model) == ["771204", "000012"]


def test_the_name_of_a_row_begins_with_the_code_and_says_what_it_is_for(model):
    model.set_messages((message("482913"),))
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("482913, SMS to +15550100199, sign-in code")
    assert spoken.endswith("19 s ago")


def test_times_move_on_without_a_new_list(model, clock, qtbot):
    model.set_messages((message("482913"),))
    model.set_authenticators((authenticator("totp"),))
    clock.now += 7
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.tick()
    assert model.index(0).data(InboxRole.SUBTITLE).endswith("26 s ago")
    assert model.index(1).data(InboxRole.SUBTITLE) == "next code in 10 s"


def test_a_row_stays_the_same_row_when_its_authenticator_shows_the_next_code(model, qtbot):
    model.set_authenticators((authenticator("totp"),))
    key = model.key(0)
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_authenticators((authenticator("totp", "123456"),))
    assert (codes(model), model.key(0)) == (["123456"], key)


def test_each_challenge_finds_the_newest_code_of_its_kind(model):
    model.set_messages((message("111111"), message("222222", medium="EMAIL", at=990.0)))
    model.set_authenticators((authenticator("totp"),))
    found = {name: model.row_for(name) for name in ("SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "CUSTOM_CHALLENGE")}
    assert found == {"SMS_MFA": 1, "EMAIL_OTP": 0, "SOFTWARE_TOKEN_MFA": 2, "CUSTOM_CHALLENGE": -1}


def test_a_card_finds_the_newest_code_of_its_purpose(model):
    sent = [message("333333", at=980.0), message("111111", at=985.0), message("222222", at=990.0)]
    purposes = ["sign_up", "forgot_password", "mfa"]
    model.set_messages(tuple(replace(each, purpose=what) for each, what in zip(sent, purposes, strict=True)))
    found = [model.row_for(name) for name in ("CONFIRM_SIGN_UP", "CONFIRM_FORGOT_PASSWORD", "CHANGE_PASSWORD")]
    assert found == [2, 1, -1]
