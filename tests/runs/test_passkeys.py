"""Passkeys against the practice pool: registered, listed, used, deleted; and what goes wrong on the way, by name."""

import logging
import threading
import time

import pytest

from app.auth.steps import Answer
from app.diagnosis.messages import explain_end
from app.errors import Cancelled, VaultError, VaultTrouble
from app.runs.passkeys import authenticators
from app.runs.practice_profiles import practice_profiles
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets, VaultAccess
from app.seal import reveal
from app.secret import Secret
from app.transcript.events import (
    Asked,
    Called,
    Ended,
    Finished,
    NotSaved,
    PasskeyGiven,
    PasskeyMissed,
    PasskeyWanted,
    Removed,
    Replied,
    Saved,
    SignedIn,
    TokensReceived,
)
from app.vault.backends import Choice
from app.vault.keyring_vault import KeyringVault
from app.vault.memory_vault import MemoryVault
from tests.helpers.practice_pool import PASSWORD, practice_pool
from tests.helpers.runs_of import memory_access
from tests.passkeys.ctap_device import EmulatedKey
from tests.vault.faulty import FaultyBackend

USER = "passkey"
PUBLIC = "practice / public-all"
CONFIDENTIAL = "practice / confidential"
REQUIRED, SECURED = "practice-mfa-required / public", "enroll-mfa"
WEB_AUTHN = {"preferred_challenge": "WEB_AUTHN"}


@pytest.fixture(scope="module")
def running():
    """One practice pool for all tests of this module."""
    with practice_pool() as pool:
        yield pool


class Desk:
    """Signs in and manages passkeys at the practice pool, as a script."""

    def __init__(self, pool, access=None):
        self.pool = pool
        self.profiles = {profile.name: profile for profile in practice_profiles(pool.announced)}
        self.access = access or memory_access()[0]
        self.events = []
        self.hook = lambda event: None

    def run(self, flow, profile=PUBLIC, answers=None, **values):
        """Run to the end; `answers` by the question's name: a mapping, a list that is used up, or who gives it."""
        self.prepared(flow, profile, answers, **values).run()
        return self.events

    def prepared(self, flow, profile=PUBLIC, answers=None, **values):
        """A run that has not begun."""
        chosen = self.profiles[profile]
        request = SignInRequest(profile=chosen, flow=flow, credentials=Answer(values=values), save=False)
        events = self.events = []

        def answer(step):
            given = (answers or {})[step.name]
            given = given.pop(0) if isinstance(given, list) else given
            if isinstance(given, Exception):
                raise given
            given = given(step) if callable(given) else given
            return Answer(values=given, at=time.time())

        def emit(event):
            events.append(event)
            self.hook(event)

        keeper = ProfileSecrets(self.access, chosen, wanted=False)
        return SignIn(request, answers=answer, secrets=keeper, emit=emit)

    def token(self, profile=PUBLIC, username=USER):
        """An access token of the user, by password."""
        events = self.run("user_srp", profile, username=username, password=Secret(PASSWORD))
        return tokens_of(events).access_token

    def register(self, token=None, **values):
        """Register a passkey of the software authenticator."""
        return self.run("register_passkey", access_token=token or self.token(), authenticator="software", **values)

    def sign_in(self, profile=PUBLIC, **answer):
        """Sign in with a passkey."""
        answers = {"WEB_AUTHN": [{"authenticator": "software", **answer}]}
        return self.run("user_auth", profile, answers, username=USER, **WEB_AUTHN)

    def kept(self):
        """The names of the passkeys in the vault."""
        return [entry.name for entry in self.access.entries() if entry.name.startswith("passkey ")]


@pytest.fixture
def desk(running):
    """A desk at a practice pool as the seed has it."""
    running.control("reset")
    return Desk(running)


def tokens_of(events):
    assert isinstance(events[-1], SignedIn), events[-1]
    return next(event.tokens for event in events if isinstance(event, TokensReceived))


def found(events):
    assert isinstance(events[-1], Finished), events[-1]
    return reveal(events[-1].findings)["Credentials"]


def offers(events):
    """The AvailableChallenges of each reply of the sign-in."""
    return [list(reveal(event.body).get("AvailableChallenges", ())) for event in events if isinstance(event, Replied)]


def ended(events):
    assert isinstance(events[-1], Ended), events[-1]
    return events[-1].reason, events[-1].code


def calls(events):
    return [event.operation for event in events if isinstance(event, Called)]


def test_a_passkey_is_registered_listed_used_and_deleted(desk):
    token = desk.token()
    (passkey,) = found(desk.register(token))
    assert calls(desk.events) == [
        "StartWebAuthnRegistration",
        "CompleteWebAuthnRegistration",
        "ListWebAuthnCredentials",
    ]
    assert passkey["RelyingPartyId"] == "localhost"
    assert desk.kept() == [f"passkey {passkey['CredentialId']}"]
    assert found(desk.run("list_passkeys", access_token=token)) == [passkey]
    assert tokens_of(desk.sign_in()).refresh_token
    assert found(desk.run("delete_passkey", access_token=token, CredentialId=passkey["CredentialId"])) == []
    assert desk.kept() == []


def test_the_answer_to_a_passkeys_challenge_carries_the_credential_as_text(desk):
    desk.register()
    events = desk.sign_in()
    answered = reveal([event for event in events if isinstance(event, Called)][-1].params)
    assert answered["ChallengeResponses"]["CREDENTIAL"].startswith('{"id":"')
    assert [event.name for event in events if isinstance(event, Asked)] == ["CREDENTIALS", "WEB_AUTHN"]


def test_the_credential_that_is_registered_travels_as_an_object(desk):
    events = desk.register()
    sent = next(event for event in events if isinstance(event, Called) and event.operation.startswith("Complete"))
    assert reveal(sent.params)["Credential"]["response"]["transports"] == ["internal"]


def test_a_passkey_signs_in_at_every_app_client_of_the_pool(desk):
    desk.register()
    assert tokens_of(desk.sign_in(CONFIDENTIAL))


def test_a_passkey_may_also_be_answered_with_the_choice(desk):
    desk.register()
    tokens_of(desk.sign_in(answer_as="SELECT_CHALLENGE"))
    answered = [event for event in desk.events if isinstance(event, Called)][-1]
    assert answered.params["ChallengeName"] == "SELECT_CHALLENGE"


@pytest.fixture
def secured(desk):
    """A user of the pool with required MFA, who has set an address up: the access token."""
    pool_id = desk.profiles[REQUIRED].user_pool_id
    answers = {
        "MFA_SETUP": [{"factor": "EMAIL_OTP"}, {"EMAIL": "enroll-mfa@example.com"}],
        "EMAIL_OTP": lambda step: {"EMAIL_OTP_CODE": desk.pool.code(pool_id, SECURED)},
    }
    events = desk.run("user_srp", REQUIRED, answers, username=SECURED, password=Secret(PASSWORD))
    return tokens_of(events).access_token


def test_a_passkey_that_counts_as_mfa_takes_the_place_of_both_factors(desk, secured):
    begin = {"username": SECURED, "password": Secret(PASSWORD), **WEB_AUTHN}
    found(desk.run("register_passkey", REQUIRED, access_token=secured, authenticator="software"))
    answers = {"SELECT_CHALLENGE": [Cancelled()], "WEB_AUTHN": {"authenticator": "software"}}
    assert ended(desk.run("user_auth", REQUIRED, answers, **begin))[0] == "cancelled"
    assert offers(desk.events) == [["PASSWORD_SRP", "PASSWORD"]]
    switched = desk.run("passkey_mfa", REQUIRED, access_token=secured, passkey_mfa="on")
    assert reveal(switched[-1].findings)["ConfiguredUserAuthFactors"] == ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]
    assert tokens_of(desk.run("user_auth", REQUIRED, answers, **begin))
    assert offers(desk.events) == [["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"], []]
    desk.run("passkey_mfa", REQUIRED, access_token=secured, passkey_mfa="off")
    answers["SELECT_CHALLENGE"] = [Cancelled()]
    assert ended(desk.run("user_auth", REQUIRED, answers, **begin))[0] == "cancelled"


def test_where_a_passkey_is_one_factor_only_it_cannot_count_as_mfa(desk):
    token = desk.token()
    desk.register(token)
    assert ended(desk.run("passkey_mfa", access_token=token, passkey_mfa="on")) == (
        "refused", "InvalidParameterException",
    )


def test_the_passkey_is_told_on_the_timeline_and_its_secrets_are_not(desk, caplog):
    caplog.set_level(logging.DEBUG)
    registered = list(desk.register())
    wanted = next(event for event in registered if isinstance(event, PasskeyWanted))
    assert (wanted.purpose, wanted.authenticator, wanted.origin, wanted.rp_id) == (
        "create",
        "software",
        "https://localhost",
        "localhost",
    )
    assert any(isinstance(event, Saved) and event.name.startswith("passkey ") for event in registered)
    events = registered + desk.sign_in()
    given = [event for event in events if isinstance(event, PasskeyGiven)]
    assert [event.purpose for event in given] == ["create", "get"]
    (entry,) = desk.access.entries()
    key = desk.access.read(entry.entry_id).reveal()
    shown = repr(events) + caplog.text
    hidden = [key, key[60:90], reveal(given[1].credential)["response"]["signature"]]
    assert [secret for secret in hidden if secret in shown] == []


def test_a_second_passkey_on_the_same_authenticator_is_refused_by_it(desk):
    token = desk.token()
    found(desk.register(token))
    assert ended(desk.register(token)) == ("passkey", "exists")
    assert len(desk.kept()) == 1


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1", "https://localhost.evil.example", "localhost", "http://x"]
)
def test_an_origin_of_another_relying_party_ends_it_before_the_authenticator_and_cognito_are_asked(origin, desk):
    events = desk.register(origin=origin)
    assert ended(events) == ("passkey", "relying_party")
    assert calls(events) == ["StartWebAuthnRegistration"]
    assert desk.kept() == []
    assert explain_end(events[-1]).what


def test_a_passkey_that_cognito_does_not_take_is_forgotten(desk, running):
    token = desk.token()
    desk.hook = lambda event: isinstance(event, PasskeyWanted) and running.control("clock", {"offset": 600})
    try:
        events = desk.register(token)
    finally:
        running.control("clock", {"offset": 0})
    assert ended(events)[:2] == ("refused", "WebAuthnChallengeNotFoundException")
    assert any(isinstance(event, Removed) and event.count == 1 for event in events)
    assert desk.kept() == []


def test_a_host_below_the_relying_party_signs_in_with_any_port(desk, running):
    with_relying_party(running, "practice.example")
    desk.register(origin="https://sub.practice.example:8443")
    assert tokens_of(desk.sign_in(origin="https://practice.example"))


def test_a_passkey_of_another_relying_party_is_not_offered(desk, running):
    desk.register()
    with_relying_party(running, "practice.example")
    events = desk.run("user_auth", answers={"SELECT_CHALLENGE": Cancelled()}, username=USER, **WEB_AUTHN)
    assert ended(events) == ("cancelled", "")
    assert not any(isinstance(event, PasskeyWanted) for event in events)


def test_without_the_passkeys_key_the_question_comes_again_and_says_why(desk, running):
    desk.register()
    elsewhere = Desk(running)
    answers = {"WEB_AUTHN": [{"authenticator": "software"}, Cancelled()]}
    events = elsewhere.run("user_auth", answers=answers, username=USER, **WEB_AUTHN)
    assert ended(events) == ("cancelled", "")
    asked = [event for event in events if isinstance(event, Asked) and event.name == "WEB_AUTHN"]
    assert [event.refusal for event in asked] == ["", "no_passkey"]
    missed = next(event for event in events if isinstance(event, PasskeyMissed))
    assert (missed.purpose, missed.trouble) == ("get", "no_passkey")


def test_where_the_keyring_cannot_keep_the_key_it_stays_in_memory_and_signs_in(running):
    class Refusing(MemoryVault):
        def keep(self, entry, secret):
            raise VaultError(VaultTrouble.NO_BACKEND)

    running.control("reset")
    desk = Desk(running, VaultAccess(Refusing))
    events = desk.register()
    assert any(isinstance(event, NotSaved) and event.in_memory for event in events)
    assert tokens_of(desk.sign_in())


class Keyring(dict):
    """A keyring's backend in memory."""

    def set_password(self, service, account, value):
        self[service, account] = value

    def get_password(self, service, account):
        return self.get((service, account))

    def delete_password(self, service, account):
        del self[service, account]


def test_no_private_key_is_in_the_index_on_disk(running, tmp_path):
    running.control("reset")
    vault = KeyringVault(tmp_path, lambda: Choice(backend=FaultyBackend(Keyring())), limit=164)
    desk = Desk(running, VaultAccess(lambda: vault))
    desk.register()
    (entry,) = desk.access.entries()
    key = desk.access.read(entry.entry_id).reveal()
    written = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.json"))
    assert entry.facts["credential_id"] in written
    assert key[60:90] not in written


def test_the_software_authenticator_and_security_keys_are_at_hand_on_every_system():
    assert authenticators()[:2] == ("software", "security_key")


def test_an_authenticator_that_nobody_has_is_named(desk):
    events = desk.run("register_passkey", access_token=desk.token(), authenticator="telepathy")
    assert ended(events) == ("passkey", "unsupported")


def with_relying_party(running, rp_id):
    api = running.api()
    settings = {"RelyingPartyId": rp_id, "UserVerification": "preferred"}
    pool = running.pool_id()
    api.set_user_pool_mfa_config(UserPoolId=pool, WebAuthnConfiguration=settings)
    api.close()


def test_cancel_ends_the_wait_for_a_security_key_and_says_cancelled(desk, monkeypatch):
    key = EmulatedKey(touch="never")
    monkeypatch.setattr("app.passkeys.security_key.usb_keys", lambda: [key])
    token = desk.token()
    run = desk.prepared("register_passkey", access_token=token, authenticator="security_key")
    canceller = threading.Thread(target=lambda: key.waits.wait(10) and run.abort())
    canceller.start()
    run.run()
    canceller.join()
    assert ended(desk.events) == ("cancelled", "")
    assert key.closed


def test_a_security_keys_pin_is_asked_for_on_the_timeline_and_cannot_be_read_there(desk, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("app.passkeys.security_key.usb_keys", lambda: [EmulatedKey(pin="hunter22")])
    pins = {"PIN": [{"pin": Secret("hunter2-wrong")}, {"pin": Secret("hunter22")}]}
    token = desk.token()
    events = desk.run("register_passkey", answers=pins, access_token=token, authenticator="security_key")
    assert found(events)[0]["AuthenticatorTransports"] == ["usb"]
    asked = [event for event in events if isinstance(event, Asked) and event.name == "PIN"]
    assert [(event.refusal, event.params["attempts"]) for event in asked] == [("", "8"), ("pin", "7")]
    assert "hunter2" not in repr(events) + caplog.text
    assert desk.kept() == []


def test_a_security_key_with_a_pin_is_registered_and_signs_in(desk, monkeypatch):
    key = EmulatedKey(pin="123456")
    monkeypatch.setattr("app.passkeys.security_key.usb_keys", lambda: [key])
    answers = {"PIN": [{"pin": Secret("123456")} for _ in range(2)], "WEB_AUTHN": {"authenticator": "security_key"}}
    found(desk.run("register_passkey", answers=answers, access_token=desk.token(), authenticator="security_key"))
    assert tokens_of(desk.run("user_auth", answers=answers, username=USER, **WEB_AUTHN))
    assert [event.name for event in desk.events if isinstance(event, Asked)] == ["CREDENTIALS", "WEB_AUTHN", "PIN"]


def test_a_security_key_that_is_not_there_asks_again_and_the_software_signs(desk, monkeypatch):
    monkeypatch.setattr("fido2.hid.list_descriptors", list)
    desk.register()
    answers = {"WEB_AUTHN": [{"authenticator": "security_key"}, {"authenticator": "software"}]}
    assert tokens_of(desk.run("user_auth", answers=answers, username=USER, **WEB_AUTHN))
    assert [event.trouble for event in desk.events if isinstance(event, PasskeyMissed)] == ["no_authenticator"]


def test_a_passkey_that_a_practice_pool_before_this_one_knew_is_replaced(desk, running):
    (before,) = found(desk.register())
    running.control("reset")
    (after,) = found(desk.register())
    assert before["CredentialId"] != after["CredentialId"]
    assert desk.kept() == [f"passkey {after['CredentialId']}"]
    assert [event.count for event in desk.events if isinstance(event, Removed)] == [1]
