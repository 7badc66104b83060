"""All that is known of an app client, together with where it is known from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.auth.app_client_rules import allows
from app.diagnosis.seen import NOTHING, Seen
from app.texts import text

FROM_AWS = "aws"  # what `Profile.facts_from` is then; otherwise a file's name


class Source(StrEnum):
    """Where something is known from."""

    AWS = "aws"
    PRACTICE = "practice"
    FILE = "file"
    PROFILE = "profile"
    SEEN = "seen"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """`facts` have the names of DescribeUserPoolClient and its neighbours; `facts_from` is "aws" or a file's name.

    `explicit_auth_flows` is None while unknown, `has_secret` says that the profile names a secret.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    facts_from: str = ""
    explicit_auth_flows: tuple[str, ...] | None = None
    has_secret: bool = False
    practice: bool = False
    seen: Seen = NOTHING

    @property
    def described(self) -> bool:
        """Whether DescribeUserPoolClient said what it has: what it leaves out is then at its default."""
        return "TokenValidityUnits" in self.facts

    @property
    def facts_source(self) -> Source:
        """Where the facts are from."""
        if self.practice:
            return Source.PRACTICE
        return Source.AWS if self.facts_from == FROM_AWS else Source.FILE

    @property
    def rotation(self) -> bool | None:
        """Whether refresh tokens rotate; None while unknown."""
        if self.seen.rotation is not None:
            return self.seen.rotation
        if not self.described and "RefreshTokenRotation" not in self.facts:
            return None
        found = self.facts.get("RefreshTokenRotation")
        return isinstance(found, Mapping) and found.get("Feature") == "ENABLED"

    @property
    def tier(self) -> str:
        """UserPoolTier, or an empty string while unknown."""
        return str(self.facts.get("UserPoolTier") or "")

    @property
    def triggers(self) -> Mapping[str, Any] | None:
        """The names of the triggers with their ARNs; None while unknown."""
        found = self.facts.get("LambdaConfig")
        return found if isinstance(found, Mapping) else None

    def allows(self, value: str) -> bool | None:
        """Whether the flow of an ALLOW_ value is on; None while unknown. What a sign-in has shown counts most."""
        return self.seen.flows.get(value, self.configured(value))

    def configured(self, value: str) -> bool | None:
        """Whether the known setting allows it, whatever was seen; None while the setting is unknown."""
        return None if self.explicit_auth_flows is None else allows(self.explicit_auth_flows, value)


def source_words(source: Source, known: Known) -> str:
    """Name a source: the file by its own name."""
    if source is Source.FILE and known.facts_from:
        return known.facts_from
    return text(f"app_client.from.{source}")
