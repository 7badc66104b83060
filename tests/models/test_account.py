"""Whose account a row leads to, and the lists of what its actions found."""

from dataclasses import replace

import pytest

from app.auth.tokens import TokenSet
from app.models.account import account_of
from app.models.devices import DevicesModel
from app.models.passkeys import PasskeysModel
from app.models.short_list import Short, ShortListModel, ShortRole
from app.models.timeline import RowRole, TimelineModel
from app.secret import Secret
from app.transcript.events import Event, Finished, Started, TokensReceived
from tests.helpers import sample_runs as sample

pytestmark = pytest.mark.usefixtures("qapp")  # a timeline has a clock

NOW = 1_000_000.0
LAPTOP = {
    "DeviceKey": "us-east-1_1b2c", "DeviceLastAuthenticatedDate": NOW - 120,
    "DeviceAttributes": [
        {"Name": "device_status", "Value": "valid"}, {"Name": "device_name", "Value": "laptop"},
        {"Name": "dev:device_remembered_status", "Value": "not_remembered"},
    ],
}  # fmt: skip
PASSKEY = {
    "CredentialId": "Y3JlZA", "FriendlyCredentialName": "Key <b>one</b>", "RelyingPartyId": "example.com",
    "CreatedAt": NOW - 7200,
}  # fmt: skip


def action(name: str, about: str, *events: Event) -> list[Event]:
    return [
        Started(at=NOW, run_id=name, flow=name, profile="P", profile_id="p", user="sms", about=about), *events
    ]


def timeline(*runs: tuple[str, list[Event]]) -> TimelineModel:
    model = TimelineModel(now=lambda: NOW)
    for run_id, events in runs:
        for event in events:
            model.add(run_id, event)
    return model


def account_at(model: TimelineModel, run: int):
    first = model.runs[run].first_row
    return account_of(model.runs, model.index(first, 0).data(RowRole))


def rows(model: ShortListModel) -> list[tuple[str, str, str, str]]:
    roles = (ShortRole.KEY, 0, ShortRole.BELOW, ShortRole.RIGHT)
    return [tuple(model.index(row).data(role) for role in roles) for row in range(model.rowCount())]


def test_a_sign_in_with_tokens_leads_to_its_users_account():
    found = account_at(timeline(("r", sample.signed_in())), 0)
    assert (found.run_id, found.profile_id, found.username, found.has_scope) == ("r", "p", "sms", True)
    assert found.token == sample.tokens().access_token
    assert found.found == {}


@pytest.mark.parametrize("events", [sample.no_answer(), sample.wrong_code()[:4]])
def test_without_tokens_there_is_no_account(events):
    assert account_at(timeline(("r", events)), 0) is None
    assert account_of([], None) is None


def test_an_action_leads_to_the_sign_in_that_it_is_about_and_what_it_found_belongs_there():
    findings = {"Devices": ({"DeviceKey": Secret("us-east-1_1b2c")},)}
    model = timeline(
        ("r", sample.signed_in()),
        ("a", action("list_devices", "r", Finished(at=NOW, findings=findings))),
        ("b", action("list_passkeys", "r")),
        ("c", action("list_devices", "somewhere else", Finished(at=NOW, findings={"Devices": ()}))),
    )
    for run in (0, 1, 2):
        assert account_at(model, run).found == {"Devices": [{"DeviceKey": "us-east-1_1b2c"}]}
        assert account_at(model, run).run_id == "r"
    assert account_at(model, 3) is None


def test_what_was_found_later_counts():
    model = timeline(
        ("r", sample.signed_in()),
        ("a", action("list_devices", "r", Finished(at=NOW, findings={"Devices": ({"DeviceKey": "1"},)}))),
        ("b", action("forget_device", "r", Finished(at=NOW, findings={"Devices": ()}))),
    )
    assert account_at(model, 0).found == {"Devices": []}


def test_runs_that_point_to_one_another_lead_nowhere():
    model = timeline(("a", action("a", "b")), ("b", action("b", "a")))
    assert account_at(model, 0) is None


def test_a_token_without_the_scope_is_told():
    narrow = replace(sample.tokens(), access_token=sample.jwt({"scope": "openid", "username": "sms"}))
    assert isinstance(narrow, TokenSet)
    started = sample.signed_in()[0]
    model = timeline(("r", [started, TokensReceived(at=NOW, tokens=narrow)]))
    assert not account_at(model, 0).has_scope


def test_a_device_is_told_by_name_status_key_and_last_use(qtmodeltester):
    model = DevicesModel()
    model.show([LAPTOP, {"DeviceKey": "us-east-1_other"}], this="us-east-1_1b2c", now=NOW)
    assert rows(model) == [
        ("us-east-1_1b2c", "laptop", "not remembered · this sign-in · us-east-1_1b2c", "2 min ago"),
        ("us-east-1_other", "unnamed device", "us-east-1_other", ""),
    ]
    qtmodeltester.check(model)


def test_a_passkey_is_told_by_name_relying_party_id_and_age(qtmodeltester):
    model = PasskeysModel()
    model.show([PASSKEY, {"CredentialId": "b3RoZXI"}], now=NOW)
    assert rows(model) == [
        ("Y3JlZA", "Key <b>one</b>", "example.com · Y3JlZA", "2 h ago"), ("b3RoZXI", "unnamed passkey", "b3RoZXI", ""),
    ]  # fmt: skip
    qtmodeltester.check(model)


@pytest.mark.parametrize("odd", [
    "text", None, 7, {}, {"DeviceKey": 7, "DeviceAttributes": "x", "DeviceLastAuthenticatedDate": "soon"},
    {"DeviceAttributes": ["x", {"Name": 1, "Value": None}], "DeviceLastAuthenticatedDate": float("inf")},
    {"CredentialId": ["x"], "CreatedAt": True},
])  # fmt: skip
def test_whatever_a_server_lists_is_no_error(odd):
    devices, passkeys = DevicesModel(), PasskeysModel()
    devices.show([odd], now=NOW)
    passkeys.show([odd], now=NOW)
    assert all(not found for model in (devices, passkeys) for row in rows(model) for found in (row[0], row[3]))


def test_a_list_that_did_not_change_is_not_told_anew(qtbot):
    model = ShortListModel()
    model.set_rows([Short(key="1", title="one")])
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([Short(key="1", title="one")])
    assert (model.short(0).key, model.short(5)) == ("1", None)
