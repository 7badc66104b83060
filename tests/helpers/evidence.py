"""Runs of every flow and action at the practice pool with secrets that nobody can guess, and a search for them."""

import base64
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

import pyotp

from app.auth.steps import Answer
from app.runs.hold import Release
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.seal import OWN_WORDS, reveal
from app.secret import Secret
from app.transcript.events import Event, Finished, Released, TokensReceived
from app.transcript.recording import Recording, Remark
from tests.helpers.practice_desk import PUBLIC, Desk

DEVICES, CONFIDENTIAL = "practice-devices / public", "practice / confidential"
# Sealed because nothing is known of their names, and yet no secrets: a device's state, this machine's address.
READABLE = OWN_WORDS | {"true", "false", "valid", "remembered", "not_remembered", "127.0.0.1"}
HARMLESS = re.compile(r"[0-9]{1,3}|.{0,3}", re.DOTALL)


@dataclass
class Person:
    """Somebody who is in no list of names."""

    username: str = field(default_factory=lambda: "w" + secrets.token_hex(6))
    password: str = field(default_factory=lambda: "Aa1!" + secrets.token_urlsafe(12))
    email: str = field(default_factory=lambda: f"{secrets.token_hex(5)}@{secrets.token_hex(4)}.example")
    phone: str = field(default_factory=lambda: "+1555" + "".join(secrets.choice("0123456789") for _ in range(7)))
    given_name: str = field(default_factory=lambda: "Given" + secrets.token_hex(4))

    def enter(self, api, pool_id):
        """Put the person into a pool, confirmed."""
        known = {
            "email": self.email, "email_verified": "true", "phone_number": self.phone,
            "phone_number_verified": "true", "given_name": self.given_name,
        }  # fmt: skip
        attributes = [{"Name": name, "Value": value} for name, value in known.items()]
        api.admin_create_user(
            UserPoolId=pool_id, Username=self.username, UserAttributes=attributes, MessageAction="SUPPRESS"
        )
        api.admin_set_user_password(
            UserPoolId=pool_id, Username=self.username, Password=self.password, Permanent=True
        )


class Tour:
    """Runs one flow after the other as a person, and keeps what happened."""

    def __init__(self, pool):
        self.desk = Desk(pool)
        self.person = Person()
        self.recordings: list[Recording] = []
        self.enter("practice")

    def enter(self, pool):
        """Put the person into a pool."""
        api = self.desk.pool.api()
        self.person.enter(api, self.desk.pool.pool_id(pool))
        api.close()

    def run(self, flow, profile=PUBLIC, answers=None, *, gate=None, **values):
        """Run to the end; what an answer lacks is random. `gate` holds its calls."""
        events, chosen = [], self.desk.profiles[profile]

        def answer(step):
            given = (answers or {}).get(step.name, {})
            given = given.pop(0) if isinstance(given, list) else given
            return Answer(values=given(step) if callable(given) else given)

        typed = {"username": self.person.username, "password": Secret(self.person.password), **values}
        request = SignInRequest(profile=chosen, flow=flow, credentials=Answer(values=typed), save=True)
        keeper = ProfileSecrets(self.desk.access, chosen, wanted=True)
        SignIn(request, answers=answer, secrets=keeper, emit=events.append, gate=gate).run()
        noted = Remark(event=1, note=f"{self.person.username} typed {self.person.password}", marked=True)
        self.recordings.append(Recording(run_id=request.run_id, events=tuple(events), remarks=(noted,)))
        return events

    def tokens(self, flow="user_srp", profile=PUBLIC, **more):
        """Sign in; its tokens."""
        events = self.run(flow, profile, **more)
        return next(event.tokens for event in events if isinstance(event, TokensReceived)), events

    def code(self, pool="practice", username=None):
        return self.desk.code(username or self.person.username, pool)


def noise() -> str:
    """Something that nobody else says."""
    return "Zz9!" + secrets.token_urlsafe(9)


def tour(pool) -> Tour:
    """Sign in by every flow and run every action, right and wrong."""
    going = Tour(pool)
    sign_ins(going)
    accounts(going)
    passkeys_and_devices(going)
    held_calls(going)
    last_things(going)
    return going


def sign_ins(going: Tour) -> None:
    """Every flow, with and without a client secret, and the wrong way."""
    for flow in ("user_srp", "user_password", "admin_password"):
        going.run(flow, CONFIDENTIAL, client_metadata={noise(): noise()})
        going.run(flow, password=Secret(noise()))
    for factor in ("PASSWORD", "PASSWORD_SRP"):
        going.run("user_auth", preferred_challenge=factor)
    for name, key in (("EMAIL_OTP", "EMAIL_OTP_CODE"), ("SMS_OTP", "SMS_OTP_CODE")):
        right = [{key: noise()}, lambda step, key=key: {key: going.code()}]
        going.run("user_auth", answers={name: right}, preferred_challenge=name)
    for flow in ("custom", "custom_srp"):
        for rounds in ([noise(), "clock", "footsteps"], [noise(), noise(), noise()]):
            going.run(flow, answers={"CUSTOM_CHALLENGE": [{"ANSWER": each} for each in rounds]})
    going.run("user_srp", username=going.person.email)
    going.run("user_password", username=noise(), password=Secret(noise()))
    tokens, _ = going.tokens()
    going.run("refresh", refresh_token=tokens.refresh_token)
    going.run("refresh", refresh_token=Secret(noise()))
    going.run("examine_refresh", access_token=tokens.access_token)


def accounts(going: Tour) -> None:
    """What a user does for the account, and what others ask about it."""
    access = going.tokens()[0].access_token
    new = Person()
    card = {
        "username": new.username, "password": Secret(new.password), "email": new.email,
        "userAttributes.given_name": new.given_name,
    }  # fmt: skip
    going.run("sign_up", answers={"SIGN_UP": [card], "CONFIRM_SIGN_UP": [{"do": "skip"}]})
    going.run("resend_code", answers={"CONFIRM_SIGN_UP": [{"do": "skip"}]}, username=new.username)
    right = lambda _: {"ConfirmationCode": Secret(going.code(username=new.username))}  # noqa: E731
    confirm = [{"ConfirmationCode": Secret(noise())}, right]
    going.run("confirm_sign_up", answers={"CONFIRM_SIGN_UP": confirm}, username=new.username)
    for action in ("forgot_password", "reset_password"):
        going.run(action, answers={"CONFIRM_FORGOT_PASSWORD": [{"do": "ForgotPassword"}, lambda _: {
            "ConfirmationCode": Secret(going.code()), "Password": Secret(going.person.password)}]})  # fmt: skip
    changed = noise()
    answers = {"CHANGE_PASSWORD": [{
        "PreviousPassword": Secret(going.person.password), "ProposedPassword": Secret(changed)}]}  # fmt: skip
    going.run("change_password", answers=answers, access_token=access)
    going.person.password = changed
    setup = lambda step: {"UserCode": Secret(pyotp.TOTP(step.params["SecretCode"]).now())}  # noqa: E731
    going.run("enrol_totp", answers={"VERIFY_SOFTWARE_TOKEN": [setup]}, access_token=access)
    going.run("mfa_preference", answers={"MFA_PREFERENCE": [
        {"SMS_MFA": "off", "SOFTWARE_TOKEN_MFA": "off", "EMAIL_OTP": "off"}]}, access_token=access)  # fmt: skip
    for action in ("get_user", "user_auth_factors", "passkey_mfa"):
        going.run(action, access_token=access)
    issued = going.tokens()[0]
    going.run("check_tokens", access_token=issued.access_token, id_token=issued.id_token)
    for action in ("look_up_user", "list_user_pools", "list_app_clients"):
        going.run(action)
    going.run("check_client", CONFIDENTIAL)


def passkeys_and_devices(going: Tour) -> None:
    """A passkey and a device: made, used, listed, forgotten."""
    access = going.tokens()[0].access_token
    made = going.run("register_passkey", access_token=access, authenticator="software")
    going.run("user_auth", answers={"WEB_AUTHN": {"authenticator": "software"}}, preferred_challenge="WEB_AUTHN")
    going.run("list_passkeys", access_token=access)
    assert isinstance(made[-1], Finished), made[-1]
    made_id = made[-1].findings["Credentials"][0]["CredentialId"]
    going.run("delete_passkey", access_token=access, CredentialId=getattr(made_id, "reveal", lambda: made_id)())
    going.enter("practice-devices")
    confirm = {"NEW_DEVICE": [{"DeviceName": noise(), "confirm": "ConfirmDevice"}], "REMEMBER_DEVICE": [{}]}
    tokens, _ = going.tokens(profile=DEVICES, answers=confirm)
    key = next(entry for entry in going.desk.vault.entries() if entry.name.startswith("device ")).facts["device_key"]
    going.run("user_srp", DEVICES, device_key=key)
    on_it = {"access_token": tokens.access_token, "DeviceKey": key}
    going.run("list_devices", DEVICES, **on_it)
    going.run("update_device_status", DEVICES, DeviceRememberedStatus="not_remembered", **on_it)
    going.run("forget_device", DEVICES, **on_it)


class Meddler:
    """Holds calls: spoils the first one, drops the second."""

    closed = True

    def __init__(self):
        self.held = 0

    def __call__(self, call):
        self.held += 1
        members = reveal(call.params)
        members["ClientMetadata"] = {noise(): noise()}
        members["AuthParameters" if "AuthParameters" in members else "ChallengeResponses"]["EXTRA"] = noise()
        return Release(params=members, drop=self.held > 1)


def held_calls(going: Tour) -> None:
    """Calls that a person changes and drops."""
    going.run("user_password", CONFIDENTIAL, gate=Meddler())
    events = going.run("user_auth", gate=Meddler(), preferred_challenge="EMAIL_OTP", answers={
        "EMAIL_OTP": [{"EMAIL_OTP_CODE": noise()}]})  # fmt: skip
    assert [event.outcome for event in events if isinstance(event, Released)] == ["edited", "dropped"]


def last_things(going: Tour) -> None:
    """Seed users whose challenges a new user does not meet; then the end of a sign-in."""
    desk = going.desk
    given = {"password": Secret("Practice1!")}
    going.run("user_srp", username="sms", answers={
        "SMS_MFA": [{"SMS_MFA_CODE": "000000"}, lambda _: {"SMS_MFA_CODE": desk.code("sms")}]}, **given)  # fmt: skip
    going.run("user_password", username="new-password", answers={"NEW_PASSWORD_REQUIRED": [
        {"NEW_PASSWORD": noise(), "userAttributes.given_name": noise()}]}, **given)  # fmt: skip

    def set_up(step):
        if step.fields[0].name == "factor":
            return {"factor": "SOFTWARE_TOKEN_MFA"}
        return {"UserCode": desk.authenticator_code("enroll-mfa", "practice-mfa-required")}

    going.run("user_srp", "practice-mfa-required / public", {"MFA_SETUP": set_up}, username="enroll-mfa", **given)
    tokens, _ = going.tokens()
    going.run("sign_out", how="GlobalSignOut", refresh_token=tokens.refresh_token, access_token=tokens.access_token,
              id_token=tokens.id_token, check_refresh="yes")  # fmt: skip


def hidden_in(recordings: Iterable[Recording]) -> set[str]:
    """Every secret of these runs that nobody would say by chance."""
    found = {each for recording in recordings for event in recording.events for each in _secrets(event)}
    return {each for each in found if each not in READABLE and not HARMLESS.fullmatch(each)}


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, Secret):
        yield value.reveal()
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _secrets(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _secrets(each)
    elif isinstance(value, Event) or is_dataclass(value):
        for member in fields(value):  # type: ignore[arg-type]
            yield from _secrets(getattr(value, member.name))


def spilled(written: bytes | str, values: Iterable[str]) -> list[str]:
    """Those values that can be read in a file: as they are, escaped, or in Base64 as tokens have them."""
    text = written.decode() if isinstance(written, bytes) else written
    inner = [_decoded(part) for part in set(re.findall(r"[\w-]{12,}", text))]
    whole = "\n".join([text, *inner]).lower()
    numbers = set(re.findall(r"(?<![0-9.])[0-9]+", whole))  # a code may be within a time, or an id, by chance
    return [
        each for each in values
        if (each in numbers if each.isdecimal() else each.lower() in whole or json.dumps(each)[1:-1].lower() in whole)
    ]  # fmt: skip


def _decoded(part: str) -> str:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""
