"""ExplicitAuthFlows value by value: whether it is set, what it allows, what stands against it, what it replaced.

The values are those of botocore's service model, so that a new one appears by itself. The rules are the API
reference's, ExplicitAuthFlows of UserPoolClientType.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.auth.app_client_rules import CUSTOM_ONLY, DEFAULT, LEGACY, REFRESH
from app.auth.flows import FLOWS
from app.diagnosis.app_client.known import Known
from app.texts import text, text_or

USER_AUTH, CUSTOM = "ALLOW_USER_AUTH", "ALLOW_CUSTOM_AUTH"
OWN_FLOWS = {REFRESH: ("refresh",)}  # one that `FlowInfo.needs` does not name: there is another way to refresh
CUSTOM_TRIGGERS = ("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse")


class State(StrEnum):
    """What a value is for this app client."""

    SET = "set"
    DEFAULT = "default"  # no values at all are set, and this one is among the default's
    LEGACY = "legacy"  # not set, but a legacy value allows the same
    SEEN_ON = "seen_on"  # a sign-in by its flow was taken
    SEEN_OFF = "seen_off"  # a sign-in by its flow was refused
    OFF = "off"
    UNKNOWN = "unknown"


ON = frozenset({State.SET, State.DEFAULT, State.LEGACY, State.SEEN_ON})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedValue:
    """One value: `flows` are the keys in FLOWS of what it lets through, `sentences` say the rest in order."""

    name: str
    state: State
    flows: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def is_on(self) -> bool:
        """Whether what it stands for is allowed."""
        return self.state in ON

    @property
    def is_legacy(self) -> bool:
        """Whether it is one of the values without ALLOW_."""
        return self.name in LEGACY


@cache
def all_values() -> tuple[str, ...]:
    """The values that there are: those that begin with ALLOW_ first."""
    from botocore.loaders import Loader  # takes its time, and most windows never show this

    model = Loader().load_service_model("cognito-idp", "service-2")
    values = model["shapes"]["ExplicitAuthFlowsType"]["enum"]
    return tuple(sorted(map(str, values), key=lambda value: not value.startswith("ALLOW_")))


def explained(known: Known) -> tuple[ExplainedValue, ...]:
    """Explain all values, and those that the app client has beside them."""
    own = (value for value in known.explicit_auth_flows or () if value not in all_values())
    return tuple(_explain(value, known) for value in (*all_values(), *own))


def flows_of(value: str) -> tuple[str, ...]:
    """The keys in FLOWS of what a value lets through."""
    allowed = LEGACY.get(value, value)
    return OWN_FLOWS.get(allowed) or tuple(name for name, flow in FLOWS.items() if flow.needs == allowed)


def _explain(value: str, known: Known) -> ExplainedValue:
    state = _state(value, known)
    rules = (_about_state(value, state, known), _what(value), *_rules(value, known))
    return ExplainedValue(name=value, state=state, flows=flows_of(value), sentences=tuple(filter(None, rules)))


def _state(value: str, known: Known) -> State:
    given = known.explicit_auth_flows
    proved = known.seen.flows.get(value)
    if proved is not None and proved is not known.configured(value):
        return State.SEEN_ON if proved else State.SEEN_OFF
    if given is None:
        return State.UNKNOWN
    if value in given:
        return State.SET
    if value in LEGACY or not known.allows(value):
        return State.OFF
    return State.LEGACY if set(given) & LEGACY.keys() else _default(value, known)


def _default(value: str, known: Known) -> State:
    return State.OFF if value == REFRESH and known.rotation else State.DEFAULT


def _about_state(value: str, state: State, known: Known) -> str:
    given = set(known.explicit_auth_flows or ())
    if state is State.LEGACY:
        same = next((old for old, new in LEGACY.items() if new == value and old in given), "")
        return text("app_client.state.legacy_same", legacy=same) if same else text("app_client.state.legacy_keeps")
    if state is State.OFF and value == "ALLOW_USER_SRP_AUTH" and CUSTOM_ONLY in given:
        return text("app_client.state.custom_only")
    return text(f"app_client.state.{state}")


def _what(value: str) -> str:
    return text_or(f"explicit_auth_flow.{value}", text("explicit_auth_flow.other"))


def _rules(value: str, known: Known) -> list[str]:
    rules = [_replaced(value), _by_default(value), _mixed(value, known)]
    if value == USER_AUTH:
        rules += [text("app_client.rule.user_auth_alone"), text("app_client.rule.user_auth_custom"), _tier(known)]
    if value == REFRESH:
        rules.append(_rotation(known))
    if LEGACY.get(value, value) == CUSTOM:
        rules.append(_triggers(known))
    return rules


def _replaced(value: str) -> str:
    if value in LEGACY:
        return text("app_client.rule.replaced_by", value=LEGACY[value])
    old = next((old for old, new in LEGACY.items() if new == value), "")
    return text("app_client.rule.replaces", value=old) if old else ""


def _by_default(value: str) -> str:
    if value in LEGACY:
        return ""
    return text("app_client.rule.in_default" if value in DEFAULT else "app_client.rule.not_in_default")


def _mixed(value: str, known: Known) -> str:
    """Legacy values and those that begin with ALLOW_ cannot be assigned together."""
    given = set(known.explicit_auth_flows or ())
    legacy = [each for each in sorted(given) if each in LEGACY]
    if value in LEGACY:
        return text("app_client.rule.legacy_keeps_custom" if value == CUSTOM_ONLY else "app_client.rule.legacy_keeps")
    return text("app_client.rule.not_beside", values=", ".join(legacy)) if legacy else ""


def _tier(known: Known) -> str:
    if not known.tier:
        return text("app_client.rule.tier")
    return text("app_client.rule.tier_known", tier=known.tier.capitalize())


def _rotation(known: Known) -> str:
    return text("app_client.rule.rotation_on" if known.rotation else "app_client.rule.rotation")


def _triggers(known: Known) -> str:
    found = known.triggers
    if found is None:
        return text("app_client.rule.triggers")
    missing = [name for name in CUSTOM_TRIGGERS if name not in found]
    return text("app_client.rule.triggers_missing", triggers=", ".join(missing)) if missing else ""
