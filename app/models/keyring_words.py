"""The keyring check in words: its steps, the other backends, and a report to paste into a ticket."""

from collections.abc import Iterable

from app.texts import text
from app.vault.check import Candidate, Tried
from app.vault.vault import Backend

KEEPABLE = 1_800  # characters of a Cognito refresh token, measured by several people


def step_words(tried: Tried) -> str:
    """Say how a step ended, and how long it took."""
    if tried.skipped:
        return text("keyring_check.skipped")
    ms = round(tried.seconds * 1000)
    if tried.trouble is not None:
        words = text(f"vault_trouble.{tried.trouble.value}.short")
        return text("keyring_check.failed", reason=words, detail=tried.detail, ms=ms).rstrip()
    if not tried.longest:
        return text("keyring_check.worked", ms=ms)
    how = "at_least" if tried.at_least else "at_most"
    whole = "whole" if tried.longest >= KEEPABLE else "split"
    return " ".join((
        text(f"keyring_check.{how}", characters=f"{tried.longest:,}"),
        text(f"keyring_check.{whole}", characters=f"{KEEPABLE:,}"),
    ))  # fmt: skip


def candidate_words(candidate: Candidate) -> str:
    """Say what a backend is, and why it is used or not."""
    why = text(f"keyring_check.verdict_{candidate.verdict}", detail=candidate.detail)
    return text("keyring_check.candidate", name=candidate.name, why=why)


def report(found: Iterable[Backend | Tried | tuple[Candidate, ...]]) -> str:
    """Return all that was found as plain lines; there is no secret in it."""
    lines: list[str] = []
    for each in found:
        if isinstance(each, Backend):
            lines.append(each.name or text("keyring_check.none"))
        elif isinstance(each, Tried):
            lines.append(f"{text(f'keyring_check.step_{each.step}')}: {step_words(each)}")
        else:
            lines += [candidate_words(one) for one in each]
    return "\n".join(lines)
