"""Signing out and the small actions without a window, against the practice pool."""

import time

import pytest

from app.auth.steps import Answer
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.seal import reveal
from app.transcript.events import Called, Fetched, Finished, Removed, TokensReceived
from tests.helpers.practice_desk import PUBLIC, ended, signed_in

CONFIDENTIAL, ROTATING = "practice / confidential", "practice / rotating"
DEVICES = "practice-devices-opt-in / public"


def act(desk, action, profile=PUBLIC, *, save=False, **values):
    """Run an action with the last sign-in's tokens; its events."""
    events = []
    chosen = desk.profiles[profile]
    request = SignInRequest(
        profile=chosen, flow=action, credentials=Answer(values=values, at=time.time()), save=save
    )
    keeper = ProfileSecrets(desk.access, chosen, wanted=request.keeps)
    SignIn(request, answers=lambda step: Answer(values={}), secrets=keeper, emit=events.append).run()
    return events


def given(tokens):
    return {"refresh_token": tokens.refresh_token, "access_token": tokens.access_token, "id_token": tokens.id_token}


def found(events):
    assert isinstance(events[-1], Finished), events[-1]
    return reveal(events[-1].findings)


def verdicts(events):
    return {(row["token"], row["check"]): row["verdict"] for row in found(events)["tokens"]}


ALL = [("access_token", "GetUser"), ("access_token", "signature"), ("id_token", "signature"),
       ("refresh_token", "refresh")]  # fmt: skip


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
@pytest.mark.parametrize("how", ["RevokeToken", "GlobalSignOut"])
def test_after_a_sign_out_cognito_takes_nothing_any_more_but_the_signatures_stay_valid(how, profile, desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain", profile))
    events = act(desk, "sign_out", profile, how=how, check_refresh="yes", **given(tokens))
    assert verdicts(events) == dict(zip(ALL, ["refused", "valid", "valid", "refused"], strict=True))
    messages = {row["token"]: row["message"] for row in found(events)["tokens"] if row["verdict"] == "refused"}
    assert messages == {
        "access_token": "Access Token has been revoked", "refresh_token": "Refresh Token has been revoked"
    }  # fmt: skip
    (page,) = [event for event in events if isinstance(event, Fetched)]
    assert page.problem == ""


def test_revoking_one_sign_in_leaves_another_alone_and_a_global_sign_out_does_not(desk):
    first, second = (signed_in(desk.sign_in("user_srp", "plain")) for _ in range(2))
    act(desk, "sign_out", how="RevokeToken", **given(first))
    other = act(desk, "sign_out", how="forget", **given(second))
    assert {verdicts(other)[check] for check in ALL if check[1] != "signature"} == {"not_checked"}
    signed_in(desk.sign_in("refresh", "plain", refresh_token=second.refresh_token))
    act(desk, "sign_out", how="GlobalSignOut", **given(second))
    assert ended(desk.sign_in("refresh", "plain", refresh_token=second.refresh_token))[2].endswith("revoked")


def test_forgetting_here_makes_no_call_and_removes_what_is_saved_of_this_user_alone(desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain"))
    signed_in(desk.sign_in("user_srp", "custom"))
    events = act(desk, "sign_out", how="forget", check_refresh="yes", **given(tokens))
    assert [event for event in events if isinstance(event, Called)] == []
    assert [event.count for event in events if isinstance(event, Removed)] == [1]
    assert [entry.username for entry in desk.vault.entries()] == ["custom"]
    signed_in(desk.sign_in("refresh", "plain", refresh_token=tokens.refresh_token))


def test_another_client_secret_is_refused_by_name(desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain", CONFIDENTIAL))
    events = act(desk, "sign_out", PUBLIC, how="RevokeToken", **given(tokens))
    assert ended(events)[1] == "UnauthorizedException"


def test_an_access_token_is_no_token_to_revoke(desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain"))
    events = act(desk, "sign_out", how="RevokeToken", refresh_token=tokens.access_token)
    assert ended(events)[1] == "UnsupportedTokenTypeException"


def test_no_token_can_be_read_in_the_events_of_a_sign_out(desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain", CONFIDENTIAL))
    events = act(desk, "sign_out", CONFIDENTIAL, how="RevokeToken", check_refresh="yes", **given(tokens))
    hidden = [token.reveal() for token in given(tokens).values()]
    hidden.append(desk.profiles[CONFIDENTIAL].client_secret.reveal())
    assert [secret for secret in hidden if secret in repr(events)] == []


def test_the_first_factors_of_a_user_are_found(desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain"))
    body = found(act(desk, "user_auth_factors", access_token=tokens.access_token))
    assert body["Username"] == "plain"
    assert "PASSWORD" in body["ConfiguredUserAuthFactors"]


@pytest.fixture
def with_device(desk):
    """A desk at which a device was registered and not yet remembered: its key and its access token."""
    api = desk.pool.api()
    api.admin_set_user_mfa_preference(
        UserPoolId=desk.profiles[DEVICES].user_pool_id, Username="device-opt-in",
        SoftwareTokenMfaSettings={"Enabled": False},
    )  # fmt: skip
    api.close()
    answers = {
        "NEW_DEVICE": [{"DeviceName": "Desk", "confirm": "ConfirmDevice"}],
        "REMEMBER_DEVICE": [{"DeviceRememberedStatus": "not_remembered"}],
    }
    tokens = signed_in(desk.sign_in("user_srp", "device-opt-in", DEVICES, answers))
    (entry,) = (entry for entry in desk.vault.entries() if entry.name.startswith("device "))
    return entry.facts["device_key"], tokens.access_token


def test_the_token_of_a_device_is_refused_after_a_sign_out_because_it_was_revoked(desk, with_device):
    tokens = next(event.tokens for event in desk.events if isinstance(event, TokensReceived))
    events = act(desk, "sign_out", DEVICES, how="RevokeToken", check_refresh="yes", **given(tokens))
    (row,) = [row for row in found(events)["tokens"] if row["check"] == "refresh"]
    assert row["message"] == "Refresh Token has been revoked"


def device_facts(desk):
    return [entry.facts["status"] for entry in desk.vault.entries() if entry.name.startswith("device ")]


def test_a_device_is_listed_remembered_and_forgotten_here_and_there(desk, with_device):
    key, access = with_device
    listed = found(act(desk, "list_devices", DEVICES, access_token=access))["Devices"]
    assert [device["DeviceKey"] for device in listed] == [key]
    found(
        act(desk, "update_device_status", DEVICES, access_token=access, DeviceKey=key,
            DeviceRememberedStatus="remembered")
    )  # fmt: skip
    assert device_facts(desk) == ["remembered"]
    assert found(act(desk, "forget_device", DEVICES, access_token=access, DeviceKey=key)) == {"Devices": []}
    assert device_facts(desk) == []


def test_a_device_that_is_not_there_is_refused_by_name_and_the_kept_one_stays(desk, with_device):
    _, access = with_device
    unknown = "us-east-1_aaaaaaaa-1111-4c0e-9a51-0d2b6f1ec21e"
    events = act(desk, "forget_device", DEVICES, access_token=access, DeviceKey=unknown)
    assert ended(events)[1:] == ("ResourceNotFoundException", "Device does not exist.")
    assert device_facts(desk) == ["not_remembered"]


def test_a_pool_without_devices_says_so(desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain"))
    events = act(desk, "list_devices", access_token=tokens.access_token)
    assert ended(events)[1] == "InvalidUserPoolConfigurationException"
