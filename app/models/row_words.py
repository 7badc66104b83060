"""The words in the rows of the timeline: what a call carries, what a reply brings, how a run ended."""

from collections.abc import Mapping
from typing import Any

from app.diagnosis.messages import UNSENT, passkey_detail
from app.models.figures import countdown, duration
from app.texts import text, text_or
from app.transcript.events import Called, Ended, Finished, Replied, TokensReceived

PROOF = {"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"}
SESSION_SECONDS = 180.0  # AuthSessionValidity is 3 minutes unless the app client says otherwise
LAST_MINUTE = 60.0  # seconds; until then the row above a card says how much time is left
COMMON = {"ClientId", "ClientSecret", "SecretHash", "UserPoolId", "AuthFlow", "AuthParameters", "ChallengeResponses"}
UNSAID = {"USERNAME", "SECRET_HASH"}  # carried by nearly every call: naming them would say nothing


def end_word(event: Ended) -> str:
    """Name the end of a run: Cognito's own error name where it refused."""
    if event.reason == "refused" and event.code:
        return event.code
    unsent = event.reason == "failed" and event.code in UNSENT
    return text("timeline.end.unsent") if unsent else words_of("timeline.end", event.reason)


def failed(name: str, detail: str) -> tuple[str, str]:
    """Say what came of a call without an answer, by its fault, and why: some are never sent."""
    return text("timeline.unsent" if name in UNSENT else "timeline.failed"), fault(name, detail)


def sent(called: Called) -> str:
    """Say what a call carries: the flow or the challenge it answers, and the names of the values that matter."""
    params = called.params
    what = _text(params, "AuthFlow") or _text(params, "ChallengeName")
    values = params.get("AuthParameters") or params.get("ChallengeResponses") or {}
    names = [str(name) for name in values] if isinstance(values, Mapping) else []
    shown = [name for name in names if name not in PROOF | UNSAID]
    if PROOF & set(names):
        shown.append(text("timeline.proof"))
    if not what and not names:  # an operation whose members say it all
        shown = [str(name) for name, value in params.items() if name not in COMMON and value is not None]
    return " · ".join(part for part in (what, ", ".join(shown)) if part)


def reply_chip(reply: Replied) -> str:
    """Name what a reply brought: the next challenge, or tokens."""
    if reply.challenge:
        return reply.challenge
    has_tokens = isinstance(reply.body, Mapping) and bool(reply.body.get("AuthenticationResult"))
    return text("timeline.tokens_chip") if has_tokens else ""


def fault(name: str, detail: str) -> str:
    """Say why a call has no answer from Cognito, with the detail that the system gave."""
    return " · ".join(part for part in (words_of("timeline.fault", name), detail) if part)


def passkey_trouble(name: str, detail: str) -> str:
    """Say why an authenticator gave nothing, with the detail that it gave."""
    return " · ".join(part for part in (words_of("timeline.passkey_trouble", name), passkey_detail(detail)) if part)


def tokens_words(event: TokensReceived) -> str:
    """Name the tokens that came, and how long the access token lasts."""
    tokens = event.tokens
    names = ["ID"] * (tokens.id_token is not None) + ["access"] + ["refresh"] * (tokens.refresh_token is not None)
    lasts = text("timeline.access_lasts", time=duration(tokens.expires_in)) if tokens.expires_in else ""
    return " · ".join(part for part in (", ".join(names), lasts) if part)


def end_detail(event: Ended) -> str:
    """Say what a run that was not refused ended of."""
    if event.reason == "failed":
        return fault(event.code, event.message)
    if event.reason == "passkey":
        return passkey_trouble(event.code, event.message)
    return " · ".join(part for part in (event.operation, event.code, event.message) if part)


def finding_words(action: str, end: Finished) -> str:
    """Say that a run that is no sign-in did what it was for, in the way that it found, where ways differ."""
    done = text_or(f"finished.{action}", text("timeline.finished"))
    return text_or(f"finished.{action}_{end.findings.get('how', '')}", done)


def session_words(since: float, lasts: float | None, now: float) -> str:
    """Say how long a Session goes on that came at `since` and lasts so many seconds; None where that is not known."""
    left = since + (lasts or SESSION_SECONDS) - now
    if lasts is None:
        return text("timeline.session_about" if left > 0 else "timeline.session_over_about", left=countdown(left))
    return text("timeline.session_left" if left > 0 else "timeline.session_over", left=countdown(left))


def session_warning(since: float | None, lasts: float | None, now: float) -> str:
    """Say how long a Session still goes on once it is in its last minute, or over; `lasts` is None if not known."""
    left = (lasts or SESSION_SECONDS) - (now - since) if since is not None else LAST_MINUTE + 1
    if left > LAST_MINUTE:
        return ""
    said, about = "ends" if left > 0 else "over", "_about" if lasts is None else ""
    return text(f"challenge_card.{said}{about}", left=countdown(left))


def session_from(before: float | None, reply: Replied) -> float | None:
    """Return when the newest Session came, after a reply; what is asked after the tokens has none that could end."""
    if "AuthenticationResult" in reply.body:
        return None
    return reply.at if "Session" in reply.body else before


def remarked(marked: bool, note: str) -> str:
    """Say what a person noted on a row: that it is marked, and the note."""
    said = text("timeline.marked") if marked else "", text("timeline.note", note=note) if note else ""
    return ", ".join(part for part in said if part)


def join(*parts: str) -> str:
    """Write those of the parts that say something, with a dot between them."""
    return " · ".join(part for part in parts if part)


def words_of(table: str, name: str) -> str:
    """Return the text of a name in a table of texts, or the name itself where there is none."""
    return text_or(f"{table}.{name}", name)


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
