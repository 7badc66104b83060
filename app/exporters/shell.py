"""A sign-in for bash: by the AWS CLI, or by curl. python3 does what bash cannot: JSON, HMAC and SRP.

No secret stands on a command line, where every user of the machine could read it: python3 fills requests in from its
environment, and they go on by pipes. The AWS CLI gets one for each option: it reads --cli-input-json more than once.
"""

from collections.abc import Callable, Iterator

from app.exporters.quoting import in_bash
from app.exporters.recipe import Kind, Recipe, Sent
from app.exporters.shell_calls import Body, by_options, by_request
from app.exporters.wording import CLIENT_SECRET, asked_at_once, asked_now, comment, headline, piece

OURS = ("messages", "secret_hash", "srp", "device")  # the pieces of the helper in python3


def aws_cli(recipe: Recipe) -> str:
    """Return the sign-in as a bash script that calls the AWS CLI."""
    options = ['--region "$region"', "--output json", *(['--endpoint-url "$endpoint"'] if recipe.endpoint_url else [])]
    if not recipe.signed:
        options.append("--no-sign-request")
    elif recipe.aws_profile:
        options.append('--profile "$aws_profile"')
    before = [*comment("#", "code.note.options"), f"options=({' '.join(options)})"]
    return _script(recipe, "aws_cli", before, by_options)


def curl(recipe: Recipe) -> str:
    """Return the sign-in as a bash script that calls curl."""
    before: list[str] = []
    if recipe.signed:
        before = [*comment("#", "code.note.keys"), *piece("keys.sh").splitlines(), ""]
    signs = '--aws-sigv4 "aws:amz:$region:cognito-idp" --config <(keys) ' if recipe.signed else ""
    before += [
        *comment("#", "code.note.call"),
        "call() {",
        f'  reply=$(helper fill "$2" | curl --silent --show-error --fail-with-body {signs}\\',
        "    --header 'Content-Type: application/x-amz-json-1.1' \\",
        '    --header "X-Amz-Target: AWSCognitoIdentityProviderService.$1" \\',
        '    --data-binary @- "$endpoint/") || { printf \'%s\\n\' "$reply" >&2; exit 1; }',
        "}",
    ]
    return _script(recipe, "curl", before, by_request)


def _script(recipe: Recipe, tool: str, before: list[str], call: Callable[[Sent], Iterator[str]]) -> str:
    lines = [
        "#!/usr/bin/env bash",
        *headline(recipe, "#", f"{tool}_signed" if tool == "curl" and recipe.signed else tool),
        "set -euo pipefail",
        "",
        *_values(recipe, tool),
        "",
        *comment("#", "code.note.helper"),
        "IFS= read -r -d '' python <<'PYTHON' || true",
        *_helper(recipe),
        "PYTHON",
        'helper() { python3 -c "$python" "$@"; }',
        "",
        *_functions(recipe),
        *before,
        *Body(recipe, call).lines(),
    ]
    return "\n".join(lines) + "\n"


def _values(recipe: Recipe, tool: str) -> list[str]:
    """The variables on top; the helper finds them in its environment."""
    given = {
        "region": recipe.region if tool == "aws_cli" or recipe.signed or not recipe.endpoint_url else "",
        "endpoint": recipe.endpoint_url,
        "aws_profile": recipe.aws_profile if tool == "aws_cli" and recipe.signed else "",
        "user_pool_id": recipe.user_pool_id,
        "client_id": recipe.client_id,
        "username": recipe.username,
        "device_group_key": recipe.device_group_key,
        **recipe.texts(),
    }
    lines = [f"{name}={in_bash(value)}" for name, value in given.items() if value or name == "username"]
    if tool == "curl" and not recipe.endpoint_url:
        lines.insert(1, 'endpoint="https://cognito-idp.$region.amazonaws.com"')
    return ["set -o allexport", *lines, "reply='' session='' challenge='' secret_hash=''", "set +o allexport"]


def _helper(recipe: Recipe) -> list[str]:
    """The helper's pieces that this sign-in needs, as one program: its imports once, and first."""
    kinds, operations = recipe.kinds(), recipe.operations()
    wanted = {
        "secret_hash": Kind.SECRET_HASH in kinds,
        "srp": Kind.SRP_A in kinds or "ConfirmDevice" in operations,
        "device": "ConfirmDevice" in operations,
    }
    imports, lines = {"import sys"}, [""]
    for name in OURS:
        if not wanted.get(name, True):
            continue
        for line in piece(f"{name}.py").splitlines():
            if line.startswith("import "):
                imports.add(line)
            elif not line.startswith("from ") and (line or lines[-1]):
                lines.append(line)
        lines.append("")
    return [*sorted(imports), *lines, "print(globals()[sys.argv[1]](*sys.argv[2:]))"]


def _functions(recipe: Recipe) -> Iterator[str]:
    if asked_at_once(recipe) or any(asked_now(sent) for sent in recipe.sent):
        yield from comment("#", "code.note.ask")
        yield from (*piece("ask.sh").splitlines(), "")
    if Kind.SECRET_HASH in recipe.kinds():
        yield "hashed() {"
        yield f'  secret_hash=$(helper secret_hash "$username" "$client_id" {CLIENT_SECRET})'
        yield from ("}", "")
    if len(recipe.sent) > 1:
        yield from comment("#", "code.note.heard")
        yield "heard() {"
        yield from (f"  {line}" for line in piece("heard.sh").splitlines())
        yield from (["  hashed"] if Kind.SECRET_HASH in recipe.kinds() else [])
        yield from ("}", "")
    if any(sent.brought for sent in recipe.sent[:-1]):
        yield from (*piece("expect.sh").splitlines(), "")
