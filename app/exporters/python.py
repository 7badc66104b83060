"""A sign-in for Python: by boto3, or by pycognito's own class as far as that goes.

SRP is pycognito's in both. What its class Cognito has no method for is done with the boto3 client that it holds.
"""

import re
from collections.abc import Iterator, Mapping

from app.exporters.pycognito_ways import native
from app.exporters.quoting import in_python
from app.exporters.recipe import Kind, Members, Recipe, Sent, Value
from app.exporters.wording import (
    CLIENT_SECRET,
    DEVICE_PASSWORD,
    DEVICE_SRP,
    DEVICE_VERIFIER,
    PASSWORD,
    VERIFIER,
    asked_at_once,
    comment,
    headline,
    needs_password,
    outcome_note,
    piece,
    user_srp,
)

EXPRESSIONS = {
    Kind.CLIENT_ID: "client_id", Kind.USER_POOL_ID: "user_pool_id", Kind.USERNAME: "username",
    Kind.SESSION: 'reply["Session"]', Kind.SECRET_HASH: "secret_hash(username)", Kind.PASSWORD: "password",
    Kind.CLIENT_SECRET: "client_secret",
    Kind.SECRET_BLOCK: 'proof["PASSWORD_CLAIM_SECRET_BLOCK"]', Kind.SIGNATURE: 'proof["PASSWORD_CLAIM_SIGNATURE"]',
    Kind.TIMESTAMP: 'proof["TIMESTAMP"]', Kind.ACCESS_TOKEN: 'tokens["AccessToken"]',
    Kind.NEW_DEVICE_KEY: 'new_device["DeviceKey"]', Kind.VERIFIER: 'kept["PasswordVerifier"]',
    Kind.SALT: 'kept["Salt"]',
}  # fmt: skip


def boto3(recipe: Recipe) -> str:
    """Return the sign-in as a Python script that uses boto3."""
    maker = "boto3.client("
    if recipe.aws_profile and recipe.signed:
        maker = "boto3.Session(profile_name=aws_profile).client("
    arguments = ['"cognito-idp"', "region_name=region", *_client_options(recipe)]
    client = ["cognito = " + maker, *(f"    {each}," for each in arguments), ")"]
    return _script(recipe, "boto3", client, list(_calls(recipe)))


def pycognito(recipe: Recipe) -> str:
    """Return the sign-in as a Python script that uses pycognito."""
    own = native(recipe)
    client = [*_user(recipe)]
    if own:
        return _script(recipe, "pycognito", client, own, native=True)
    client += ["", *comment("#", "code.note.no_method"), "cognito = user.client"]
    return _script(recipe, "pycognito", client, list(_calls(recipe)))


def _user(recipe: Recipe) -> Iterator[str]:
    yield "user = Cognito("
    yield "    user_pool_id,"
    yield "    client_id,"
    yield "    user_pool_region=region,"
    yield "    username=username,"
    if CLIENT_SECRET in asked_at_once(recipe):
        yield "    client_secret=client_secret,"
    if recipe.signed and recipe.aws_profile:
        yield "    session=boto3.Session(profile_name=aws_profile),"
    if not recipe.signed:
        yield "    botocore_config=Config(signature_version=UNSIGNED),"
    if recipe.endpoint_url:
        yield '    boto3_client_kwargs={"endpoint_url": endpoint_url},'
    yield ")"


def _client_options(recipe: Recipe) -> Iterator[str]:
    if recipe.endpoint_url:
        yield "endpoint_url=endpoint_url"
    if not recipe.signed:
        yield "config=Config(signature_version=UNSIGNED)"


def _script(recipe: Recipe, tool: str, client: list[str], body: list[str], *, native: bool = False) -> str:
    at_once = asked_at_once(recipe)
    lines = [
        *headline(recipe, "#", tool),
        *_imports("\n".join([*client, *body])),
        "",
        *_values(recipe),
        "",
        "",
        *_functions(recipe, native=native),
        *([f"client_secret = ask({in_python(CLIENT_SECRET)})"] if CLIENT_SECRET in at_once else []),
        *([f"password = ask({in_python(PASSWORD)})"] if needs_password(recipe) else []),
        *client,
        "",
        *body,
    ]
    return "\n".join(lines) + "\n"


def _values(recipe: Recipe) -> Iterator[str]:
    """The variables on top; nothing of the person's stands anywhere else."""
    given = {
        "region": recipe.region,
        "endpoint_url": recipe.endpoint_url,
        "aws_profile": recipe.aws_profile if recipe.signed else "",
        "user_pool_id": recipe.user_pool_id,
        "client_id": recipe.client_id,
        "username": recipe.username,
        "device_group_key": recipe.device_group_key,
        **recipe.texts(),
    }
    yield from (f"{name} = {in_python(value)}" for name, value in given.items() if value or name == "username")


def _imports(rest: str) -> Iterator[str]:
    """Import what the rest of the script names."""
    hashes = "secret_hash(" in rest
    yield from (["import base64", "import hashlib", "import hmac"] if hashes else [])
    yield from (["import json"] if "json." in rest else [])
    yield "import os"
    yield "from getpass import getpass"
    yield ""
    yield from (["import boto3"] if "boto3." in rest else [])
    yield from (["from botocore import UNSIGNED", "from botocore.config import Config"] if "UNSIGNED" in rest else [])
    yield from (["from pycognito import Cognito"] if "Cognito(" in rest else [])
    srp = [name for name in ("AWSSRP", "generate_hash_device") if f"{name}(" in rest]
    yield from ([f"from pycognito.aws_srp import {', '.join(srp)}"] if srp else [])
    raised = sorted(set(re.findall(r"except (\w+)", rest)))
    yield from ([f"from pycognito.exceptions import {', '.join(raised)}"] if raised else [])


def _functions(recipe: Recipe, *, native: bool) -> Iterator[str]:
    yield from _function("ask")
    if native:
        return
    if Kind.SECRET_HASH in recipe.kinds():
        yield from _function("secret_hash")
    if len(recipe.sent) > 1:
        yield from _function("returned")
    if any(sent.brought for sent in recipe.sent[:-1]):
        yield from _function("expect")


def _function(name: str) -> list[str]:
    """Return one function of the pieces for Python."""
    whole = piece("functions.py")
    found = re.search(rf"^def {name}\(.*?(?=^\S|\Z)", whole, re.MULTILINE | re.DOTALL)
    assert found is not None, name
    return [*found.group().rstrip().splitlines(), "", ""]


def _calls(recipe: Recipe) -> Iterator[str]:
    """The calls, one after the other, each with what has to be asked or computed before it."""
    if user_srp(recipe):
        yield "srp = AWSSRP(username, password, user_pool_id, client_id, client=cognito)"
    if DEVICE_SRP in recipe.challenges() or DEVICE_VERIFIER in recipe.challenges():
        yield "device = AWSSRP("
        yield '    username, "", user_pool_id, client_id, client=cognito, device_key=device_key,'
        yield f"    device_group_key=device_group_key, device_password=ask({in_python(DEVICE_PASSWORD)}),"
        yield ")"
    last = recipe.sent[-1]
    for sent in recipe.sent:
        yield from outcome_note(recipe, "#") if sent is last else ()
        yield from _before(sent)
        stays = sent.operation in ("ConfirmDevice", "UpdateDeviceStatus")  # its reply is not what the rest reads
        yield f"{'' if stays else 'reply = '}cognito.{_snake(sent.operation)}("
        yield from _arguments(sent)
        yield ")"
        yield from _after(sent, is_last=sent is last)
        yield ""
    yield from _end(recipe)


def _before(sent: Sent) -> Iterator[str]:
    if Kind.SIGNATURE in sent.kinds():
        yield from comment("#", "code.note.proof")
        if sent.challenge == VERIFIER:
            yield 'proof = srp.process_challenge(reply["ChallengeParameters"], {"USERNAME": username})'
        else:
            yield 'proof = device.process_device_challenge(reply["ChallengeParameters"])'
    if sent.operation == "ConfirmDevice":
        yield from comment("#", "code.note.new_device")
        yield 'new_device = tokens["NewDeviceMetadata"]'
        yield 'device_password, kept = generate_hash_device(new_device["DeviceGroupKey"], new_device["DeviceKey"])'
    if Kind.PASSKEY in sent.kinds():
        yield from comment("#", "code.note.passkey_shell")
        yield 'print(reply["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"], flush=True)'


def _after(sent: Sent, *, is_last: bool) -> Iterator[str]:
    if sent.operation == "AssociateSoftwareToken":
        yield from comment("#", "code.note.enrol")
        yield 'print("SecretCode:", reply["SecretCode"], flush=True)'
    if sent.brought and not is_last:
        yield f"expect(reply, {in_python(sent.brought)})"
        yield "username = returned(reply, username)"
    if sent.tokens:
        yield 'tokens = reply["AuthenticationResult"]'


def _end(recipe: Recipe) -> Iterator[str]:
    has_tokens = any(sent.tokens for sent in recipe.sent)
    shown = "tokens" if has_tokens else '{name: reply[name] for name in reply if name != "ResponseMetadata"}'
    if "ConfirmDevice" in recipe.operations():
        yield from comment("#", "code.note.device_kept")
        yield f'print("device_key, device_group_key, {DEVICE_PASSWORD}:")'
        yield 'print(new_device["DeviceKey"], new_device["DeviceGroupKey"], device_password)'
    yield f"print(json.dumps({shown}, indent=2))"


def _arguments(sent: Sent) -> Iterator[str]:
    """The members of a call, as keyword arguments."""
    for name, member in sent.members.items():
        if isinstance(member, Value):
            yield f"    {name}={_expression(member, sent)},"
        else:
            yield f"    {name}={{"
            yield from _members(member, sent)
            yield "    },"


def _members(members: Members | Mapping[str, Value], sent: Sent) -> Iterator[str]:
    for name, value in members.items():
        assert isinstance(value, Value), name
        yield f"        {in_python(name)}: {_expression(value, sent)},"


def _expression(value: Value, sent: Sent) -> str:
    if value.kind is Kind.WORD:
        return in_python(value.text)
    if value.kind is Kind.SRP_A:
        return f'f"{{{"device" if sent.challenge == DEVICE_SRP else "srp"}.large_a_value:x}}"'
    if value.kind in (Kind.TEXT, Kind.DEVICE_KEY):
        return value.name
    return EXPRESSIONS.get(value.kind) or f"ask({in_python(value.variable)})"


def _snake(operation: str) -> str:
    """Return an operation as boto3 spells it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
