"""Amplify's files as app clients: amplify_outputs.json (Gen 2), the mobile and web files of Gen 1, Amplify.configure.

Which member means what is in the wire reference, from Amplify's own readers of these files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.profiles.amplify_flows import FLOW_TYPES, JS, MOBILE, flow_of
from app.profiles.amplify_settings import gen1_facts, gen2_facts, mapping
from app.profiles.imported import NotImportableError, Said
from app.profiles.literals import COMPUTED
from app.profiles.normal import tidy
from app.secret import Secret

LONGEST = 2048  # characters; no member that is looked at is longer
PLUGIN = "awsCognitoAuthPlugin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file tells of one app client; texts as they stand there, empty where they do not."""

    kind: str
    label: str = ""  # what the file calls it, where there are several
    user_pool_id: str
    client_id: str
    region: str = ""
    endpoint: str = ""
    client_secret: Secret | None = None
    flow_type: str = ""
    flow: str = ""  # a key of FLOWS
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Said, ...] = ()


def read_amplify(found: Mapping[str, Any]) -> tuple[Told, ...]:
    """Return the app clients in a file's object, none where it is no file of Amplify's.

    NotImportableError where it is one, and has no user pool or is of a version that is not known.
    """
    for read in (_gen2, _mobile, _web, _configured):
        told = tuple(read(found))
        if told:
            return told
    return ()


def _gen2(found: Mapping[str, Any]) -> Iterator[Told]:
    auth = mapping(found.get("auth"))
    version = found.get("version")
    is_gen2 = any(name in auth for name in ("user_pool_id", "user_pool_client_id", "identity_pool_id"))
    if not is_gen2 and not ("version" in found and any(name in found for name in ("auth", "data", "storage"))):
        return
    notes = []
    if version is None:
        notes.append(Said(key="no_version"))
    elif not _word(version).startswith("1") or _word(version)[1:2] not in ("", "."):
        raise NotImportableError("version", version=_word(version)[:20])
    if not auth:
        raise NotImportableError("no_auth")
    _need_pool(auth, "user_pool_id", "identity_pool_id")
    if mapping(auth.get("oauth")):
        notes.append(Said(key="hosted_ui"))
    yield Told(
        kind="amplify_outputs",
        user_pool_id=_word(auth.get("user_pool_id")),
        client_id=_word(auth.get("user_pool_client_id")),
        region=_word(auth.get("aws_region")),
        facts=gen2_facts(auth),
        notes=tuple(notes),
    )


def _mobile(found: Mapping[str, Any]) -> Iterator[Told]:
    """Read amplifyconfiguration.json of iOS, Android and Flutter, and the older awsconfiguration.json."""
    plugins = mapping(mapping(found.get("auth")).get("plugins"))
    inner = mapping(plugins.get(PLUGIN)) if PLUGIN in plugins else found
    is_older = any(name in found for name in ("CognitoUserPool", "CredentialsProvider"))
    if PLUGIN not in plugins and not is_older:
        if plugins or "UserAgent" in found:
            raise NotImportableError("no_auth")
        return
    pools = {name: pool for name, pool in mapping(inner.get("CognitoUserPool")).items() if isinstance(pool, Mapping)}
    if not pools:
        raise NotImportableError("identity_pool_only" if "CredentialsProvider" in inner else "no_auth")
    settings = mapping(inner.get("Auth"))
    for name, pool in pools.items():
        auth = mapping(settings.get(name, settings.get("Default")))
        yield _mobile_client(pool, auth, name if len(pools) > 1 else "")


def _mobile_client(pool: Mapping[str, Any], auth: Mapping[str, Any], label: str) -> Told:
    notes: list[Said] = []
    flow_type = _word(auth.get("authenticationFlowType"))
    flow = flow_of(flow_type, MOBILE)
    if pool.get("MigrationEnabled") is True:
        flow = "user_password"
        notes.append(Said(key="migration", values={"flow": flow_type or "USER_SRP_AUTH"}))
    elif flow_type == "CUSTOM_AUTH":
        notes.append(Said(key="custom_auth"))
    elif flow_type and flow_type not in FLOW_TYPES:
        notes.append(Said(key="flow_unknown", values={"flow": flow_type[:40]}))
    oauth = mapping(auth.get("OAuth"))
    if oauth or mapping(pool.get("HostedUI")):
        notes.append(Said(key="hosted_ui"))
    secret = _word(pool.get("AppClientSecret"))
    if not secret and oauth.get("AppClientId") == pool.get("AppClientId"):
        secret = _word(oauth.get("AppClientSecret"))
    return Told(
        kind="amplify_mobile",
        label=label[:40],
        user_pool_id=_word(pool.get("PoolId")),
        client_id=_word(pool.get("AppClientId")),
        region=_word(pool.get("Region")),
        endpoint=_word(pool.get("Endpoint")),
        client_secret=Secret(secret) if secret else None,
        flow_type=flow_type,
        flow=flow,
        facts=gen1_facts(auth),
        notes=tuple(notes),
    )


def _web(found: Mapping[str, Any]) -> Iterator[Told]:
    """Read aws-exports.js, or the flat amplifyconfiguration.json."""
    names = ("aws_user_pools_id", "aws_user_pools_web_client_id", "aws_cognito_identity_pool_id", "aws_project_region")
    if not any(name in found for name in names):
        return
    _need_pool(found, "aws_user_pools_id", "aws_cognito_identity_pool_id")
    notes = [Said(key="hosted_ui")] if mapping(found.get("oauth")) else []
    if "aws_project_region" not in found:
        notes.append(Said(key="no_project_region"))
    flow_type = _js_flow(found, notes)
    yield Told(
        kind="amplify_web",
        user_pool_id=_word(found.get("aws_user_pools_id")),
        client_id=_word(found.get("aws_user_pools_web_client_id")),
        flow_type=flow_type,
        flow=flow_of(flow_type, JS),
        facts=gen1_facts(found, "aws_cognito_"),
        notes=tuple(notes),
    )


def _configured(found: Mapping[str, Any]) -> Iterator[Told]:
    """Read what JavaScript gives to Amplify.configure: `Auth.userPoolId` (v5) or `Auth.Cognito.userPoolId` (v6)."""
    auth = mapping(found.get("Auth"))
    newer = mapping(auth.get("Cognito"))
    members = newer or auth
    if not any(name in members for name in ("userPoolId", "userPoolClientId", "userPoolWebClientId", "identityPoolId")):
        return
    _need_pool(members, "userPoolId", "identityPoolId")
    oauth = mapping(members.get("loginWith")).get("oauth") or auth.get("oauth")
    notes = [Said(key="hosted_ui")] if mapping(oauth) else []
    flow_type = _js_flow(members, notes)
    yield Told(
        kind="amplify_js",
        user_pool_id=_word(members.get("userPoolId")),
        client_id=_word(members.get("userPoolClientId" if newer else "userPoolWebClientId")),
        region="" if newer else _word(auth.get("region")),
        endpoint=_word(members.get("userPoolEndpoint" if newer else "endpoint")),
        flow_type=flow_type,
        flow=flow_of(flow_type, JS),
        notes=tuple(notes),
    )


def _js_flow(members: Mapping[str, Any], notes: list[Said]) -> str:
    """Return the flow type, and note that Amplify JS 6 takes it from the call of signIn only."""
    outer = mapping(members.get("Auth"))
    flow_type = _word(members.get("authenticationFlowType")) or _word(outer.get("authenticationFlowType"))
    if flow_type:
        notes.append(Said(key="js_flow", values={"flow": flow_type[:40]}))
    return flow_type


def _need_pool(members: Mapping[str, Any], pool: str, identity_pool: str) -> None:
    if members.get(pool) is COMPUTED:
        raise NotImportableError("computed", member=pool)
    if not _word(members.get(pool)):
        raise NotImportableError("identity_pool_only" if _word(members.get(identity_pool)) else "no_user_pool")


def _word(value: object) -> str:
    """Return a text, or a whole number as one; nothing where it is neither, or longer than any that is meant."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}"
    return tidy(value) if isinstance(value, str) and len(value) <= LONGEST else ""
