"""What is tried on each server that is not ours: a row of the README's table each.

A scenario fails with an AssertionError where the server does something else, and ends with `Refused` where it says no.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import botocore.session
from botocore.exceptions import ClientError

from app.auth.steps import Ask
from app.auth.tokens import TokenSet
from app.errors import Cancelled
from app.seal import reveal
from app.secret import Secret
from app.transcript import events as events_of
from app.transcript.events import Asked, Called, Ended, Event, SignedIn
from tests.helpers.practice_pool import REGION
from tests.third_party.servers.pool import FLOWS, NEW, PASSWORD, Pool, code_of, finished, signed_in
from tests.third_party.servers.start import CODE, Server

ADDRESS = {"email": "plain@example.com", "email_verified": "true"}
MAIL = {"UserAttributes": [{"Name": name, "Value": value} for name, value in ADDRESS.items()]}
ALL_FLOWS = [*FLOWS, "ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH"]


class Refused(Exception):
    """The server said no to something that the scenario needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A row: what it says, and what it does; it returns "" where all went well, or what the server left out."""

    title: str
    run: Callable[[Server], str | None]


def outcome(scenario: Scenario, server: Server) -> str:
    """Run a scenario and return the table's cell."""
    try:
        return scenario.run(server) or "yes"
    except Refused as refused:
        return f"no: {refused}"
    except ClientError as error:
        return f"no: {error.response['Error']['Code']}"


def _tokens(events: list[Event]) -> TokenSet:
    end = events[-1]
    if isinstance(end, Ended):
        raise Refused(_why(end))
    return signed_in(events)


def _why(end: Ended) -> str:
    """What the server said, or what was no answer of Cognito's."""
    if end.reason == "unexpected":
        return "an empty reply"
    return "an HTTP error without a reason" if end.reason == "failed" else end.code


def _asked(events: list[Event]) -> list[str]:
    return [event.name for event in events if isinstance(event, Asked)][1:]


def _operations(events: list[Event]) -> list[str]:
    return [event.operation for event in events if isinstance(event, Called)]


def user_password(server: Server) -> None:
    _tokens(Pool(server.endpoint).permanent().sign_in("user_password"))


def user_srp(server: Server) -> None:
    _tokens(Pool(server.endpoint).permanent().sign_in("user_srp"))


def wrong_password(flow: str) -> Callable[[Server], str | None]:
    def run(server: Server) -> str | None:
        pool = Pool(server.endpoint).permanent()
        _tokens(pool.sign_in(flow))
        end = pool.sign_in(flow, password=Secret("Wrong1234!"))[-1]
        if isinstance(end, SignedIn):
            return "no: takes any"
        assert isinstance(end, Ended)
        return None if end.code == "NotAuthorizedException" else f"refused: {end.code}"

    return run


def admin_password(server: Server) -> None:
    _tokens(Pool(server.endpoint).permanent().sign_in("admin_password"))


def temporary_password(server: Server) -> None:
    events = Pool(server.endpoint).sign_in("user_password", {"NEW_PASSWORD_REQUIRED": [{"NEW_PASSWORD": NEW}]})
    _tokens(events)
    assert _asked(events) == ["NEW_PASSWORD_REQUIRED"]


def client_secret(server: Server) -> str | None:
    pool = Pool(server.endpoint, secret=True).permanent()
    _tokens(pool.sign_in("user_password"))
    wrong = pool.profile(client_secret=Secret("wrong" * 10))
    end = pool.sign_in("user_password", profile=wrong)[-1]
    return "yes, but takes any hash" if isinstance(end, SignedIn) else None


def authenticator(server: Server) -> str | None:
    pool = Pool(server.endpoint, mfa="OPTIONAL").permanent()
    key = pool.with_authenticator()
    wrong = f"{(int(code_of(key)) + 1) % 1_000_000:06}"
    codes = [lambda: wrong, lambda: code_of(key)]
    events = pool.sign_in(
        "user_password", {"SOFTWARE_TOKEN_MFA": lambda step: {"SOFTWARE_TOKEN_MFA_CODE": codes.pop(0)()}}
    )
    _tokens(events)
    if not _asked(events):
        return "no: not asked for"
    return "yes, but takes any code" if codes else None


def enrolment(flow: str) -> Callable[[Server], str | None]:
    def run(server: Server) -> str | None:
        pool = Pool(server.endpoint, mfa="ON").permanent()

        def set_up(step: Ask) -> dict[str, str]:
            return {"UserCode": code_of(step.params["SecretCode"]), "FriendlyDeviceName": "phone"}

        events = pool.sign_in(flow, {"MFA_SETUP": set_up})
        _tokens(events)
        return None if _asked(events) == ["MFA_SETUP"] else "no: not asked for"

    return run


def refresh(server: Server) -> None:
    pool = Pool(server.endpoint).permanent()
    token = _tokens(pool.sign_in("user_password")).refresh_token
    events = pool.sign_in("refresh", refresh_token=token, from_vault="yes", call="REFRESH_TOKEN_AUTH")
    _tokens(events)
    assert _operations(events) == ["InitiateAuth"]


def rotation(server: Server) -> str | None:
    rotating = {"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}}
    flows = [value for value in FLOWS if value != "ALLOW_REFRESH_TOKEN_AUTH"]
    pool = Pool(server.endpoint, flows=flows, client=rotating).permanent()
    old = _tokens(pool.sign_in("user_password")).refresh_token
    new = _tokens(pool.sign_in("refresh", refresh_token=old, call="GetTokensFromRefreshToken")).refresh_token
    if new is None:
        return "no: the token stays"
    end = pool.sign_in("refresh", refresh_token=old, call="GetTokensFromRefreshToken")[-1]
    return "yes, but takes the old one, too" if isinstance(end, SignedIn) else None


def sign_out(how: str) -> Callable[[Server], str | None]:
    def run(server: Server) -> str | None:
        pool = Pool(server.endpoint).permanent()
        tokens = _tokens(pool.sign_in("user_password"))
        events = pool.sign_in("sign_out", how=how, check_refresh="yes", refresh_token=tokens.refresh_token,
                              access_token=tokens.access_token, id_token=tokens.id_token)  # fmt: skip
        if isinstance(events[-1], Ended):
            raise Refused(_why(events[-1]))
        checks = {(one["token"], one["check"]): one["verdict"] for one in finished(events)["tokens"]}
        works = checks.get(("refresh_token", "refresh")) == "works"
        return "no: the refresh token still works" if works else None

    return run


def signatures(server: Server) -> str | None:
    pool = Pool(server.endpoint).permanent()
    tokens = _tokens(pool.sign_in("user_password"))
    events = pool.sign_in("sign_out", how="forget", check_refresh="no", access_token=tokens.access_token,
                          id_token=tokens.id_token, refresh_token=Secret(""))  # fmt: skip
    rows = [one for one in finished(events)["tokens"] if one["check"] == "signature"]
    wrong = [one["code"] or one["verdict"] for one in rows if one["verdict"] != "valid"]
    return f"no: {wrong[0]}" if wrong else None


ASSUMED = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
TRIGGERS = '''
def handler(event, context):
    rounds, response = event["request"].get("session") or [], event["response"]
    if event["triggerSource"].startswith("Define"):
        last = rounds[-1] if rounds else None
        done = bool(last and last["challengeName"] == "CUSTOM_CHALLENGE" and last["challengeResult"])
        response["issueTokens"], response["failAuthentication"] = done, False
        if not done:
            srp = bool(last and last["challengeName"] == "SRP_A")
            response["challengeName"] = "PASSWORD_VERIFIER" if srp else "CUSTOM_CHALLENGE"
    elif event["triggerSource"].startswith("Create"):
        response["publicChallengeParameters"] = {"question": "1 + 1"}
        response["privateChallengeParameters"] = {"answer": "2"}
    else:
        response["answerCorrect"] = event["request"]["challengeAnswer"] == "2"
    return event
'''


def custom(flow: str) -> Callable[[Server], None]:
    def run(server: Server) -> None:
        triggers = ("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse")
        arn = _function(server)
        pool = Pool(server.endpoint, flows=ALL_FLOWS, LambdaConfig=dict.fromkeys(triggers, arn)).permanent()
        events = pool.sign_in(flow, {"CUSTOM_CHALLENGE": [{"ANSWER": "2"}]})
        _tokens(events)
        assert _asked(events) == ["CUSTOM_CHALLENGE"]

    return run


def _function(server: Server) -> str:
    """Put the triggers' function onto the server and return its ARN; where the server has no Lambda, made up."""
    if server.name != "ministack":
        return "arn:aws:lambda:us-east-1:000000000000:function:triggers"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("triggers.py", TRIGGERS)
    with _api("iam", server) as iam, _api("lambda", server) as functions:
        try:
            role = iam.create_role(RoleName="triggers", AssumeRolePolicyDocument=json.dumps(ASSUMED))["Role"]["Arn"]
            made = functions.create_function(
                FunctionName="triggers", Runtime="python3.12", Handler="triggers.handler", Role=role,
                Code={"ZipFile": packed.getvalue()},
            )  # fmt: skip
        except iam.exceptions.EntityAlreadyExistsException:
            made = functions.get_function(FunctionName="triggers")["Configuration"]
    return str(made["FunctionArn"])


@contextmanager
def _api(service: str, server: Server) -> Iterator[Any]:
    session = boto3.session.Session(botocore_session=botocore.session.Session())
    api = session.client(
        service, endpoint_url=server.endpoint, region_name=REGION, aws_access_key_id="practice",
        aws_secret_access_key="practice",
    )  # fmt: skip
    try:
        yield api
    finally:
        api.close()


def choice(factor: str) -> Callable[[Server], str | None]:
    def run(server: Server) -> str | None:
        policies: dict[str, Any] = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}
        pool = Pool(server.endpoint, flows=ALL_FLOWS, user=MAIL, Policies=policies, UserPoolTier="ESSENTIALS")
        pool.permanent()
        given = {"SELECT_CHALLENGE": [{"ANSWER": factor}], "EMAIL_OTP": [{"EMAIL_OTP_CODE": CODE}]}
        events = pool.sign_in("user_auth", given)
        _tokens(events)
        return None if "SELECT_CHALLENGE" in _asked(events) else "yes, without SELECT_CHALLENGE"

    return run


def devices(server: Server) -> str | None:
    tracking = {"ChallengeRequiredOnNewDevice": False, "DeviceOnlyRememberedOnUserPrompt": False}
    pool = Pool(server.endpoint, DeviceConfiguration=tracking).permanent()
    events = pool.sign_in("user_srp", {"NEW_DEVICE": [{"DeviceName": "here", "confirm": "ConfirmDevice"}]})
    _tokens(events)
    return None if "ConfirmDevice" in _operations(events) else "no: offers none"


def _findings(events: list[Event]) -> Mapping[str, Any]:
    end = events[-1]
    if isinstance(end, Ended):
        codes = [event.code for event in events if isinstance(event, events_of.Refused)]
        raise Refused(codes[-1] if end.reason == "cancelled" and codes else _why(end))
    return finished(events)


class GivesUp:
    """Answers a card once; where it is asked again the server refused, and that is the cell."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __call__(self, step: Ask) -> Mapping[str, Any]:
        if step.refusal is not None:
            raise Cancelled
        return self._values


def sign_up(server: Server) -> str | None:
    pool = Pool(server.endpoint, AutoVerifiedAttributes=["email"])
    card = {"username": "new", "password": Secret(PASSWORD), "email": "new@example.com"}
    code = {"ConfirmationCode": Secret(CODE), "do": "ConfirmSignUp"}
    events = pool.sign_in("sign_up", {"SIGN_UP": GivesUp(card), "CONFIRM_SIGN_UP": GivesUp(code)}, username="new")
    if not _findings(events)["confirmed"]:
        return "no: not confirmed"
    _tokens(pool.sign_in("user_password", username="new"))
    return None if "CONFIRM_SIGN_UP" in _asked(events) else "yes, without a code"


def forgotten(server: Server) -> None:
    pool = Pool(server.endpoint, user=MAIL, AutoVerifiedAttributes=["email"]).permanent()
    card = {"ConfirmationCode": Secret(server.reset_code), "Password": Secret(NEW), "do": "ConfirmForgotPassword"}
    _findings(pool.sign_in("forgot_password", {"CONFIRM_FORGOT_PASSWORD": GivesUp(card)}))
    _tokens(pool.sign_in("user_password", password=Secret(NEW)))


def new_password(server: Server) -> None:
    pool = Pool(server.endpoint).permanent()
    token = _tokens(pool.sign_in("user_password")).access_token
    card = {"PreviousPassword": Secret(PASSWORD), "ProposedPassword": Secret(NEW)}
    _findings(pool.sign_in("change_password", {"CHANGE_PASSWORD": GivesUp(card)}, access_token=token))
    _tokens(pool.sign_in("user_password", password=Secret(NEW)))


def read_user(server: Server) -> str | None:
    pool = Pool(server.endpoint, user=MAIL).permanent()
    token = _tokens(pool.sign_in("user_password")).access_token
    found = _findings(pool.sign_in("get_user", access_token=token))
    said = {each["Name"]: each["Value"] for each in reveal(found["UserAttributes"])}
    return None if said.get("email") == "plain@example.com" else "no: without the attributes"


def set_up_authenticator(server: Server) -> str | None:
    pool = Pool(server.endpoint, mfa="OPTIONAL").permanent()
    token = _tokens(pool.sign_in("user_password")).access_token

    def card(step: Ask) -> dict[str, str]:
        if step.refusal is not None:
            raise Cancelled
        return {"UserCode": code_of(step.params["SecretCode"]), "FriendlyDeviceName": "phone"}

    _findings(pool.sign_in("enrol_totp", {"VERIFY_SOFTWARE_TOKEN": card}, access_token=token))


def lists(server: Server) -> str | None:
    pool = Pool(server.endpoint)
    pools = _findings(pool.sign_in("list_user_pools"))["UserPools"]
    clients = _findings(pool.sign_in("list_app_clients"))["UserPoolClients"]
    found = pool.id in [each["Id"] for each in pools], pool.client["ClientId"] in [each["ClientId"] for each in clients]
    return None if all(found) else "no: not in the list"


def check_client(server: Server) -> str | None:
    pool = Pool(server.endpoint, secret=True, user=MAIL)
    found = _findings(pool.sign_in("check_client"))
    if found["refused"]:
        return f"in part: {', '.join(found['refused'])} refused"
    missing = {"ExplicitAuthFlows", "MfaConfiguration", "HasSecret"} - set(found["facts"])
    return f"in part: without {', '.join(sorted(missing))}" if missing else None


SCENARIOS = (
    Scenario(title="User password", run=user_password),
    Scenario(title="User password: a wrong one is refused", run=wrong_password("user_password")),
    Scenario(title="User SRP", run=user_srp),
    Scenario(title="User SRP: a wrong proof is refused", run=wrong_password("user_srp")),
    Scenario(title="Admin password", run=admin_password),
    Scenario(title="Client secret (`SECRET_HASH`)", run=client_secret),
    Scenario(title="`NEW_PASSWORD_REQUIRED`", run=temporary_password),
    Scenario(title="`SOFTWARE_TOKEN_MFA`", run=authenticator),
    Scenario(title="`MFA_SETUP` after User password", run=enrolment("user_password")),
    Scenario(title="`MFA_SETUP` after User SRP", run=enrolment("user_srp")),
    Scenario(title="Custom: `CUSTOM_CHALLENGE`", run=custom("custom")),
    Scenario(title="Custom, SRP first", run=custom("custom_srp")),
    Scenario(title="Choice: `PASSWORD`", run=choice("PASSWORD")),
    Scenario(title="Choice: `PASSWORD_SRP`", run=choice("PASSWORD_SRP")),
    Scenario(title="Choice: `EMAIL_OTP`", run=choice("EMAIL_OTP")),
    Scenario(title="Refresh: `REFRESH_TOKEN_AUTH`", run=refresh),
    Scenario(title="Refresh: rotation (`GetTokensFromRefreshToken`)", run=rotation),
    Scenario(title="`RevokeToken`", run=sign_out("RevokeToken")),
    Scenario(title="`GlobalSignOut`", run=sign_out("GlobalSignOut")),
    Scenario(title="Sign-up, `ConfirmSignUp`", run=sign_up),
    Scenario(title="`ForgotPassword`, `ConfirmForgotPassword`", run=forgotten),
    Scenario(title="`ChangePassword`", run=new_password),
    Scenario(title="`GetUser`", run=read_user),
    Scenario(title="`AssociateSoftwareToken`, `VerifySoftwareToken`", run=set_up_authenticator),
    Scenario(title="Lists of user pools and app clients", run=lists),
    Scenario(title="App client checked before the sign-in", run=check_client),
    Scenario(title="Tokens verify against the key set", run=signatures),
    Scenario(title="Remembered devices", run=devices),
)
