"""The scripts as texts: hostile values, what a tool has no way for, and Swift, which cannot run here.

tests/third_party runs the scripts of the other five tools.
"""

import ast
import os
import re
import subprocess
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exporters.quoting import in_bash, in_javascript, in_python, in_swift
from app.exporters.recipe import Kind, Value
from app.exporters.scripts import SCRIPTS, TOOLS
from app.texts import has_text, text
from tests.exporters.recipes import PASSWORD, answer, asked, begin, by_srp, of, word
from tests.exporters.test_quoting import HOSTILE
from tests.helpers.programs import require_program

QUOTE = {
    "aws_cli": in_bash, "curl": in_bash, "boto3": in_python, "pycognito": in_python, "amplify_swift": in_swift,
    "amplify_js": in_javascript,
}  # fmt: skip
BASH, PYTHON = ("aws_cli", "curl"), ("boto3", "pycognito")
CHOSEN = st.one_of(st.text(min_size=1), st.sampled_from([each for each in HOSTILE if each]))
MARK = "mark0of0the0test"


def test_the_tools_stand_in_their_order_and_each_says_what_it_needs():
    assert list(SCRIPTS) == list(TOOLS) == ["aws_cli", "boto3", "pycognito", "curl", "amplify_swift", "amplify_js"]
    assert all(has_text(f"code.needs.{tool}") for tool in TOOLS)


@pytest.mark.parametrize("tool", SCRIPTS)
@given(hostile=CHOSEN)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_a_hostile_user_name_stands_between_quotes_and_nowhere_else(tool, hostile):
    written = QUOTE[tool]
    marked = SCRIPTS[tool](by_srp(username=MARK))
    assert marked.count(MARK) == 1
    assert SCRIPTS[tool](by_srp(username=hostile)) == marked.replace(written(MARK), written(hostile))


@pytest.mark.parametrize("tool", ["aws_cli", "curl", "boto3", "pycognito"])
@pytest.mark.parametrize("member", ["endpoint_url", "region", "aws_profile", "user_pool_id", "client_id"])
def test_nothing_of_a_profile_breaks_out_either(tool, member):
    hostile = "'\"; except Evil: json. $(date) `x` Cognito( \\"
    made = of("admin_password", begin("ADMIN_USER_PASSWORD_AUTH", PASSWORD=PASSWORD))
    marked = SCRIPTS[tool](replace(made, **{member: MARK}))
    written = QUOTE[tool]
    assert SCRIPTS[tool](replace(made, **{member: hostile})) == marked.replace(written(MARK), written(hostile))


@pytest.mark.parametrize("tool", SCRIPTS)
def test_hostile_keys_words_and_names_leave_a_script_that_can_be_read(tool):
    evil = "'; \"$(touch x)\"\n\\`"
    made = of(
        "custom",
        begin("CUSTOM_AUTH", evil, **{evil: asked(Kind.ANSWER, "value")}),
        answer("CUSTOM_CHALLENGE", evil, DeviceName=Value(kind=Kind.TEXT, name="device_name", text=evil)),
        replace(answer("CUSTOM_CHALLENGE", evil, ANSWER=asked(Kind.ANSWER, "answer")), tokens=False),
    )
    script = SCRIPTS[tool](made)
    assert not [line for line in script.splitlines() if line.startswith(("; ", "'; ", "`"))]
    parse(tool, script)


@pytest.mark.parametrize("tool", [*BASH, *PYTHON])
def test_each_script_can_be_read_by_its_language(tool):
    parse(tool, SCRIPTS[tool](by_srp(username="O'Neill \"$HOME\"", endpoint_url="https://example.com")))


def parse(tool: str, script: str) -> None:
    """Let the language read a script without running it; Swift and JavaScript are looked at only."""
    if tool in BASH:
        bash = require_program("bash", apt="bash")
        done = subprocess.run([bash, "-n"], input=script.encode(), capture_output=True, check=False, timeout=20)
        assert (done.returncode, done.stderr) == (0, b"")
        ast.parse(script.split("<<'PYTHON' || true\n")[1].split("\nPYTHON\n")[0])
    elif tool in PYTHON:
        ast.parse(script)


def test_a_signed_curl_script_ends_before_its_first_call_where_the_aws_keys_are_missing():
    bash = require_program("bash", apt="bash")
    script = SCRIPTS["curl"](of("admin_password", begin("ADMIN_USER_PASSWORD_AUTH", PASSWORD=PASSWORD)))
    keyless = {"PATH": os.environ["PATH"], "COGNITO_PASSWORD": "p", "AWS_ACCESS_KEY_ID": "only-one"}
    done = subprocess.run(
        [bash, "-c", "curl() { echo called >&2; }\n" + script],
        env=keyless, capture_output=True, check=False, timeout=20,
    )  # fmt: skip
    assert done.returncode != 0
    assert b"AWS_SECRET_ACCESS_KEY" in done.stderr
    assert b"called" not in done.stderr


@pytest.mark.parametrize("tool", ["amplify_js", "amplify_swift"])
@pytest.mark.parametrize(
    ("why", "recipe"),
    [
        ("admin_password", of("admin_password", begin("ADMIN_USER_PASSWORD_AUTH", PASSWORD=PASSWORD))),
        ("refresh", of("refresh", begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=asked(Kind.TOKEN, "refresh_token")))),
        ("challenge", of("custom", begin("CUSTOM_AUTH", "TOMORROW"), answer("TOMORROW"))),
    ],
)
def test_what_amplify_has_no_way_for_is_said_in_a_sentence(why, recipe, tool):
    assert SCRIPTS[tool](recipe) == text(f"code.cannot.{tool}.{why}") + "\n"
    assert TOOLS[tool].why_not(recipe) == text(f"code.cannot.{tool}.{why}")


def test_a_client_secret_is_for_swift_and_not_for_javascript():
    recipe = by_srp(has_secret=True)
    assert SCRIPTS["amplify_js"](recipe) == text("code.cannot.amplify_js.client_secret") + "\n"
    assert '"AppClientSecret": .string(ask("COGNITO_CLIENT_SECRET")),' in SCRIPTS["amplify_swift"](recipe)


@pytest.mark.parametrize(
    ("flow", "name"),
    [
        ("user_srp", ".userSRP"), ("user_password", ".userPassword"), ("custom_srp", ".customWithSRP"),
        ("custom", ".customWithoutSRP"), ("user_auth", ".userAuth(preferredFirstFactor: nil)"),
    ],
)  # fmt: skip
def test_swift_begins_with_the_flow_by_its_name(flow, name):
    script = SCRIPTS["amplify_swift"](of(flow, begin("X", PASSWORD=PASSWORD)))
    assert f"let options = AWSAuthSignInOptions(authFlowType: {name})\n" in script
    assert "options: AuthSignInRequest.Options(pluginOptions: options))" in script
    assert ("password: password," in script) == (flow not in ("custom", "user_auth"))
    assert script.count("(") == script.count(")")
    assert script.count("[") == script.count("]")
    assert script.count("{") == script.count("}")


def test_swift_answers_in_the_order_of_the_recorded_sign_in():
    recipe = of(
        "user_auth",
        begin("USER_AUTH", "SELECT_CHALLENGE"),
        answer("SELECT_CHALLENGE", "PASSWORD_VERIFIER", ANSWER=word("PASSWORD_SRP"), SRP_A=Value(kind=Kind.SRP_A)),
        answer("PASSWORD_VERIFIER", "SELECT_MFA_TYPE"),
        answer("SELECT_MFA_TYPE", "SOFTWARE_TOKEN_MFA", ANSWER=word("SOFTWARE_TOKEN_MFA")),
        answer("SOFTWARE_TOKEN_MFA", SOFTWARE_TOKEN_MFA_CODE=asked(Kind.CODE, "software_token_mfa_code")),
    )
    answers = re.findall(r"confirmSignIn\(challengeResponse: (.*)\)\n", SCRIPTS["amplify_swift"](recipe))
    assert answers == [
        "AuthFactorType.passwordSRP.challengeResponse", 'ask("COGNITO_PASSWORD")', "MFAType.totp.challengeResponse",
        'ask("COGNITO_SOFTWARE_TOKEN_MFA_CODE")',
    ]  # fmt: skip


def test_swift_prefers_a_factor_and_says_what_a_passkey_wants():
    recipe = of("user_auth", begin("USER_AUTH", "WEB_AUTHN", PREFERRED_CHALLENGE=word("WEB_AUTHN")),
                answer("WEB_AUTHN", CREDENTIAL=asked(Kind.PASSKEY, "credential")))  # fmt: skip
    script = SCRIPTS["amplify_swift"](recipe)
    assert "authFlowType: .userAuth(preferredFirstFactor: .webAuthn))" in script
    assert "associated domain" in script
    assert "browser" in SCRIPTS["amplify_js"](recipe)


def test_swift_sets_a_new_password_with_its_attributes():
    recipe = of(
        "user_password",
        begin("USER_PASSWORD_AUTH", "NEW_PASSWORD_REQUIRED", PASSWORD=PASSWORD),
        answer("NEW_PASSWORD_REQUIRED", NEW_PASSWORD=asked(Kind.NEW_PASSWORD, "new_password"),
               **{"userAttributes.given_name": asked(Kind.ANSWER, "given_name")}),
    )  # fmt: skip
    script = SCRIPTS["amplify_swift"](recipe)
    assert 'AuthUserAttribute(.unknown("given_name"), value: ask("COGNITO_GIVEN_NAME")),' in script
    assert 'challengeResponse: ask("COGNITO_NEW_PASSWORD"),' in script


def test_an_aws_profile_signs_the_admin_flow_alone():
    admin = of("admin_password", begin("ADMIN_USER_PASSWORD_AUTH", PASSWORD=PASSWORD), aws_profile="dev")
    assert '--profile "$aws_profile"' in SCRIPTS["aws_cli"](admin)
    assert "boto3.Session(profile_name=aws_profile)" in SCRIPTS["boto3"](admin)
    assert "--aws-sigv4" in SCRIPTS["curl"](admin)
    plain = by_srp(aws_profile="dev")
    assert all("aws_profile" not in SCRIPTS[tool](plain) for tool in SCRIPTS)
    assert "--no-sign-request" in SCRIPTS["aws_cli"](plain)
    assert "UNSIGNED" in SCRIPTS["boto3"](plain)


def test_cognitos_own_endpoint_is_named_only_where_it_has_to_be():
    assert "https://cognito-idp.$region.amazonaws.com" in SCRIPTS["curl"](by_srp())
    for tool in ("aws_cli", "boto3", "pycognito", "amplify_swift", "amplify_js"):
        assert "endpoint" not in SCRIPTS[tool](by_srp()).lower(), tool
