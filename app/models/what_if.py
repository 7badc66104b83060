"""What-if in words: what is not as usual, in a few words for a badge, and the presets of usual demonstrations."""

from collections.abc import Iterator

from app.runs.what_if import Change, ClientIf, Fault, PoolIf, WhatIf, with_faults
from app.texts import text

MINUTE, HOUR, DAY = 60, 3600, 86400
# Seconds that the clock may be set to; an access token lives an hour, a refresh token 30 days (wire reference 7.3).
OFFSETS = (-HOUR, -15 * MINUTE, 0, 15 * MINUTE, 65 * MINUTE, 2 * HOUR, DAY, 31 * DAY)
PRESETS = ("wrong_clock", "token_expired", "throttled", "down", "mfa_required")


def preset(name: str, pool_id: str) -> Change:
    """The change that a preset makes; `pool_id` is the user pool that is looked at."""
    match name:
        case "wrong_clock":
            return {"clock_offset": 15 * MINUTE}
        case "token_expired":
            return {"clock_offset": 65 * MINUTE}
        case "throttled":
            return with_faults((Fault(kind="throttle", left=3),))
        case "down":
            return with_faults((Fault(kind="error"),))
    return {"user_pools": [{"user_pool_id": pool_id, "mfa": "ON"}]}


def badge(now: WhatIf) -> str:
    """Say in a few words all that is not normal; empty where nothing is."""
    parts = list(_parts(now))
    return text("what_if.badge", what=", ".join(parts)) if parts else ""


def offset_words(seconds: float) -> str:
    """Say how far the clock is ahead or behind: "+2 h", "-15 min", "+1 h 5 min"."""
    sign, rest = ("\u2212" if seconds < 0 else "+"), round(abs(seconds))
    parts = []
    for unit, size in (("days", DAY), ("hours", HOUR), ("minutes", MINUTE), ("seconds", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(text(f"what_if.unit.{unit}", count=count))
    return sign + " ".join(parts) if parts else text("what_if.offset_none")


def fault_words(fault: Fault) -> str:
    """Say what goes wrong, with what, and how often."""
    what = text(f"what_if.fault.{fault.kind}", seconds=f"{fault.seconds:g}", status=fault.status)
    which = fault.operation or text("what_if.every_call")
    return text("what_if.fault_line", which=which, what=what, often=often_words(fault.left))


def often_words(left: int | None) -> str:
    """Say for how many calls."""
    if left is None:
        return text("what_if.always")
    return text("what_if.next_one") if left == 1 else text("what_if.next_many", count=left)


def _parts(now: WhatIf) -> Iterator[str]:
    for pool in now.user_pools:
        yield from (text("what_if.of", what=what, where=pool.name) for what in _of_pool(pool))
        for client in pool.clients:
            yield from (text("what_if.of", what=what, where=client.name) for what in _of_client(client))
    if now.clock_offset:
        yield text("what_if.clock_badge", offset=offset_words(now.clock_offset))
    yield from (fault_words(fault) for fault in now.faults)


def _of_pool(pool: PoolIf) -> Iterator[str]:
    if pool.mfa != pool.normal.mfa:
        yield text(f"what_if.badge_mfa.{pool.mfa}")
    if pool.devices != pool.normal.devices:
        yield text(f"what_if.badge_devices.{pool.devices}")


def _of_client(client: ClientIf) -> Iterator[str]:
    now, normal = client.now, client.normal
    if (now.rotation, now.grace_seconds) != (normal.rotation, normal.grace_seconds):
        yield text("what_if.badge_rotation_on" if now.rotation else "what_if.badge_rotation_off")
    if now.existence_errors != normal.existence_errors:
        yield text(f"what_if.badge_existence.{now.existence_errors}")
