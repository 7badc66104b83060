"""The change as lines of infrastructure code: Amplify Gen 2, CDK, Terraform. Deployed, they keep all other settings.

The code that deploys an app client owns all of its settings, so these fragments name only the one that changes.
"""

import json
from collections.abc import Iterable

from app.auth.app_client_rules import REFRESH
from app.diagnosis.client_change.change import Change
from app.texts import text

# ExplicitAuthFlows values -> members of AuthFlow (aws-cdk-lib/aws-cognito).
CDK_FLOWS = {
    "ALLOW_USER_SRP_AUTH": "userSrp",
    "ALLOW_USER_PASSWORD_AUTH": "userPassword",
    "ALLOW_CUSTOM_AUTH": "custom",
    "ALLOW_USER_AUTH": "user",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH": "adminUserPassword",
}


def amplify(change: Change) -> str:
    """The lines of an Amplify Gen 2 project's `amplify/backend.ts`."""
    return f"""\
{_comment("client_change.comment.amplify")}
import {{ defineBackend }} from '@aws-amplify/backend';
import {{ auth }} from './auth/resource';

const backend = defineBackend({{
  auth,
  {_comment("client_change.comment.others")}
}});

backend.auth.resources.cfnResources.cfnUserPoolClient.explicitAuthFlows = [
{_typescript(change)}
];
"""


def cdk(change: Change) -> str:
    """The lines of a CDK app in TypeScript: by `authFlows` where it can say it, and by the L1 resource always.

    UserPoolClient adds ALLOW_REFRESH_TOKEN_AUTH by itself, and has no members for the values of token exchange.
    """
    exact = f"""\
{_comment("client_change.comment.cdk_exact")}
const cfnClient = userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
cfnClient.explicitAuthFlows = [
{_typescript(change)}
];
"""
    flows = _cdk_flows(change)
    beginning = "import * as cognito from 'aws-cdk-lib/aws-cognito';\n\n"
    if not flows:
        return beginning + exact
    lines = "\n".join(f"    {flow}: true," for flow in flows)
    return f"""\
{beginning}{_comment("client_change.comment.cdk")}
const userPoolClient = new cognito.UserPoolClient(this, 'AppClient', {{
  userPool,
  authFlows: {{
{lines}
  }},
  {_comment("client_change.comment.others")}
}});

{exact}"""


def terraform(change: Change) -> str:
    """The argument of an `aws_cognito_user_pool_client` in Terraform."""
    values = "\n".join(f"    {_hcl(value)}," for value in change.after or (change.value,))
    unknown = "" if change.after else f"    {_comment('client_change.comment.unknown', '#')}\n"
    return f"""\
{_comment("client_change.comment.terraform", "#")}
resource "aws_cognito_user_pool_client" "app" {{
  {_comment("client_change.comment.others", "#")}
  explicit_auth_flows = [
{unknown}{values}
  ]
}}
"""


def _cdk_flows(change: Change) -> list[str]:
    """What `authFlows` has to say; nothing where it cannot say it: its refresh is always on."""
    values = change.after or ()
    without_refresh = [value for value in values if value != REFRESH]
    if REFRESH not in values or not all(value in CDK_FLOWS for value in without_refresh):
        return []
    return [CDK_FLOWS[value] for value in without_refresh]


def _typescript(change: Change) -> str:
    lines = [] if change.after else [f"  {_comment('client_change.comment.unknown')}"]
    return "\n".join((*lines, *_quoted(change.after or (change.value,))))


def _quoted(values: Iterable[str]) -> list[str]:
    return ["  '" + json.dumps(value)[1:-1].replace("'", "\\'") + "'," for value in values]


def _hcl(value: str) -> str:
    return json.dumps(value).replace("${", "$${").replace("%{", "%%{")


def _comment(key: str, mark: str = "//") -> str:
    """A sentence as a comment of one line."""
    return f"{mark} {text(key)}"
