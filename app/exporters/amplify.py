"""A sign-in in Amplify's own steps: what it is told when it begins, and what it is answered then.

Amplify proves passwords and devices by itself, and asks where the wire goes on without a question: a password always
after the choice of it, a factor to set up where several can be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.exporters.recipe import Kind, Recipe, Sent, Value
from app.exporters.wording import PASSWORD, comment, headline, outcome_note

FACTORS = ("PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN")
CHOOSE_FACTOR = "SELECT_CHALLENGE"
WITHOUT_PASSWORD = ("custom",)


class Act(StrEnum):
    """What Amplify is told in one step."""

    ASKED = "asked"  # a code, an answer, a password: asked for when the script runs
    PASSWORD = "password"  # noqa: S105 - again the one that was given when the sign-in began
    NEW_PASSWORD = "new_password"  # noqa: S105 - with the attributes that are missing
    MFA = "mfa"  # which second factor to use
    SET_UP = "set_up"  # which second factor to set up
    TOTP = "totp"  # the code of a new authenticator
    FACTOR = "factor"  # which first factor to use


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One confirmSignIn. `choice` is a wire word; `values` are what is asked for, with their names on the wire."""

    act: Act
    choice: str = ""
    values: tuple[tuple[str, Value], ...] = ()


def cannot(recipe: Recipe) -> str:
    """Return the key of the sentence that says why Amplify has no way to sign in so; empty where it has one."""
    if recipe.flow in ("admin_password", "refresh"):
        return recipe.flow
    unheard_of = [sent for sent in recipe.sent if sent.challenge and not _known(sent)]
    return "challenge" if unheard_of else ""


def notes(recipe: Recipe, mark: str, tool: str) -> Iterator[str]:
    """Return the comments on top: what the script is, and what Amplify does otherwise than the recorded sign-in."""
    yield from headline(recipe, mark, tool)
    kinds = recipe.kinds()
    if Kind.DEVICE_KEY in kinds:
        yield from comment(mark, "code.note.amplify_device")
    if "ConfirmDevice" in recipe.operations():
        yield from comment(mark, "code.note.amplify_new_device")
    parameters = recipe.sent[0].members.get("AuthParameters")
    if isinstance(parameters, Mapping) and not parameters.keys().isdisjoint(
        {"TARGET_ACR_VALUES", "MAX_AGE", "ACCESS_TOKEN"}
    ):
        yield from comment(mark, "code.note.amplify_step_up")
    yield from outcome_note(recipe, mark)


def preferred(recipe: Recipe) -> str:
    """Return the preferred first factor, where it is one that Amplify knows."""
    found = recipe.sent[0].word("PREFERRED_CHALLENGE")
    return found if found in FACTORS else ""


def starts_with_password(recipe: Recipe) -> bool:
    """Whether the password is given when the sign-in begins."""
    if recipe.flow == "user_auth":
        return preferred(recipe).startswith("PASSWORD")
    return recipe.flow not in WITHOUT_PASSWORD


def uses_passkey(recipe: Recipe) -> bool:
    """Whether a passkey signs."""
    chosen = {sent.word("ANSWER") for sent in recipe.sent if sent.challenge == CHOOSE_FACTOR}
    return "WEB_AUTHN" in chosen | {preferred(recipe)} | set(recipe.challenges())


def metadata(recipe: Recipe) -> list[tuple[str, Value]]:
    """Return the ClientMetadata of the first call, by key: Amplify takes it when the sign-in begins."""
    return [(name, value) for name, value in recipe.sent[0].values() if _is_metadata(recipe.sent[0], name)]


def steps(recipe: Recipe) -> list[Step]:
    """Return what Amplify is answered, in order."""
    found: list[Step] = []
    offered: tuple[str, ...] = ()  # what can be set up
    for sent in recipe.sent:
        found += _steps(sent, offered, found)
        offered = sent.offered or offered
    return [_given(step) for step in found] if starts_with_password(recipe) else found


def _given(step: Step) -> Step:
    """What was given when the sign-in began is not asked for once more."""
    return Step(act=Act.PASSWORD) if step.values and step.values[0][1].variable == PASSWORD else step


def _known(sent: Sent) -> bool:
    made = ("PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "WEB_AUTHN", "PASSWORD", "PASSWORD_SRP")
    asks = ("SMS_MFA", "EMAIL_OTP", "SMS_OTP", "SOFTWARE_TOKEN_MFA", "CUSTOM_CHALLENGE", "NEW_PASSWORD_REQUIRED")
    chooses = ("SELECT_MFA_TYPE", "SELECT_CHALLENGE", "MFA_SETUP")
    return sent.challenge in (*made, *asks, *chooses)


def _steps(sent: Sent, offered: tuple[str, ...], before: list[Step]) -> list[Step]:
    values = tuple((name, value) for name, value in sent.values() if value.kind in (Kind.CODE, Kind.ANSWER))
    values = tuple(each for each in values if not _is_metadata(sent, each[0]))
    match sent.challenge:
        case "SMS_MFA" | "EMAIL_OTP" | "SMS_OTP" | "SOFTWARE_TOKEN_MFA" | "CUSTOM_CHALLENGE":
            return [Step(act=Act.ASKED, values=values)]
        case "NEW_PASSWORD_REQUIRED":
            new = tuple((name, value) for name, value in sent.values() if value.kind is Kind.NEW_PASSWORD)
            return [Step(act=Act.NEW_PASSWORD, values=new + values)]
        case "SELECT_MFA_TYPE":
            return [Step(act=Act.MFA, choice=sent.word("ANSWER"))]
        case "SELECT_CHALLENGE":
            return _choice(sent.word("ANSWER"))
        case "PASSWORD" | "PASSWORD_SRP":
            chosen = any(step.act is Act.FACTOR and step.choice == sent.challenge for step in before)
            return [] if chosen else _choice(sent.challenge)
        case "MFA_SETUP" if values:  # the address for codes by e-mail
            return [*_set_up("EMAIL_OTP", offered), Step(act=Act.ASKED, values=values)]
    if sent.operation == "VerifySoftwareToken":
        return [*_set_up("SOFTWARE_TOKEN_MFA", offered), Step(act=Act.TOTP, values=values)]
    return []


def _is_metadata(sent: Sent, name: str) -> bool:
    metadata = sent.members.get("ClientMetadata")
    return isinstance(metadata, Mapping) and name in metadata


def _choice(factor: str) -> list[Step]:
    asked = Value(kind=Kind.PASSWORD, name="password")
    proves = [Step(act=Act.ASKED, values=((factor, asked),))] if factor.startswith("PASSWORD") else []
    return [Step(act=Act.FACTOR, choice=factor), *proves]


def _set_up(factor: str, offered: tuple[str, ...]) -> list[Step]:
    """The choice comes only where Amplify finds more than one that it can set up: it leaves SMS out."""
    possible = [each for each in offered if each in ("SOFTWARE_TOKEN_MFA", "EMAIL_OTP")]
    return [Step(act=Act.SET_UP, choice=factor)] if len(possible) > 1 else []
