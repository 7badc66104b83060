"""How long ago something was, in the words that lists use."""

from app.texts import text


def ago(then: float, now: float) -> str:
    """Say how long before `now` (both epoch seconds) `then` was: "19 s ago", "2 min ago", "3 h ago", "5 days ago"."""
    seconds = max(0, int(now - then))
    if seconds < 2:
        return text("ago.now")
    for limit, unit, size in (
        (60, "seconds", 1),
        (3600, "minutes", 60),
        (86400, "hours", 3600),
        (172800, "day", 86400),
    ):
        if seconds < limit:
            return text(f"ago.{unit}", count=seconds // size)
    return text("ago.days", count=seconds // 86400)

