"""The scripts of the page Code, run: each does at the practice pool what the recorded sign-in did.

Swift cannot run here: tests/exporters looks at its text. Each tool runs all its sign-ins at once, a few at a time.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from app.exporters.recipe import Recipe
from app.runs.recipe import recipe
from app.secret import Secret
from tests.helpers.little_server import little_server, says
from tests.helpers.practice_desk import PUBLIC, Desk, signed_in
from tests.helpers.practice_pool import PASSWORD, PracticePool, practice_pool
from tests.helpers.programs import require_program
from tests.helpers.script_runs import Done, Late, Running, authenticator, message, run_script
from tests.helpers.soft_authenticator import SoftAuthenticator
from tests.third_party.test_javascript import INSTALLED, node

__all__ = ["node"]  # the fixture

CONFIDENTIAL, ENROL = "practice / confidential", "practice-mfa-required / public"
OPT_IN, DEVICES = "practice-devices-opt-in / public", "practice-devices / public"
SECRET = "practice0secret0protects0nothing0000000000000000001"
SHELLS, PYTHONS, AMPLIFY = ("aws_cli", "curl"), ("boto3", "pycognito"), ("amplify_js",)
WIRE, ALL = SHELLS + PYTHONS, SHELLS + PYTHONS + AMPLIFY
QUICK, QUICK_WIRE = ("curl", *PYTHONS, *AMPLIFY), ("curl", *PYTHONS)  # without the AWS CLI, which is slow to start
AT_ONCE = 4


@dataclass(frozen=True, kw_only=True)
class Case:
    """A sign-in: how it is recorded, what the scripts are given, which tools have a way for it."""

    flow: str
    user: str
    profile: str = PUBLIC
    answers: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    late: Sequence[Late] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    tools: tuple[str, ...] = ALL
    name: str = ""  # of the user, where another was typed


def inbox(key: str, user: str) -> Callable[[Desk], Callable[[Any], dict[str, str]]]:
    """Answer a challenge of the recorded sign-in with the newest code."""
    return lambda desk: lambda step: {key: desk.code(user)}


def totp(key: str, user: str, pool: str = "practice") -> Callable[[Desk], Callable[[Any], dict[str, str]]]:
    """Answer a challenge of the recorded sign-in with what the authenticator shows."""
    return lambda desk: lambda step: {key: desk.authenticator_code(user, pool)}


def given(*answers: dict[str, Any]) -> Callable[[Desk], list[dict[str, Any]]]:
    """Answer a challenge of the recorded sign-in, round by round."""
    return lambda desk: [dict(answer) for answer in answers]


def enrol(desk: Desk) -> Callable[[Any], dict[str, str]]:
    """Set up an authenticator in the recorded sign-in."""

    def answer(step: Any) -> dict[str, str]:
        if step.fields[0].name == "factor":
            return {"factor": "SOFTWARE_TOKEN_MFA"}
        code = desk.authenticator_code("enroll-mfa", "practice-mfa-required")
        return {"UserCode": code, "FriendlyDeviceName": "it's a phone"}

    return answer


ROUNDS = given({"ANSWER": Secret("clock")}, {"ANSWER": Secret("footsteps")})
IN_ROUNDS = {"COGNITO_ANSWER": "clock", "COGNITO_ANSWER_2": "footsteps"}
NEW = {"NEW_PASSWORD": Secret("Practice2!"), "userAttributes.given_name": "New"}
IN_NEW = {"COGNITO_NEW_PASSWORD": "Practice3!", "COGNITO_GIVEN_NAME": "O'New"}
NOTHING = Secret("")

CASES = {
    "srp by alias, with a secret hash": Case(
        flow="user_srp", user="plain@example.com", profile=CONFIDENTIAL, name="plain", tools=WIRE,
    ),
    "srp": Case(flow="user_srp", user="plain", tools=QUICK),
    "srp, then a code by text message": Case(
        flow="user_srp", user="sms", answers={"SMS_MFA": inbox("SMS_MFA_CODE", "sms")}, late=[message("SMS", "sms")],
    ),
    "a code by e-mail": Case(
        flow="user_password", user="email", profile=CONFIDENTIAL, tools=QUICK_WIRE,
        answers={"EMAIL_OTP": inbox("EMAIL_OTP_CODE", "email")}, late=[message("EMAIL", "email")],
    ),
    "srp, then an authenticator's code": Case(
        flow="user_srp", user="totp", answers={"SOFTWARE_TOKEN_MFA": totp("SOFTWARE_TOKEN_MFA_CODE", "totp")},
        late=[authenticator("totp")],
    ),
    "a second factor is chosen": Case(
        flow="user_password", user="choose-mfa",
        answers={
            "SELECT_MFA_TYPE": given({"ANSWER": "SOFTWARE_TOKEN_MFA"}),
            "SOFTWARE_TOKEN_MFA": totp("SOFTWARE_TOKEN_MFA_CODE", "choose-mfa"),
        },
        late=[authenticator("choose-mfa")],
    ),
    "a new password and a missing attribute": Case(
        flow="user_password", user="new-password", answers={"NEW_PASSWORD_REQUIRED": given(NEW)}, env=IN_NEW,
    ),
    "an authenticator is set up": Case(
        flow="user_password", user="enroll-mfa", profile=ENROL, answers={"MFA_SETUP": enrol},
        late=[authenticator("enroll-mfa", "practice-mfa-required")],
    ),
    "codes by e-mail are set up": Case(
        flow="user_password", user="enroll-email", profile=ENROL,
        answers={
            "MFA_SETUP": given({"factor": "EMAIL_OTP"}, {"EMAIL": "enroll@example.com"}),
            "EMAIL_OTP": lambda desk: lambda step: {
                "EMAIL_OTP_CODE": desk.code("enroll-email", "practice-mfa-required"),
            },
        },
        env={"COGNITO_EMAIL": "enroll@example.com"},
        late=[message("EMAIL", "enroll-email", "practice-mfa-required")],
    ),
    "custom rounds": Case(flow="custom", user="custom", answers={"CUSTOM_CHALLENGE": ROUNDS}, env=IN_ROUNDS),
    "custom rounds after srp": Case(
        flow="custom_srp", user="custom", profile=CONFIDENTIAL, answers={"CUSTOM_CHALLENGE": ROUNDS}, env=IN_ROUNDS,
        tools=WIRE,
    ),
    "a password is chosen": Case(
        flow="user_auth", user="plain", answers={"SELECT_CHALLENGE": given({"ANSWER": "PASSWORD"})}, tools=QUICK,
    ),
    "a proved password is chosen": Case(
        flow="user_auth", user="plain", profile=CONFIDENTIAL, tools=WIRE,
        answers={"SELECT_CHALLENGE": given({"ANSWER": "PASSWORD_SRP", "answer_as": "ITSELF"})},
    ),
    "a proved password is preferred": Case(
        flow="user_auth", user="plain", values={"preferred_challenge": "PASSWORD_SRP"}, tools=QUICK,
    ),
    "a code by e-mail is chosen": Case(
        flow="user_auth", user="otp-only", values={"password": NOTHING},
        answers={
            "SELECT_CHALLENGE": given({"ANSWER": "EMAIL_OTP"}), "EMAIL_OTP": inbox("EMAIL_OTP_CODE", "otp-only"),
        },
        late=[message("EMAIL", "otp-only")],
    ),
    "a code by text message is preferred": Case(
        flow="user_auth", user="otp-only", values={"password": NOTHING, "preferred_challenge": "SMS_OTP"},
        answers={"SMS_OTP": inbox("SMS_OTP_CODE", "otp-only")}, late=[message("SMS", "otp-only")],
    ),
    "admin": Case(flow="admin_password", user="plain@example.com", profile=CONFIDENTIAL, name="plain", tools=WIRE),
    "with metadata": Case(
        flow="user_password", user="plain", values={"client_metadata": {"it's $HOME": "x", '"': "y"}},
        env={"COGNITO_METADATA_IT_S_HOME": "$(date)", "COGNITO_METADATA": "'\""},
    ),
    "a new device": Case(
        flow="user_srp", user="device-opt-in", profile=OPT_IN,
        answers={
            "SOFTWARE_TOKEN_MFA": totp("SOFTWARE_TOKEN_MFA_CODE", "device-opt-in", "practice-devices-opt-in"),
            "NEW_DEVICE": given({"DeviceName": "Somebody's \"desk\"", "confirm": "ConfirmDevice"}),
            "REMEMBER_DEVICE": given({"DeviceRememberedStatus": "remembered"}),
        },
        late=[authenticator("device-opt-in", "practice-devices-opt-in")],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def running() -> Any:
    with practice_pool() as pool:
        yield pool


def prepare(pool: PracticePool) -> None:
    """The practice pool as the seed has it, with one user more."""
    pool.control("reset")
    api, pool_id = pool.api(), pool.pool_id("practice-mfa-required")
    api.admin_create_user(UserPoolId=pool_id, Username="enroll-email", MessageAction="SUPPRESS")
    api.admin_set_user_password(UserPoolId=pool_id, Username="enroll-email", Password=PASSWORD, Permanent=True)
    api.close()


@pytest.fixture(scope="module")
def recipes(running: PracticePool) -> dict[str, Recipe]:
    """What was recorded, by the name of its case."""
    prepare(running)
    desk = Desk(running)
    found = {}
    for name, case in CASES.items():
        answers = {challenge: answer(desk) for challenge, answer in case.answers.items()}
        events = desk.sign_in(case.flow, case.user, case.profile, answers, **case.values)
        signed_in(events)
        made = recipe(desk.profiles[case.profile], case.flow, events)
        assert made is not None
        found[name] = made
    return found


@pytest.fixture(scope="module")
def finished(running, recipes, tmp_path_factory, request) -> Callable[[str], dict[str, Done]]:
    """Run all cases of a tool, once, a few at a time."""
    done: dict[str, dict[str, Done]] = {}

    def run_all(tool: str) -> dict[str, Done]:
        if tool not in done:
            where = needs(tool, request)
            prepare(running)

            mine = {name: tmp_path_factory.mktemp("run") for name, case in CASES.items() if tool in case.tools}

            def run(name: str) -> Done:
                case = CASES[name]
                env = {"COGNITO_CLIENT_SECRET": SECRET, **case.env}
                return run_script(tool, recipes[name], running, mine[name], late=case.late, env=env, **where)

            with ThreadPoolExecutor(AT_ONCE) as pool:
                done[tool] = dict(zip(mine, pool.map(run, mine), strict=True))
        return done[tool]

    return run_all


def needs(tool: str, request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a tool needs of the machine: skipped by name without it."""
    if tool == "curl":
        require_program("curl", apt="curl")
    if tool in AMPLIFY:
        return {"node": request.getfixturevalue("node"), "beside": INSTALLED}
    return {}


@pytest.mark.parametrize(
    ("tool", "name"), [(tool, name) for tool in ALL for name, case in CASES.items() if tool in case.tools]
)
def test_a_script_signs_in_as_the_recorded_sign_in_did(tool, name, finished):
    case = CASES[name]
    assert finished(tool)[name].signed_in_as() == (case.name or case.user)


def recorded(desk: Desk, *of: Any, **values: Any) -> Recipe:
    """Sign in at a desk and return the recipe of that."""
    flow, user, profile, *answers = of
    events = desk.sign_in(flow, user, profile, *answers, **values)
    made = recipe(desk.profiles[profile], flow, events)
    assert made is not None
    return made


@pytest.fixture
def desk(running: PracticePool) -> Desk:
    """A desk at a practice pool as the seed has it."""
    prepare(running)
    return Desk(running)


@pytest.mark.parametrize("tool", WIRE)
@pytest.mark.parametrize("call", ["REFRESH_TOKEN_AUTH", "GetTokensFromRefreshToken"])
def test_a_script_renews_tokens_by_the_recorded_call(call, tool, desk, running, tmp_path):
    token = signed_in(desk.sign_in("user_srp", "plain", CONFIDENTIAL)).refresh_token
    made = recorded(desk, "refresh", "plain", CONFIDENTIAL, refresh_token=token, call=call)
    env = {"COGNITO_CLIENT_SECRET": SECRET, "COGNITO_REFRESH_TOKEN": token.reveal()}
    assert run_script(tool, made, running, tmp_path, env=env).signed_in_as() == "plain"


def test_curl_signs_as_botocore_does(recipes, running, tmp_path):
    require_program("curl", apt="curl")
    with little_server(says({"AuthenticationResult": {}})) as server:
        made = replace(recipes["admin"], endpoint_url=server.url)
        keys = {"AWS_SESSION_TOKEN": "a token", "COGNITO_CLIENT_SECRET": SECRET}
        assert run_script("curl", made, running, tmp_path, env=keys).status == 0
    (got,) = server.received
    assert got.headers["x-amz-security-token"] == "a token"
    signed = re.search("SignedHeaders=([^,]+)", got.headers["authorization"])
    assert signed
    assert {"host", "x-amz-date", "x-amz-security-token", "x-amz-target"} <= set(signed[1].split(";"))
    headers = {name: got.headers[name] for name in signed[1].split(";")}
    request = AWSRequest("POST", server.url + "/", data=got.body, headers=headers)
    request.context["timestamp"] = headers["x-amz-date"]
    signer = SigV4Auth(Credentials("practice", "practice"), "cognito-idp", "us-east-1")
    wanted = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    assert got.headers["authorization"].endswith(f"Signature={wanted}")


@pytest.mark.parametrize("tool", WIRE)
def test_a_script_signs_in_as_a_device_that_proves_itself(tool, desk, running, tmp_path):
    code = {"SOFTWARE_TOKEN_MFA": totp("SOFTWARE_TOKEN_MFA_CODE", "device", "practice-devices")(desk)}
    new = {"NEW_DEVICE": [{"DeviceName": "Desk", "confirm": "ConfirmDevice"}]}
    signed_in(desk.sign_in("user_srp", "device", DEVICES, code | new))
    (kept,) = (entry for entry in desk.vault.entries() if entry.name.startswith("device "))
    made = recorded(desk, "user_srp", "device", DEVICES, {}, device=kept.facts["device_key"])
    assert made.challenges()[-1] == "DEVICE_PASSWORD_VERIFIER"
    env = {"COGNITO_DEVICE_PASSWORD": desk.vault.read(kept.entry_id).reveal()}
    assert run_script(tool, made, running, tmp_path, env=env).signed_in_as() == "device"


@pytest.mark.parametrize("tool", ALL)
def test_a_sign_in_that_was_refused_is_refused_again(tool, desk, running, tmp_path, request):
    made = recorded(desk, "user_srp", "plain", PUBLIC, {}, password=Secret("Wrong123!"))
    done = run_script(tool, made, running, tmp_path, env={"COGNITO_PASSWORD": "Wrong123!"}, **needs(tool, request))
    assert done.status != 0
    assert "NotAuthorizedException" in done.text
    assert "Incorrect username or password." in done.text


@pytest.mark.parametrize("tool", WIRE)
def test_a_script_hands_the_options_to_an_authenticator_and_takes_its_answer(tool, desk, running, tmp_path):
    access = signed_in(desk.sign_in("user_srp", "passkey")).access_token.reveal()
    desk.sign_in("register_passkey", "passkey", PUBLIC, {}, access_token=Secret(access), authenticator="software")
    answers = {"WEB_AUTHN": [{"authenticator": "software"}]}
    made = recorded(desk, "user_auth", "passkey", PUBLIC, answers, preferred_challenge="WEB_AUTHN")
    assert made.challenges() == ("WEB_AUTHN",)
    browser, api = SoftAuthenticator(), running.api()
    options = api.start_web_authn_registration(AccessToken=access)["CredentialCreationOptions"]
    api.complete_web_authn_registration(AccessToken=access, Credential=browser.create(options))
    api.close()

    def signed(script: Running) -> str:
        shown = [line for line in script.text().splitlines() if line.startswith("{") and line.endswith("}")]
        return json.dumps(browser.get(json.loads(shown[0]))) if shown else ""

    assert run_script(tool, made, running, tmp_path, late=[signed]).signed_in_as() == "passkey"
