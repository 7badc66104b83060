"""The settings of an app client and its user pool as rows: what it is, its value in words, where that is known from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.diagnosis.app_client import words
from app.diagnosis.app_client.known import Known, Source, source_words
from app.texts import text

CLIENT, POOL, MFA = "DescribeUserPoolClient", "DescribeUserPool", "GetUserPoolMfaConfig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A row: `value` is empty while unknown, `note` says what it is about or how to find it out."""

    name: str
    group: str  # "client" or "pool"
    title: str
    member: str  # as AWS spells it
    value: str
    source: Source
    source_words: str
    note: str

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.source is not Source.UNKNOWN


Words = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spec:
    name: str
    member: str  # known where the facts have it
    words: Words
    operation: str = CLIENT  # which says it
    besides: tuple[str, ...] = ()  # members that say it as well
    default: bool = False  # what DescribeUserPoolClient leaves out is at its default


def _lifetime(token: str) -> Words:
    return lambda facts: words.lifetime(facts, token)


_SPECS = (
    _Spec(name="flows", member="ExplicitAuthFlows", words=lambda facts: words.flows_words(facts["ExplicitAuthFlows"])),
    _Spec(name="secret", member="HasSecret", words=words.secret),
    _Spec(name="access_token", member="AccessTokenValidity", words=_lifetime("AccessToken"), default=True),
    _Spec(name="id_token", member="IdTokenValidity", words=_lifetime("IdToken"), default=True),
    _Spec(name="refresh_token", member="RefreshTokenValidity", words=_lifetime("RefreshToken"), default=True),
    _Spec(name="session", member="AuthSessionValidity", words=words.session, default=True),
    _Spec(name="rotation", member="RefreshTokenRotation", words=words.rotation, default=True),
    _Spec(name="existence", member="PreventUserExistenceErrors", words=words.existence),
    _Spec(name="revocation", member="EnableTokenRevocation", words=words.revocation),
    _Spec(name="tier", member="UserPoolTier", words=words.tier, operation=POOL),
    _Spec(name="mfa", member="MfaConfiguration", words=words.mfa, operation=MFA),
    _Spec(name="mfa_methods", member="MfaMethods", words=words.mfa_methods, operation=MFA),
    _Spec(name="triggers", member="LambdaConfig", words=words.triggers, operation=POOL),
    _Spec(name="device", member="DeviceConfiguration", words=words.device_rule, operation=POOL),
    _Spec(name="password", member="PasswordPolicy", words=words.password_policy, operation=POOL),
    _Spec(name="sign_in_policy", member="SignInPolicy", words=words.sign_in_policy, operation=POOL),
    _Spec(
        name="user_names", member="UsernameAttributes", words=words.user_names, operation=POOL,
        besides=("AliasAttributes",),
    ),
    _Spec(name="verified", member="AutoVerifiedAttributes", words=words.verified, operation=POOL),
    _Spec(name="sign_up", member="AdminCreateUserConfig", words=words.self_sign_up, operation=POOL),
    _Spec(name="recovery", member="AccountRecoverySetting", words=words.recovery, operation=POOL),
    _Spec(name="threat", member="UserPoolAddOns", words=words.threat_protection, operation=POOL),
)  # fmt: skip


def settings(known: Known) -> tuple[Setting, ...]:
    """Return a row for each setting, known or not; what a sign-in has shown comes before what was known before it."""
    return tuple(_row(spec, known) for spec in _SPECS) + _waf(known)


def _row(spec: _Spec, known: Known) -> Setting:
    value, source = _seen(spec.name, known) or _profile(spec.name, known) or _fact(spec, known)
    return Setting(
        name=spec.name,
        group="client" if spec.operation == CLIENT else "pool",
        title=text(f"app_client.setting.{spec.name}.title"),
        member=spec.member,
        value=value,
        source=source,
        source_words=source_words(source, known),
        note=_note(spec, source),
    )


def _note(spec: _Spec, source: Source) -> str:
    about = text(f"app_client.setting.{spec.name}.note")
    if source is not Source.UNKNOWN:
        return about
    return f"{about}\n{text('app_client.find_out', operation=spec.operation)}"


def _fact(spec: _Spec, known: Known) -> tuple[str, Source]:
    members = (spec.member, *spec.besides)
    if any(known.facts.get(member) is not None for member in members) or (spec.default and known.described):
        return spec.words(known.facts), known.facts_source
    return "", Source.UNKNOWN


def _seen(name: str, known: Known) -> tuple[str, Source] | None:
    """What runs of this session proved; of the flows only where the whole list is not known, or is not so any more."""
    found, value = known.seen, ""
    if name == "flows":
        value = _seen_flows(known)
    elif name == "secret" and found.secret is not None:
        value = words.secret_words(has=found.secret)
    elif name == "rotation" and found.rotation is not None and not _says_so(known, found.rotation):
        value = words.rotation_words(on=found.rotation)
    elif name == "existence" and found.existence_errors:
        value = words.existence({"PreventUserExistenceErrors": found.existence_errors})
    elif name == "access_token" and found.access_seconds:
        value = words.span(found.access_seconds)
    elif name == "id_token" and found.id_seconds:
        value = words.span(found.id_seconds)
    return (value, Source.SEEN) if value else None


def _says_so(known: Known, rotation: bool) -> bool:
    """Whether the facts say of the rotation what was seen, and more: the grace period."""
    found = known.facts.get("RefreshTokenRotation")
    return isinstance(found, Mapping) and (found.get("Feature") == "ENABLED") is rotation


def _seen_flows(known: Known) -> str:
    proved = {value: on for value, on in known.seen.flows.items() if known.configured(value) is not on}
    lines = [
        text(f"app_client.value.seen_{'on' if way else 'off'}", values=", ".join(found))
        for way in (True, False)
        if (found := [value for value, on in proved.items() if on is way])
    ]
    return "\n".join(lines)


def _profile(name: str, known: Known) -> tuple[str, Source] | None:
    """What the profile itself says, where no fact does."""
    if name == "flows" and known.explicit_auth_flows is not None and "ExplicitAuthFlows" not in known.facts:
        return words.flows_words(known.explicit_auth_flows), Source.PRACTICE if known.practice else Source.PROFILE
    if name == "secret" and known.has_secret and "HasSecret" not in known.facts:
        return words.secret_words(has=True), Source.PRACTICE if known.practice else Source.PROFILE
    return None


def _waf(known: Known) -> tuple[Setting, ...]:
    """A row of its own for a web ACL: no operation of Cognito's says whether there is one."""
    if not known.seen.waf:
        return ()
    return (
        Setting(
            name="waf", group="pool", title=text("app_client.setting.waf.title"), member="WAF",
            value=text("app_client.value.waf"), source=Source.SEEN,
            source_words=source_words(Source.SEEN, known), note=text("app_client.setting.waf.note"),
        ),
    )  # fmt: skip
