"""The engine against moto's Cognito, which nobody here wrote.

What moto 5 cannot do: it verifies no SRP proof (and its SECRET_BLOCK is no Base64), checks SECRET_HASH only in SRP and
refresh, knows no CUSTOM_AUTH, EMAIL_OTP or SELECT_MFA_TYPE, takes any Session that it once gave out, has one key for
all authenticators, and sends MFAS_CAN_SETUP as Python writes a list.
"""

import pytest

from app.auth.tokens import claims
from app.secret import Secret
from app.transcript.events import Asked, Called, Ended, Refused, Saved
from tests.helpers.sts import KEYS as SOURCE
from tests.helpers.sts import WITH_MFA, write_config
from tests.third_party.servers.pool import NEW, Pool, code_of, finished, signed_in
from tests.third_party.servers.start import KEYS, moto


@pytest.fixture(scope="module")
def endpoint():
    """A moto server in a process of its own."""
    with moto() as server:
        yield server.endpoint


@pytest.fixture
def pool(endpoint, monkeypatch):
    """Make user pools; the admin flow finds made-up AWS credentials in the environment."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    made = []

    def make(**settings):
        made.append(Pool(endpoint, **settings))
        return made[-1]

    yield make
    for one in made:
        one.api.close()


def operations(events):
    return [event.operation for event in events if isinstance(event, Called)]


def asked(events):
    return [event.name for event in events if isinstance(event, Asked)][1:]


@pytest.mark.parametrize(
    ("flow", "calls"),
    [
        ("user_password", ["InitiateAuth"]),
        ("user_srp", ["InitiateAuth", "RespondToAuthChallenge"]),  # moto takes any proof
        ("admin_password", ["AdminInitiateAuth"]),
    ],
)
@pytest.mark.parametrize("secret", [False, True])
def test_a_password_brings_tokens_and_the_refresh_token_is_kept(flow, calls, secret, pool):
    here = pool(secret=secret).permanent()
    events = here.sign_in(flow)
    tokens = signed_in(events)
    assert operations(events) == calls
    assert claims(tokens.access_token)["client_id"] == here.client["ClientId"]
    assert any(isinstance(event, Saved) for event in events)
    (entry,) = here.vault[1].entries()
    assert here.vault[1].read(entry.entry_id) == tokens.refresh_token


def test_the_legacy_name_of_the_admin_flow_works_too(pool):
    events = pool().permanent().sign_in("admin_password", auth_flow="ADMIN_NO_SRP_AUTH")
    signed_in(events)
    called = next(event for event in events if isinstance(event, Called))
    assert (called.params["AuthFlow"], called.signed) == ("ADMIN_NO_SRP_AUTH", True)


@pytest.mark.parametrize("flow", ["user_password", "user_srp", "admin_password"])
def test_a_temporary_password_is_replaced(flow, pool):
    events = pool().sign_in(flow, {"NEW_PASSWORD_REQUIRED": [{"NEW_PASSWORD": NEW}]})
    signed_in(events)
    assert asked(events) == ["NEW_PASSWORD_REQUIRED"]


def test_a_new_password_that_is_refused_is_asked_for_again(pool):
    answers = {
        "NEW_PASSWORD_REQUIRED": [{"NEW_PASSWORD": "short"}, {"NEW_PASSWORD": "alllower1!"}, {"NEW_PASSWORD": NEW}]
    }
    events = pool().sign_in("user_password", answers)
    signed_in(events)
    assert asked(events) == ["NEW_PASSWORD_REQUIRED"] * 3
    assert [event.code for event in events if isinstance(event, Refused)] == ["InvalidPasswordException"] * 2


@pytest.mark.parametrize("flow", ["user_password", "user_srp", "admin_password"])
@pytest.mark.parametrize("secret", [False, True])
def test_an_authenticator_code_is_asked_for_again_until_it_is_right(flow, secret, pool):
    here = pool(secret=secret, mfa="OPTIONAL").permanent()
    key = here.with_authenticator()
    wrong = f"{(int(code_of(key)) + 1) % 1_000_000:06}"
    codes = [lambda: wrong, lambda: code_of(key)]
    events = here.sign_in(flow, {"SOFTWARE_TOKEN_MFA": lambda step: {"SOFTWARE_TOKEN_MFA_CODE": codes.pop(0)()}})
    signed_in(events)
    assert asked(events) == ["SOFTWARE_TOKEN_MFA"] * 2
    assert [event.code for event in events if isinstance(event, Refused)] == ["CodeMismatchException"]


def test_an_authenticator_is_set_up_in_the_middle_of_a_sign_in(pool):
    here = pool(mfa="ON").permanent()
    codes = ["000000"]

    def set_up(step):
        code = codes.pop() if codes else code_of(step.params["SecretCode"])
        return {"UserCode": code, "FriendlyDeviceName": "phone"}

    events = here.sign_in("user_srp", {"MFA_SETUP": set_up})
    signed_in(events)
    assert asked(events) == ["MFA_SETUP", "MFA_SETUP"]
    assert operations(events)[-4:] == [
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
        "VerifySoftwareToken",
        "RespondToAuthChallenge",
    ]


@pytest.mark.parametrize("secret", [False, True])
def test_a_refresh_token_brings_new_tokens(secret, pool):
    here = pool(secret=secret).permanent()
    token = signed_in(here.sign_in("user_password")).refresh_token
    events = here.sign_in("refresh", refresh_token=token, from_vault="yes")
    assert signed_in(events).refresh_token is None
    assert operations(events) == ["InitiateAuth"]


def test_a_refresh_with_the_hash_of_another_name_is_refused(pool):
    here = pool(secret=True).permanent()
    token = signed_in(here.sign_in("user_password")).refresh_token
    end = here.sign_in("refresh", refresh_token=token, username="other")[-1]
    assert (end.reason, end.code) == ("refused", "NotAuthorizedException")


@pytest.mark.parametrize(
    ("flow", "values", "code"),
    [
        ("user_password", {"password": Secret("wrong")}, "NotAuthorizedException"),
        ("user_password", {"username": "nobody"}, "UserNotFoundException"),
        ("user_srp", {"username": "nobody"}, "UserNotFoundException"),
        ("admin_password", {"password": Secret("wrong")}, "NotAuthorizedException"),
        ("refresh", {"refresh_token": Secret("revoked")}, "NotAuthorizedException"),
    ],
)
def test_what_is_refused_ends_with_the_words_that_came(flow, values, code, pool):
    end = pool().permanent().sign_in(flow, **values)[-1]
    assert isinstance(end, Ended)
    assert (end.reason, end.code) == ("refused", code)


def test_a_disabled_user_is_told_as_that(pool):
    here = pool().permanent()
    here.api.admin_disable_user(UserPoolId=here.id, Username="plain")
    end = here.sign_in("user_password")[-1]
    assert (end.code, end.message) == ("NotAuthorizedException", "User is disabled.")


def test_moto_does_not_know_custom_challenges_and_the_run_says_that_something_else_answered(pool):
    end = pool().permanent().sign_in("custom")[-1]
    assert isinstance(end, Ended)
    assert end.reason in ("failed", "unexpected")


def test_the_lists_that_aws_credentials_open_are_complete(pool):
    here, there = pool(), pool()
    pools = finished(here.sign_in("list_user_pools"))["UserPools"]
    assert {here.id, there.id} <= {each["Id"] for each in pools}
    for number in range(61):  # more than a page
        here.api.create_user_pool_client(UserPoolId=here.id, ClientName=f"more-{number}")
    clients = finished(here.sign_in("list_app_clients"))["UserPoolClients"]
    assert len(clients) == 62
    assert {"ClientId": here.client["ClientId"], "ClientName": "client"} in clients


def test_an_app_client_is_checked_and_its_secret_goes_into_the_vault(pool):
    here = pool(secret=True, mfa="OPTIONAL")
    found = finished(here.sign_in("check_client", profile=here.profile(client_secret=None)))
    assert (found["secret"], found["refused"]) == ("kept", {})
    facts = found["facts"]
    assert set(facts["ExplicitAuthFlows"]) == set(here.client["ExplicitAuthFlows"])
    assert (facts["HasSecret"], facts["MfaConfiguration"], facts["MfaMethods"]) == (True, "OPTIONAL", ("TOTP",))
    (entry,) = here.vault[1].entries()
    assert here.vault[1].read(entry.entry_id).reveal() == here.client["ClientSecret"]


def test_a_role_with_mfa_is_assumed_at_motos_token_service(pool, tmp_path, monkeypatch):
    here = pool().permanent()
    for name in KEYS:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", here.endpoint)
    role = {**WITH_MFA, "role_arn": "arn:aws:iam::123456789012:role/reader"}  # moto's own account has the user pool
    write_config(tmp_path / "config", source=SOURCE, qa=role)
    codes = {"AWS_MFA": [{"token_code": Secret("123456")}]}  # one: the second run is asked nothing
    for _ in range(2):
        events = here.sign_in("admin_password", codes, profile=here.profile(aws_profile="qa"))
        signed_in(events)
    assert asked(events) == []
    assert codes["AWS_MFA"] == []
