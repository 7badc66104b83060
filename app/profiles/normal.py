"""What a person pastes into a profile's fields, made into what belongs there."""

import os
import re

QUOTES = "\"'`“”‘’„«»"
ARN = re.compile(r"arn:aws[\w-]*:cognito-idp:[\w-]*:\d*:userpool/([\w-]+)\Z")
# The issuer of tokens, or what stands under it: `/.well-known/jwks.json`, `/.well-known/openid-configuration`.
UNDER_ISSUER = re.compile(r"https?://[^/\s]+/([\w-]+_[0-9a-zA-Z]+)(?:/.*)?\Z")


def tidy(value: str) -> str:
    """Drop what comes along when a value is copied out of a file or a console: blanks, quotes, the comma after it."""
    found = value.strip().rstrip(",;").strip()
    while len(found) > 1 and found[0] in QUOTES and found[-1] in QUOTES:
        found = found[1:-1].strip()
    return found


def normalised(field: str, value: str) -> str:
    """Return what a field should hold: of a pool's ARN or issuer URL its id, of anything else the tidy value."""
    if field == "usernames":
        return "\n".join(usernames_of(value))
    if field == "name":
        return " ".join(value.split())
    found = tidy(value)
    match field:
        case "user_pool_id":
            for pattern in (ARN, UNDER_ISSUER):
                if pool := pattern.match(found):
                    return pool[1]
        case "endpoint_url":
            if UNDER_ISSUER.match(found):
                return "/".join(found.split("/")[:3])
        case "connect_seconds" | "read_seconds":
            return found.removesuffix("s").rstrip().replace(",", ".")
        case "ca_bundle" if found.startswith("~"):
            return os.path.expanduser(found)
        case "region":
            return found.lower()
    return found


def usernames_of(value: str) -> tuple[str, ...]:
    """Return the user names in a text that has one in each line, or commas between them; each once."""
    return tuple(dict.fromkeys(name for part in re.split(r"[\n,;]", value) if (name := tidy(part))))
