"""The rows of events that are complete in themselves: tokens, what was kept, what a flow showed, how a run ended."""

from dataclasses import replace

from app.auth.vault_names import kind_of
from app.models.figures import duration
from app.models.row_words import end_detail, end_word, finding_words, tokens_words, words_of
from app.models.rows import END_TONES, Row, RowKind, Run, Tone
from app.texts import text, text_or
from app.transcript.events import (
    Ended,
    Event,
    Fetched,
    Finished,
    NotSaved,
    Released,
    Removed,
    Saved,
    Shown,
    SignedIn,
    TokensReceived,
)


def plain_row(run: Run, event: Event) -> Row | None:
    """Return the row of an event that is complete in itself; None where it has none."""
    match event:
        case TokensReceived():
            return _row(RowKind.TOKENS, run, event, text("timeline.tokens"), tokens_words(event), Tone.GREEN, "token")
        case Saved() | NotSaved() | Removed():
            return None if _is_old_news(run, event) else _of_secret(run, event)
        case Shown():
            return _shown(run, event)
        case Released(outcome="hurried"):
            title, why = text("timeline.held.hurried", operation=event.operation), text("timeline.held.hurried_why")
            return _row(RowKind.SHOWN, run, event, title, why, Tone.MUTED, "clock")
        case Fetched():
            return _fetched(run, event)
        case SignedIn():
            detail = text("timeline.signed_in_as", name=event.username) if event.username else ""
            return _row(RowKind.OUTCOME, run, event, text("timeline.signed_in"), detail, Tone.GREEN, "check")
        case Finished():
            return _row(RowKind.OUTCOME, run, event, finding_words(run.flow, event), "", Tone.GREEN, "check")
        case Ended():
            tone = END_TONES.get(event.reason, Tone.RED)
            icon = "cross" if tone is Tone.RED else "stop"
            detail = event.message if event.reason == "refused" else end_detail(event)
            return _row(RowKind.OUTCOME, run, event, end_word(event), detail, tone, icon)
    return None


def _is_old_news(run: Run, event: Saved | NotSaved | Removed) -> bool:
    """Whether a secret was kept once more, with other facts beside it, and no differently than before."""
    before, run.kept[event.name] = run.kept.get(event.name), event
    return before is not None and replace(before, at=event.at) == event


def _of_secret(run: Run, event: Saved | NotSaved | Removed) -> Row | None:
    match event:
        case NotSaved():
            return _not_saved(run, event)
        case Removed():
            return _removed(run, event)
    detail = text("timeline.saved_for", name=event.username)
    title = text(f"timeline.kept.{kind_of(event.name)}")
    return _row(RowKind.SAVED, run, event, title, detail, Tone.GREEN, "keyring")


def _not_saved(run: Run, event: NotSaved) -> Row:
    off = event.reason == "off"
    tone, icon = (Tone.MUTED, "minus") if off else (Tone.AMBER, "warning")
    detail = words_of("timeline.not_saved", event.reason)
    return _row(RowKind.SAVED, run, event, text(f"timeline.not_kept.{kind_of(event.name)}"), detail, tone, icon)


def _removed(run: Run, event: Removed) -> Row | None:
    """What was not there needs no row, what could not be removed does."""
    if event.reason:
        detail = text_or(f"vault_trouble.{event.reason}.title", event.reason)
        return _row(RowKind.SAVED, run, event, text("timeline.still_kept"), detail, Tone.AMBER, "warning")
    title = text(f"timeline.removed.{kind_of(event.name)}")
    return _row(RowKind.SAVED, run, event, title, "", Tone.MUTED, "minus") if event.count else None


def _shown(run: Run, event: Shown) -> Row | None:
    match event.name:
        case "refresh_call":
            title = text("timeline.refresh_call", call=event.values.get("call", ""))
            why = words_of("timeline.refresh_because", str(event.values.get("because", "")))
            return _row(RowKind.SHOWN, run, event, title, why, Tone.ACCENT, "refresh")
        case "rotated":
            saved = event.values.get("saved") == "yes"
            tone, icon = (Tone.GREEN, "refresh") if saved else (Tone.AMBER, "warning")
            return _row(RowKind.SHOWN, run, event, text("timeline.rotated"), _rotation(event), tone, icon)
    return None


def _rotation(event: Shown) -> str:
    """Say where the new refresh token is, and what the old one is still good for."""
    if event.values.get("saved") == "yes":
        where = text("timeline.rotated_saved")
    else:
        where = words_of("timeline.not_saved", str(event.values.get("reason", "")))
    grace = str(event.values.get("grace_seconds", ""))
    known = grace.isdecimal()
    key = "grace_unknown" if not known else "grace" if int(grace) else "grace_none"
    return f"{where} · {text(f'timeline.rotated_{key}', time=duration(float(grace)) if known else '')}"


def _fetched(run: Run, event: Fetched) -> Row:
    tone, icon = (Tone.AMBER, "warning") if event.problem else (Tone.GREEN, "check")
    detail = f"{event.problem} · {event.url}" if event.problem else event.url
    row = _row(RowKind.FETCHED, run, event, text("timeline.fetched"), detail, tone, icon)
    row.seconds = event.seconds
    if event.problem:
        row.title = text("timeline.not_fetched")
    return row


def _row(kind: RowKind, run: Run, event: Event, title: str, detail: str, tone: Tone, icon: str) -> Row:
    return Row(kind=kind, run=run, at=event.at, title=title, detail=detail, tone=tone, icon=icon, event=event)
