"""The change that turns a flow on: its list, what is said about it, and its code, checked by structure."""

import ast
import re
import subprocess

import pytest

from app.diagnosis.app_client.known import Known
from app.diagnosis.client_change import CHANGES, Place, change, notes, offered
from app.diagnosis.client_change.scripts import not_for_update
from app.diagnosis.seen import Seen
from tests.helpers.programs import require_program

SRP, PASSWORD, CUSTOM = "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH"
REFRESH, CHOICE, ADMIN = "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"
PLACE = Place(region="eu-west-1", user_pool_id="eu-west-1_Example1", client_id="abc123")
ROTATING = {"RefreshTokenRotation": {"Feature": "ENABLED"}}


def wanted(value, *given, place=PLACE, **known):
    return change(Known(explicit_auth_flows=known.pop("explicit_auth_flows", given), **known), value, place)


def quoted(code):
    return re.findall(r"""['"]([A-Z_]*AUTH[A-Z_]*)['"]""", code)


def test_what_is_off_or_unknown_is_offered():
    assert offered(Known(explicit_auth_flows=(SRP, REFRESH))) == (PASSWORD, CUSTOM, CHOICE, ADMIN)
    assert offered(Known()) == (SRP, PASSWORD, CUSTOM, CHOICE, ADMIN, REFRESH)
    assert offered(Known(seen=Seen(flows={SRP: True, PASSWORD: False}))) == (PASSWORD, CUSTOM, CHOICE, ADMIN, REFRESH)


@pytest.mark.parametrize(
    ("given", "value", "known", "parts"),
    [
        ((SRP,), PASSWORD, {}, [f"Add {PASSWORD}. The whole list is then {SRP}, {PASSWORD}."]),
        ((), ADMIN, {}, ["No value is set now", f"{REFRESH}, {SRP}, {CUSTOM}, {ADMIN}."]),
        (("ADMIN_NO_SRP_AUTH",), PASSWORD, {},
         [f"{REFRESH}, {SRP}, {ADMIN}, {PASSWORD}", "Legacy values cannot stand beside", "USER_PASSWORD_AUTH could"]),
        (("CUSTOM_AUTH_FLOW_ONLY",), SRP, {}, ["also forbids every other sign-in"]),
        ((SRP,), CHOICE, {"facts": {"UserPoolTier": "LITE"}}, ["Lite tier, where Cognito refuses ALLOW_USER_AUTH"]),
        ((SRP,), PASSWORD, {"facts": ROTATING}, ["ALLOW_REFRESH_TOKEN_AUTH is left out"]),
        ((SRP,), REFRESH, {"facts": ROTATING}, ["or turn rotation off first"]),
    ],
)  # fmt: skip
def test_what_is_said_about_a_change(given, value, known, parts):
    words = " ".join(notes(wanted(value, *given, **known)))
    for part in parts:
        assert part in words


def test_where_the_setting_is_unknown_or_not_so_any_more_nothing_is_said_of_a_whole_list():
    for found in (
        wanted(PASSWORD, explicit_auth_flows=None),
        wanted(PASSWORD, PASSWORD, seen=Seen(flows={PASSWORD: False})),
    ):
        assert found.after is None
        assert "Which ones they are is not known here" in notes(found)[0]


def test_a_rotating_client_gets_no_refresh_value_and_no_change_for_it():
    assert wanted(PASSWORD, SRP, REFRESH, facts=ROTATING).after == (SRP, PASSWORD)
    assert not wanted(REFRESH, SRP, facts=ROTATING).possible
    assert wanted(REFRESH, SRP).possible


@pytest.mark.parametrize("name", ["amplify", "cdk", "terraform"])
@pytest.mark.parametrize(
    ("value", "given", "facts"),
    [(PASSWORD, (SRP, REFRESH), {}), (CHOICE, (), {}), (ADMIN, ("USER_PASSWORD_AUTH",), {}), (SRP, (ADMIN,), ROTATING)],
)
def test_infrastructure_code_is_balanced_and_has_the_whole_list(name, value, given, facts):
    asked = wanted(value, *given, facts=facts)
    code = CHANGES[name](asked)
    assert all(code.count(opening) == code.count(closing) for opening, closing in ("()", "[]", "{}"))
    assert tuple(quoted(code)) == asked.after


def test_where_the_list_is_unknown_the_value_stands_after_a_comment_for_the_rest():
    for name, mark in (("amplify", "//"), ("cdk", "//"), ("terraform", "#")):
        code = CHANGES[name](wanted(PASSWORD, explicit_auth_flows=None))
        assert quoted(code) == [PASSWORD]
        assert re.search(rf"\[\n\s*{mark} .*\n\s*['\"]{PASSWORD}['\"],\n\s*\]", code)


def test_cdk_says_it_by_auth_flows_only_where_they_can_say_it():
    plain = CHANGES["cdk"](wanted(PASSWORD, SRP, REFRESH))
    assert re.search(r"authFlows: \{\s+userSrp: true,\s+userPassword: true,\s+\}", plain)
    for flows, facts in (((SRP, REFRESH), ROTATING), ((SRP, REFRESH, "ALLOW_TOKEN_EXCHANGE_DELEGATION"), {})):
        assert "authFlows" not in CHANGES["cdk"](wanted(PASSWORD, *flows, facts=facts))


@pytest.mark.parametrize("name", ["amplify", "cdk"])
def test_node_can_read_the_typescript(name, tmp_path):
    """Fragments with one type assertion: without it they are JavaScript."""
    node = require_program("node", apt="nodejs")
    code = CHANGES[name](wanted(PASSWORD, SRP, REFRESH)).replace(" as cognito.CfnUserPoolClient", "")
    script = tmp_path / "fragment.mjs"
    script.write_text(code)
    done = subprocess.run([node, "--check", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_boto3_script_is_python_and_reads_before_it_writes():
    place = Place(
        region="eu-west-1", user_pool_id="eu-west-1_Example1", client_id="abc123", aws_profile='od"d',
        endpoint_url="http://127.0.0.1:9/",
    )  # fmt: skip
    code = CHANGES["boto3"](wanted(PASSWORD, place=place))
    texts = [node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]
    assert {'od"d', "http://127.0.0.1:9/", "eu-west-1_Example1", "abc123", PASSWORD} <= set(texts)
    assert code.index("describe_user_pool_client") < code.index("update_user_pool_client")
    assert "practice" not in code


def test_the_command_leaves_out_what_an_update_does_not_take():
    assert set(not_for_update()) >= {"ClientSecret", "CreationDate", "LastModifiedDate"}
    code = CHANGES["aws_cli"](wanted(PASSWORD))
    assert all(f'"{member}"' in code for member in not_for_update())
    shell = require_program("sh", apt="dash")
    assert subprocess.run([shell, "-n"], input=code, text=True, check=False).returncode == 0
