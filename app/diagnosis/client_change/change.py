"""What turning a flow on comes to: the value to add, the whole new list, and what has to be said about it."""

from dataclasses import dataclass

from app.auth.app_client_rules import CUSTOM_ONLY, DEFAULT, LEGACY, REFRESH, value_to_add, with_value
from app.diagnosis.app_client.auth_flows import USER_AUTH
from app.diagnosis.app_client.known import Known
from app.texts import text

# What this program has a flow for, in the order in which it is offered.
VALUES = (
    "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", USER_AUTH, "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    REFRESH,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the app client is, and with which AWS credentials it is reached."""

    region: str
    user_pool_id: str
    client_id: str
    endpoint_url: str = ""
    aws_profile: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A flow that is to be turned on: `value` begins with ALLOW_.

    `before` and `after` are ExplicitAuthFlows as they are and as they will be; None where that is not known.
    """

    value: str
    place: Place
    before: tuple[str, ...] | None = None
    after: tuple[str, ...] | None = None
    rotation: bool | None = None
    tier: str = ""

    @property
    def possible(self) -> bool:
        """Whether there is such a change: rotation and ALLOW_REFRESH_TOKEN_AUTH exclude one another."""
        return not (self.value == REFRESH and self.rotation)

    @property
    def moves(self) -> bool:
        """Whether legacy values are replaced on the way."""
        return bool(set(self.before or ()) & LEGACY.keys())


def offered(known: Known) -> tuple[str, ...]:
    """The values of the flows that are off, or not known to be on."""
    return tuple(value for value in VALUES if not known.allows(value))


def change(known: Known, value: str, place: Place) -> Change:
    """Return the change that allows what an ALLOW_ value stands for."""
    before, rotation = known.explicit_auth_flows, known.rotation
    if known.seen.flows.get(value) is False and known.configured(value):
        before = None  # what was known is not so any more
    after = None if before is None else with_value(before, value, rotation=bool(rotation))
    return Change(value=value, place=place, before=before, after=after, rotation=rotation, tier=known.tier)


def notes(wanted: Change) -> tuple[str, ...]:
    """What a person should know before the change, in sentences, the most important first."""
    if not wanted.possible:
        return (text("client_change.impossible"),)
    found = [_list_note(wanted), *_moves(wanted)]
    if wanted.value == USER_AUTH and wanted.tier == "LITE":
        found.insert(0, text("client_change.lite"))
    if wanted.rotation:
        found.append(text("client_change.rotation"))
    return tuple(found)


def _list_note(wanted: Change) -> str:
    if wanted.before is None or wanted.after is None:
        return text("client_change.unknown", value=wanted.value)
    key = "add" if wanted.before else "unset"
    return text(f"client_change.{key}", value=wanted.value, values=", ".join(wanted.after), default=", ".join(DEFAULT))


def _moves(wanted: Change) -> list[str]:
    """Say why legacy values go, and what could be added beside them instead."""
    if not wanted.moves or wanted.before is None:
        return []
    legacy = ", ".join(value for value in wanted.before if value in LEGACY)
    found = [text("client_change.moves", legacy=legacy)]
    if CUSTOM_ONLY in wanted.before:
        found.append(text("client_change.custom_only"))
    instead = value_to_add(wanted.before, wanted.value)
    if instead in LEGACY:
        found.append(text("client_change.instead", value=instead))
    return found
