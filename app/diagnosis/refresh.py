"""Why a refresh was refused: the cause where something proves it, else the causes that remain, the likeliest first.

Cognito says `Invalid Refresh Token.` to most of them. What proves a cause is its reply, what was sent, what was saved
with the token, or what AWS says about user, device and app client (the action examine_refresh). No probe is made here.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.diagnosis.verdict import Cause, Remedy, Verdict
from app.texts import text

# (exception, part of its message, cause): replies that leave no doubt
REPLIES = (
    ("NotAuthorizedException", r"Refresh Token has expired", "expired"),
    ("NotAuthorizedException", r"Refresh Token has been revoked", "revoked"),
    ("NotAuthorizedException", r"Refresh Token has different Client", "other_client"),
    ("NotAuthorizedException", r"user has been deleted", "user_deleted"),
    ("NotAuthorizedException", r"User is disabled", "user_disabled"),
    ("NotAuthorizedException", r"Invalid client or secret", "wrong_secret"),
    ("RefreshTokenReuseException", r"", "rotated_away"),
    ("ResourceNotFoundException", r"Device does not exist", "device_forgotten"),
    ("UserNotFoundException", r"", "user_deleted"),
)
VAGUE = r"Invalid Refresh Token"
WRONG_HASH = r"Unable to verify secret hash"
NO_HASH = "GetTokensFromRefreshToken"  # takes the client secret itself, and no name
ALIAS = re.compile(r".+@.+|\+\d+")  # an e-mail address or a phone number

Finding = float | str  # how likely a cause is, 0 where it is ruled out; or by what it is proven


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRefresh:
    """A refusal and what is known beside it; what is None or empty is not known. Times in epoch seconds."""

    code: str
    message: str
    at: float
    operation: str = ""  # the call that was refused
    token_shape: str = ""  # as `app.auth.tokens.shape_of` names it
    username: str = ""  # over which the secret hash was
    device_key: str = ""  # that was sent
    from_vault: bool = False  # name and device key are those that Cognito gave
    known_device_key: str = ""  # that was saved with the token
    device_status: str = ""  # what the vault says of the device
    issued_at: float | None = None  # the sign-in
    refresh_seconds: float | None = None
    rotation: bool | None = None
    facts: Mapping[str, str] = field(default_factory=dict)  # of examine_refresh

    @property
    def lasts(self) -> float | None:
        """RefreshTokenValidity in seconds, as AWS says or as the profile has it."""
        said = self.facts.get("refresh_seconds", "")
        return float(said) if said.isdecimal() else self.refresh_seconds

    @property
    def rotates(self) -> bool | None:
        """Whether the app client rotates its refresh tokens."""
        return {"yes": True, "no": False}.get(self.facts.get("rotation", ""), self.rotation)


def explain_refusal(case: RefusedRefresh) -> Verdict | None:
    """Return what is behind a refused refresh; None where the refusal is not about token, name, device or user."""
    verdict = _judged(case)
    return None if verdict is None else replace(verdict, code=case.code, message=case.message)


def _judged(case: RefusedRefresh) -> Verdict | None:
    for code, pattern, name in REPLIES:
        if case.code == code and re.search(pattern, case.message):
            return _behind_revoked(case) if name == "revoked" else _proven(case, name, "reply")
    if case.code != "NotAuthorizedException":
        return None
    if re.search(WRONG_HASH, case.message):
        return _proven(case, "wrong_secret", "reply") if case.operation == NO_HASH else _weighed(case, HASH_CAUSES)
    if re.search(VAGUE, case.message):
        return _weighed(case, TOKEN_CAUSES)
    return None


def _behind_revoked(case: RefusedRefresh) -> Verdict:
    """A user who is disabled has all tokens revoked (developer guide, AdminDisableUser): then that is the cause."""
    disabled = case.from_vault and case.facts.get("user") == "disabled"
    return _proven(case, "user_disabled", "aws") if disabled else _proven(case, "revoked", "reply")


def _weighed(case: RefusedRefresh, causes: Mapping[str, Callable[[RefusedRefresh], Finding]]) -> Verdict:
    found = {name: weigh(case) for name, weigh in causes.items()}
    for name, finding in found.items():
        if isinstance(finding, str):
            return _proven(case, name, finding)
    left = {name: finding for name, finding in found.items() if not isinstance(finding, str) and finding > 0}
    ranked = sorted(left, key=lambda name: -left[name])  # stable: of two alike the one that the table has first
    return Verdict(
        proven=None, by="", causes=tuple(_cause(case, name) for name in ranked), says=text("refresh_proof.none")
    )


def _proven(case: RefusedRefresh, name: str, by: str) -> Verdict:
    cause = _cause(case, name)
    return Verdict(proven=cause, by=by, causes=(cause,), says=text(f"refresh_proof.{by}"))


def _cause(case: RefusedRefresh, name: str) -> Cause:
    what, check, try_ = (text(f"refresh_cause.{name}.{part}") for part in ("what", "check", "try"))
    return Cause(name=name, what=what, check=check, try_=try_, remedies=_remedies(case, name))


def _remedies(case: RefusedRefresh, name: str) -> tuple[Remedy, ...]:
    own_name = case.facts.get("username", "")
    if name == "wrong_name" and own_name not in ("", case.username):
        return (Remedy(name="sign_in_as", value=own_name),)
    if name == "wrong_secret":
        return Remedy(name="check_client"), Remedy(name="edit_profile", value="client_secret")
    return ()


def _no_refresh_token(case: RefusedRefresh) -> Finding:
    return "sent" if case.token_shape == "jwt" else 0  # noqa: S105 - the name of a shape


def _cut_off(case: RefusedRefresh) -> Finding:
    weights: dict[str, Finding] = {"cut": "sent", "refresh": 0, "": 1}
    return weights.get(case.token_shape, 2)


def _user_deleted(case: RefusedRefresh) -> Finding:
    return _by_aws(case, "user", "missing", otherwise=1)


def _user_disabled(case: RefusedRefresh) -> Finding:
    return _by_aws(case, "user", "disabled", otherwise=1)


def _expired(case: RefusedRefresh) -> Finding:
    """Older than it may get: proven; younger: not so."""
    if case.issued_at is None or case.lasts is None:
        return 1
    if case.at < case.issued_at + case.lasts:
        return 0
    return "aws" if "refresh_seconds" in case.facts else "saved"


def _device_key_missing(case: RefusedRefresh) -> Finding:
    if case.known_device_key:
        return 0 if case.device_key == case.known_device_key else _saved(case)
    if case.device_key or case.facts.get("device_tracking") == "no":
        return 0
    return 4 if case.facts.get("device_tracking") == "yes" else 2


def _device_forgotten(case: RefusedRefresh) -> Finding:
    if not case.device_key:
        return 0
    if case.device_status == "forgotten":
        return _saved(case)
    return _by_aws(case, "device", "missing", otherwise=2)


def _rotated_away(case: RefusedRefresh) -> Finding:
    return {True: 3, False: 0, None: 1.5}[case.rotates]


def _other_client(case: RefusedRefresh) -> Finding:
    return 1 if case.from_vault else 2


def _revoked(_: RefusedRefresh) -> Finding:
    return 1.5


def _wrong_secret(case: RefusedRefresh) -> Finding:
    """Another one than DescribeUserPoolClient names may still be right: an app client can have two."""
    same = case.facts.get("same_secret")
    if same is not None:
        return 0 if same == "yes" else 5
    return 3 if case.from_vault else 1


def _wrong_name(case: RefusedRefresh) -> Finding:
    """The hash is wrong: with the right secret it can only be the name, which may be another user's, too."""
    if not case.username:
        return "sent"
    if case.facts.get("same_secret") == "yes" or case.facts.get("username", case.username) != case.username:
        return "aws"
    return 4 if ALIAS.fullmatch(case.username) else 2


def _saved(case: RefusedRefresh) -> Finding:
    """What was saved proves something of the token that was saved; one that was typed may be another."""
    return "saved" if case.from_vault else 4


def _by_aws(case: RefusedRefresh, fact: str, sought: str, *, otherwise: float) -> Finding:
    """Weigh what AWS says of user or device; of a name that was typed it proves nothing: the token may be another's."""
    said = case.facts.get(fact)
    if said is None:
        return otherwise
    if said != sought:
        return 0
    return "aws" if case.from_vault else 4


TOKEN_CAUSES: dict[str, Callable[[RefusedRefresh], Finding]] = {
    "no_refresh_token": _no_refresh_token,
    "cut_off": _cut_off,
    "user_deleted": _user_deleted,
    "user_disabled": _user_disabled,
    "expired": _expired,
    "device_forgotten": _device_forgotten,
    "device_key_missing": _device_key_missing,
    "rotated_away": _rotated_away,
    "revoked": _revoked,
    "other_client": _other_client,
}
HASH_CAUSES: dict[str, Callable[[RefusedRefresh], Finding]] = {
    "wrong_secret": _wrong_secret,
    "wrong_name": _wrong_name,
}


def all_causes() -> Iterator[str]:
    """Every cause that there are words for."""
    yield from dict.fromkeys([*TOKEN_CAUSES, *HASH_CAUSES, *(name for _, _, name in REPLIES)])
