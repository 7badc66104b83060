"""The change as scripts that make it: AWS CLI and boto3. Both read the app client as it is when they run.

UpdateUserPoolClient sets whatever it is not given back to its default (API reference). So each script gives it all
that DescribeUserPoolClient has, but for what the update does not take, and only then changes ExplicitAuthFlows.
"""

import json
import shlex
from functools import cache

from app.auth.app_client_rules import CUSTOM_ONLY, DEFAULT, LEGACY, REFRESH
from app.diagnosis.client_change.change import Change
from app.texts import text

MADE_UP_KEYS = "practice"  # the practice pool takes any

# The rules of app/auth/app_client_rules.py once more, for a machine that has no more than Python.
_RULES = f"""\
DEFAULT = {json.dumps(DEFAULT)}
REPLACED_BY = {json.dumps(LEGACY, indent=4)}


def flows_with(client, value):
    flows = list(client.get("ExplicitAuthFlows") or DEFAULT)
    legacy = [flow for flow in flows if flow in REPLACED_BY]
    if legacy:
        flows = ["{REFRESH}"] if "{CUSTOM_ONLY}" in legacy else DEFAULT[:2]
        flows = flows + [REPLACED_BY[flow] for flow in legacy]
    if client.get("RefreshTokenRotation", {{}}).get("Feature") == "ENABLED":
        flows = [flow for flow in flows if flow != "{REFRESH}"]
    return flows if value in flows else [*flows, value]
"""


@cache
def not_for_update() -> tuple[str, ...]:
    """The members that DescribeUserPoolClient gives and UpdateUserPoolClient does not take (service model)."""
    from botocore.loaders import Loader  # takes its time, and most windows never show this

    shapes = Loader().load_service_model("cognito-idp", "service-2")["shapes"]
    given, taken = (shapes[name]["members"] for name in ("UserPoolClientType", "UpdateUserPoolClientRequest"))
    return tuple(sorted(set(given) - set(taken)))


def boto3(change: Change) -> str:
    """The change by boto3."""
    place = change.place
    session = f"profile_name={json.dumps(place.aws_profile)}" if place.aws_profile else ""
    reach = ['"cognito-idp"', f"region_name={json.dumps(place.region)}"]
    if place.endpoint_url:
        reach.append(f"endpoint_url={json.dumps(place.endpoint_url)}")
    if place.practice:
        reach += [f'aws_access_key_id="{MADE_UP_KEYS}"', f'aws_secret_access_key="{MADE_UP_KEYS}"']
    lines = ",\n    "
    return f"""\
{_comment("client_change.comment.script", change)}
import boto3

{_RULES}

cognito = boto3.Session({session}).client(
    {lines.join(reach)},
)
client = cognito.describe_user_pool_client(
    UserPoolId={json.dumps(place.user_pool_id)}, ClientId={json.dumps(place.client_id)}
)["UserPoolClient"]
{_comment("client_change.comment.carried", change)}
taken = cognito.meta.service_model.operation_model("UpdateUserPoolClient").input_shape.members
settings = {{name: value for name, value in client.items() if name in taken}}
settings["ExplicitAuthFlows"] = flows_with(client, {json.dumps(change.value)})
cognito.update_user_pool_client(**settings)
print("ExplicitAuthFlows:", ", ".join(settings["ExplicitAuthFlows"]))
"""


def aws_cli(change: Change) -> str:
    """The change by the AWS CLI in a POSIX shell; Python, which the CLI itself may need, changes the one setting."""
    place = change.place
    reach = {"region": place.region, "endpoint-url": place.endpoint_url, "profile": place.aws_profile}
    which = {"user-pool-id": place.user_pool_id, "client-id": place.client_id}
    describe = _command("describe-user-pool-client", **reach, **which, query="UserPoolClient", output="json")
    shown = {"query": "UserPoolClient.ExplicitAuthFlows", "output": "json"}  # the answer has the secret, too
    update = _command("update-user-pool-client", **reach, **shown)
    keys = f"export AWS_ACCESS_KEY_ID={MADE_UP_KEYS} AWS_SECRET_ACCESS_KEY={MADE_UP_KEYS}\n" if place.practice else ""
    return f"""\
{_comment("client_change.comment.script", change)}
{_comment("client_change.comment.carried", change)}
{keys}settings=$({describe} | python3 -c '
import json
import sys

{_RULES}

client = json.load(sys.stdin)
client["ExplicitAuthFlows"] = flows_with(client, sys.argv[1])
for name in {json.dumps(not_for_update())}:
    client.pop(name, None)
json.dump(client, sys.stdout)
' {change.value}) && {update} --cli-input-json "$settings"
"""


def _command(operation: str, **options: str) -> str:
    """A command with an option on each line; those without a value are left out."""
    given = (f"--{name} {shlex.quote(value)}" for name, value in options.items() if value)
    return " \\\n    ".join((f"aws cognito-idp {operation}", *given))


def _comment(key: str, change: Change) -> str:
    """A sentence as lines of a comment."""
    return "\n".join(f"# {line}" for line in text(key, value=change.value).splitlines())
