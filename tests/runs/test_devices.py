"""Remembered devices without a window against the practice pool: confirmed, kept, proved, forgotten."""

import pytest

from app.auth.srp_vector import vector_of
from app.auth.steps import NO_DEVICE
from app.auth.tokens import claims
from app.diagnosis.messages import explain_end
from app.seal import reveal
from app.secret import Secret
from app.texts import text
from app.transcript.events import Called, Refused, Saved, Shown
from tests.helpers.practice_desk import asked, ended, signed_in
from tests.helpers.srp_vectors import check_vector

ALWAYS, OPT_IN = "practice-devices / public", "practice-devices-opt-in / public"
USERS = {ALWAYS: "device", OPT_IN: "device-opt-in"}
CONFIRM = {"NEW_DEVICE": [{"DeviceName": "Desk", "confirm": "ConfirmDevice"}]}
FLOWS = ["user_srp", "user_password", "user_auth"]


def second_factor(desk, profile, enabled):
    """Switch the second factor on or off: a device is registered without waiting for a code."""
    api = desk.pool.api()
    api.admin_set_user_mfa_preference(
        UserPoolId=desk.profiles[profile].user_pool_id, Username=USERS[profile],
        SoftwareTokenMfaSettings={"Enabled": enabled, "PreferredMfa": enabled},
    )  # fmt: skip
    api.close()


def registered(desk, profile=ALWAYS, flow="user_srp", **remember):
    """Register a device; return its key and the events of that run."""
    second_factor(desk, profile, False)
    answers = {"NEW_DEVICE": [dict(CONFIRM["NEW_DEVICE"][0])], "REMEMBER_DEVICE": [remember]}
    events = desk.sign_in(flow, USERS[profile], profile, answers)
    signed_in(events)
    second_factor(desk, profile, True)
    return entry_of(desk, "device ").facts["device_key"], events


def entry_of(desk, begins):
    (found,) = (entry for entry in desk.vault.entries() if entry.name.startswith(begins))
    return found


def calls(events):
    return [event.params.get("ChallengeName", event.operation) for event in events if isinstance(event, Called)]


def test_a_new_device_is_confirmed_and_kept_and_the_refresh_token_knows_it(desk):
    key, events = registered(desk)
    assert calls(events) == ["InitiateAuth", "PASSWORD_VERIFIER", "ConfirmDevice"]
    assert [event.name for event in events if isinstance(event, Saved)] == [
        "refresh_token", f"device {key}", "refresh_token",
    ]  # fmt: skip
    kept, token = entry_of(desk, "device "), entry_of(desk, "refresh_token")
    assert (kept.facts["status"], kept.facts["device_name"], kept.facts["typed"]) == ("always", "Desk", "device")
    assert token.facts["device_key"] == key == claims(signed_in(events).access_token)["device_key"]


@pytest.mark.parametrize("flow", FLOWS)
def test_a_remembered_device_takes_the_place_of_the_second_factor(flow, desk, monkeypatch):
    key, _ = registered(desk)
    events = desk.sign_in(flow, "device", ALWAYS, device=key, preferred_challenge="PASSWORD_SRP")
    tokens = signed_in(events)
    assert asked(events) == []
    assert calls(events)[-2:] == ["DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]
    assert claims(tokens.access_token)["device_key"] == key
    shown = [event.values for event in events if isinstance(event, Shown)][-1]
    assert shown["purpose"] == "DEVICE_PASSWORD_VERIFIER"
    check_vector(vector_of(shown), monkeypatch)
    assert entry_of(desk, "refresh_token").facts["device_key"] == key


@pytest.mark.parametrize("status", ["remembered", "not_remembered"])
def test_where_the_user_decides_only_a_remembered_device_spares_the_code(status, desk):
    key, events = registered(desk, OPT_IN, DeviceRememberedStatus=status)
    assert asked(events) == ["NEW_DEVICE", "REMEMBER_DEVICE"]
    assert entry_of(desk, "device ").facts["status"] == status
    code = {"SOFTWARE_TOKEN_MFA": lambda step: {
        "SOFTWARE_TOKEN_MFA_CODE": desk.authenticator_code("device-opt-in", "practice-devices-opt-in"),
    }}  # fmt: skip
    events = desk.sign_in("user_password", "device-opt-in", OPT_IN, code, device=key)
    signed_in(events)
    assert asked(events) == ([] if status == "remembered" else ["SOFTWARE_TOKEN_MFA"])


def test_a_sign_in_as_no_device_is_offered_none_and_one_that_skips_keeps_none(desk):
    second_factor(desk, ALWAYS, False)
    events = desk.sign_in("user_srp", "device", ALWAYS, device=NO_DEVICE)
    signed_in(events)
    assert asked(events) == []
    skipped = {"NEW_DEVICE": [{"DeviceName": "", "confirm": "skip"}]}
    signed_in(desk.sign_in("user_srp", "device", ALWAYS, skipped))
    assert [entry.name for entry in desk.vault.entries()] == ["refresh_token"]


def test_a_forgotten_device_is_refused_by_name_and_explained(desk):
    key, events = registered(desk)
    api = desk.pool.api()
    api.forget_device(AccessToken=signed_in(events).access_token.reveal(), DeviceKey=key)
    api.close()
    events = desk.sign_in("user_srp", "device", ALWAYS, device=key)
    assert ended(events)[1:] == ("ResourceNotFoundException", "Device does not exist.")
    assert [entry.facts["status"] for entry in desk.vault.entries() if entry.name == f"device {key}"] == ["forgotten"]
    assert explain_end(events[-1]).what == text("end.refused.device_gone.what")


def test_a_device_with_another_secret_is_refused(desk):
    key, _ = registered(desk)
    entry = entry_of(desk, "device ")
    desk.access.keep(entry, Secret("another secret"))
    events = desk.sign_in("user_password", "device", ALWAYS, device=key)
    assert ended(events)[1:] == ("NotAuthorizedException", "Incorrect username or password.")
    assert calls(events)[-1] == "DEVICE_PASSWORD_VERIFIER"


def test_a_device_whose_secret_is_not_here_is_told_before_anything_is_sent(desk):
    events = desk.sign_in("user_srp", "device", ALWAYS, device="us-east-1_0000")
    assert ended(events) == ("device", "missing", "us-east-1_0000")
    assert calls(events) == []
    shown = explain_end(events[-1])
    assert shown.title == text("end.device.title")
    assert "us-east-1_0000" in shown.why


def test_a_confirmation_that_is_refused_does_not_lose_the_sign_in(desk):
    second_factor(desk, ALWAYS, False)

    def forget_first(step):
        api = desk.pool.api()
        api.admin_user_global_sign_out(UserPoolId=desk.profiles[ALWAYS].user_pool_id, Username="device")
        api.close()
        return CONFIRM["NEW_DEVICE"][0]

    events = desk.sign_in("user_srp", "device", ALWAYS, {"NEW_DEVICE": forget_first})
    signed_in(events)
    assert [event.operation for event in events if isinstance(event, Refused)] == ["ConfirmDevice"]
    assert [entry.name for entry in desk.vault.entries()] == ["refresh_token"]


def test_no_secret_of_a_device_can_be_read_in_its_events(desk):
    key, events = registered(desk, OPT_IN, DeviceRememberedStatus="remembered")
    secret = desk.vault.read(entry_of(desk, "device ").entry_id).reveal()
    events = [*events, *desk.sign_in("user_srp", "device-opt-in", OPT_IN, device=key)]
    signed_in(events)
    shown = repr(events)
    confirmed = next(event for event in events if isinstance(event, Called) and event.operation == "ConfirmDevice")
    verifier = reveal(confirmed.params)["DeviceSecretVerifierConfig"]["PasswordVerifier"]
    assert [hidden for hidden in (secret, verifier) if hidden in shown] == []
    assert key in shown
