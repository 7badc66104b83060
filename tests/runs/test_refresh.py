"""Refreshes without a window against the practice pool: which call, rotation, devices, and what a refusal comes of."""

from dataclasses import replace

import pytest

from app.auth.steps import Answer
from app.auth.tokens import claims
from app.runs.refusals import examination, explain_refresh
from app.runs.saved import saved_credentials
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.secret import Secret
from app.transcript.events import Called, Finished, Refused, Saved, Shown
from tests.helpers.practice_desk import PUBLIC, ended, signed_in

ROTATING, CONFIDENTIAL, DEVICES = "practice / rotating", "practice / confidential", "practice-devices / public"
REFRESH, DEDICATED = "REFRESH_TOKEN_AUTH", "GetTokensFromRefreshToken"
DAY = 86_400
GRACE = 10  # seconds, of the app client rotating


def run(desk, request):
    events = []
    keeper = ProfileSecrets(desk.access, request.profile, wanted=request.keeps)
    SignIn(request, answers=lambda step: Answer(values={}), secrets=keeper, emit=events.append).run()
    return events


def saved(desk):
    (entry,) = (entry for entry in desk.vault.entries() if entry.name == "refresh_token")
    return entry, desk.vault.read(entry.entry_id)


def from_vault(desk, profile, **changed):
    """The request of a refresh with the token that is in the vault."""
    credentials = saved_credentials(*saved(desk))
    credentials = Answer(values={**credentials.values, **changed})
    return SignInRequest(profile=desk.profiles[profile], flow="refresh", credentials=credentials, save=True)


def calls(events):
    return [event.params.get("AuthFlow", event.operation) for event in events if isinstance(event, Called)]


def shown(events, name):
    return [dict(event.values) for event in events if isinstance(event, Shown) and event.name == name]


@pytest.fixture
def clock(desk):
    """Sets how far the practice clock runs ahead; back at the end."""
    yield lambda seconds: desk.pool.control("clock", {"offset": seconds})
    desk.pool.control("clock", {"offset": 0})


@pytest.mark.parametrize(
    ("profile", "call", "because"),
    [
        (PUBLIC, REFRESH, "allowed"), (CONFIDENTIAL, REFRESH, "allowed"), ("practice / defaults", REFRESH, "allowed"),
        ("practice / legacy-values", REFRESH, "allowed"), (ROTATING, DEDICATED, "rotation"),
    ],
)  # fmt: skip
def test_the_call_is_the_one_that_the_app_client_accepts(profile, call, because, desk):
    signed_in(desk.sign_in("user_srp", "plain@example.com", profile))
    events = run(desk, from_vault(desk, profile))
    signed_in(events)
    assert calls(events) == [call]
    assert shown(events, "refresh_call") == [{"call": call, "because": because}]


def test_a_rotating_client_of_unknown_settings_is_found_out_without_spending_the_token(desk):
    signed_in(desk.sign_in("user_srp", "plain", ROTATING))
    unknown = replace(desk.profiles[ROTATING], rotation=None, explicit_auth_flows=None, grace_seconds=None)
    events = run(desk, replace(from_vault(desk, ROTATING), profile=unknown))
    signed_in(events)
    assert calls(events) == [REFRESH, DEDICATED]
    assert [event.code for event in events if isinstance(event, Refused)] == ["UnsupportedOperationException"]
    assert [each["because"] for each in shown(events, "refresh_call")] == ["unknown", "refused"]
    assert shown(events, "rotated") == [{"saved": "yes", "reason": "", "grace_seconds": ""}]


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
def test_the_dedicated_call_takes_the_secret_itself_and_works_without_rotation(profile, desk):
    signed_in(desk.sign_in("user_srp", "plain", profile))
    _, before = saved(desk)
    events = run(desk, from_vault(desk, profile, call=DEDICATED, username="whoever"))
    assert signed_in(events).refresh_token is None
    assert saved(desk)[1] == before
    secret = desk.profiles[profile].client_secret
    assert secret is None or secret.reveal() not in repr(events)


def test_every_refresh_of_a_rotating_client_brings_a_token_that_is_saved_and_works(desk):
    first = signed_in(desk.sign_in("user_srp", "plain", ROTATING)).refresh_token
    signed_in_at = saved(desk)[0].saved_at
    seen = {first}
    for _ in range(3):
        events = run(desk, from_vault(desk, ROTATING))
        seen.add(signed_in(events).refresh_token)
        assert [event.name for event in events if isinstance(event, Saved)] == ["refresh_token"]
        assert shown(events, "rotated") == [{"saved": "yes", "reason": "", "grace_seconds": str(GRACE)}]
    assert len(seen) == 4
    entry, token = saved(desk)
    assert token in seen - {first}
    assert (entry.flow, float(entry.facts["issued_at"])) == ("user_srp", signed_in_at)


def test_the_old_token_is_good_within_the_grace_period_and_refused_by_name_after_it(desk, clock):
    old = signed_in(desk.sign_in("user_srp", "plain", ROTATING)).refresh_token
    signed_in(run(desk, from_vault(desk, ROTATING)))
    again = from_vault(desk, ROTATING, refresh_token=old)
    signed_in(run(desk, again))
    clock(GRACE + 1)
    events = run(desk, again)
    assert ended(events)[1] == "RefreshTokenReuseException"
    verdict = explain_refresh(events[-1], again, entries=desk.access.entries())
    assert (verdict.proven.name, verdict.by) == ("rotated_away", "reply")


def device_signed_in(desk):
    api = desk.pool.api()
    api.admin_set_user_mfa_preference(
        UserPoolId=desk.profiles[DEVICES].user_pool_id, Username="device", SoftwareTokenMfaSettings={"Enabled": False}
    )
    api.close()
    confirm = {"NEW_DEVICE": [{"DeviceName": "Desk", "confirm": "ConfirmDevice"}]}
    return signed_in(desk.sign_in("user_srp", "device", DEVICES, confirm))


@pytest.mark.parametrize("call", ["", DEDICATED])
def test_the_token_of_a_device_is_refreshed_with_its_key_and_refused_without(call, desk):
    key = claims(device_signed_in(desk).access_token)["device_key"]
    events = run(desk, from_vault(desk, DEVICES, call=call))
    assert claims(signed_in(events).access_token)["device_key"] == key
    without = from_vault(desk, DEVICES, call=call, device_key="")
    events = run(desk, without)
    assert ended(events)[1:] == ("NotAuthorizedException", "Invalid Refresh Token.")
    verdict = explain_refresh(events[-1], without, entries=desk.access.entries())
    assert (verdict.proven.name, verdict.by) == ("device_key_missing", "saved")


def examined(desk, request):
    """A refused refresh, and the verdict once AWS was asked."""
    end = run(desk, request)[-1]
    made = examination(request)
    events = run(desk, made)
    assert isinstance(events[-1], Finished), events[-1]
    signed = [event.signed for event in events if isinstance(event, Called)]
    assert signed
    assert all(signed)
    verdict = explain_refresh(end, request, entries=desk.access.entries(), findings=events[-1].findings)
    return end, verdict, events


def test_a_device_that_was_forgotten_elsewhere_is_proven_by_aws(desk):
    key = claims(device_signed_in(desk).access_token)["device_key"]
    api = desk.pool.api()
    api.admin_forget_device(UserPoolId=desk.profiles[DEVICES].user_pool_id, Username="device", DeviceKey=key)
    api.close()
    end, verdict, _ = examined(desk, from_vault(desk, DEVICES))
    assert end.reason == "refused"
    assert verdict.proven.name == "device_forgotten"


def test_an_alias_in_the_secret_hash_is_proven_by_aws_and_the_token_is_not_spent(desk):
    signed_in(desk.sign_in("user_srp", "plain", CONFIDENTIAL))
    end, verdict, events = examined(desk, from_vault(desk, CONFIDENTIAL, username="plain@example.com"))
    assert end.message.startswith("Unable to verify secret hash")
    assert (verdict.proven.name, verdict.by) == ("wrong_name", "aws")
    assert desk.profiles[CONFIDENTIAL].client_secret.reveal() not in repr(events)
    signed_in(run(desk, from_vault(desk, CONFIDENTIAL)))


def test_another_client_secret_is_the_likeliest_where_aws_names_another_one(desk):
    signed_in(desk.sign_in("user_srp", "plain", CONFIDENTIAL))
    other = replace(desk.profiles[CONFIDENTIAL], client_secret=Secret("another"))
    _, verdict, _ = examined(desk, replace(from_vault(desk, CONFIDENTIAL), profile=other))
    assert [cause.name for cause in verdict.causes] == ["wrong_secret", "wrong_name"]


def test_another_client_secret_is_proven_by_the_call_that_takes_it_plain(desk):
    signed_in(desk.sign_in("user_srp", "plain", CONFIDENTIAL))
    other = replace(desk.profiles[CONFIDENTIAL], client_secret=Secret("a" * 40))
    request = replace(from_vault(desk, CONFIDENTIAL, call=DEDICATED), profile=other)
    verdict = explain_refresh(run(desk, request)[-1], request)
    assert (verdict.proven.name, verdict.by) == ("wrong_secret", "reply")


def test_a_token_of_another_app_client_leaves_the_causes_that_aws_does_not_rule_out(desk):
    signed_in(desk.sign_in("user_srp", "plain", PUBLIC))
    wrong = replace(from_vault(desk, PUBLIC), profile=desk.profiles["practice / defaults"])
    _, verdict, _ = examined(desk, wrong)
    assert verdict.proven is None
    assert {cause.name for cause in verdict.causes} == {"other_client", "revoked"}


@pytest.mark.parametrize(
    ("operation", "cause", "by"),
    [("admin_delete_user", "user_deleted", "reply"), ("admin_disable_user", "user_disabled", "aws")],
)
def test_a_user_who_is_gone_is_named(operation, cause, by, desk):
    signed_in(desk.sign_in("user_srp", "plain", PUBLIC))
    api = desk.pool.api()
    getattr(api, operation)(UserPoolId=desk.profiles[PUBLIC].user_pool_id, Username="plain")
    api.close()
    _, verdict, _ = examined(desk, from_vault(desk, PUBLIC))
    assert (verdict.proven.name, verdict.by) == (cause, by)


def test_a_token_that_is_too_old_is_named(desk, clock):
    signed_in(desk.sign_in("user_srp", "plain", PUBLIC))
    clock(31 * DAY)
    request = from_vault(desk, PUBLIC)
    verdict = explain_refresh(run(desk, request)[-1], request)
    assert (verdict.proven.name, verdict.by) == ("expired", "reply")
