"""What is wrong, or only odd, with a profile as it is typed: pure and instant, by keys of the texts."""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from urllib.parse import urlsplit

from app.auth.flows import FLOWS
from app.profiles.normal import normalised, usernames_of
from app.profiles.profile import CLIENT_ID, ENDPOINT, POOL_ID, REGION
from app.profiles.regions import known_regions

SECONDS = (0.1, 600.0)
LONGEST_NAME = 100  # characters; a profile's name stands in lists
LONGEST_USERNAME = 128  # the service model's UsernameType
USUAL_CLIENT_ID = re.compile(r"[0-9a-z]{24,28}\Z")  # Cognito makes 26 characters
IDENTITY_POOL = re.compile(r"[\w-]+:[0-9a-fA-F-]{36}\Z")
CLIENT_SECRET = re.compile(r"[\w+]{24,64}\Z")  # the service model's ClientSecretType
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def problems(draft: Mapping[str, str], names: Collection[str] = ()) -> dict[str, str]:
    """Return, by field, the key of what keeps this draft from being saved; `names` are those of the other profiles."""
    values = {field: normalised(field, value) for field, value in draft.items()}
    found = {field: check(values[field]) for field, check in CHECKS.items() if field in values}
    found["name"] = _name(values.get("name", ""), names)
    if "user_pool_id" in values and not found["user_pool_id"] and not found.get("region"):
        region = values.get("region") or values["user_pool_id"].partition("_")[0]
        found["region"] = "" if REGION.match(region) else "region_missing"
    return {field: key for field, key in found.items() if key}


def warnings(draft: Mapping[str, str]) -> dict[str, str]:
    """Return, by field, the key of what is odd about a draft, and may be right all the same."""
    values = {field: normalised(field, value) for field, value in draft.items()}
    return dict(_odd(values))


def _odd(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    region, endpoint = values.get("region", ""), values.get("endpoint_url", "")
    in_id, _, number = values.get("user_pool_id", "").partition("_")
    effective = region or (in_id if number else "")
    if region and REGION.match(in_id) and number and region != in_id and not endpoint:
        yield "region", "region_differs"
    if REGION.match(effective) and known_regions() and effective not in known_regions():
        yield "region", "region_unknown"
    if values.get("client_secret") and not CLIENT_SECRET.match(values["client_secret"]):
        yield "client_secret", "client_secret_unusual"
    if endpoint.startswith("http://") and urlsplit(endpoint).hostname not in ("localhost", "127.0.0.1", "::1"):
        yield "endpoint_url", "endpoint_readable"


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name for a profile, or the nearest to it that no other has, in whatever case; cut where it is long."""
    others = {name.casefold() for name in taken}
    name = CONTROL.sub("", normalised("name", wanted))
    found, number = name[:LONGEST_NAME].strip(), 2
    while found.casefold() in others:
        end = f" {number}"
        found, number = name[: LONGEST_NAME - len(end)].strip() + end, number + 1
    return found


def _name(value: str, names: Collection[str]) -> str:
    if not value:
        return "name_missing"
    if len(value) > LONGEST_NAME or CONTROL.search(value):
        return "name_long"
    return "name_taken" if value.casefold() in {name.casefold() for name in names} else ""


def _user_pool_id(value: str) -> str:
    if not value:
        return "pool_missing"
    if POOL_ID.match(value):
        return ""
    if IDENTITY_POOL.match(value):
        return "pool_is_identity_pool"
    return "pool_is_client" if USUAL_CLIENT_ID.match(value) else "pool_format"


def _client_id(value: str) -> str:
    if not value:
        return "client_missing"
    if REGION.match(value.partition("_")[0]) and POOL_ID.match(value):
        return "client_is_pool"
    return "" if CLIENT_ID.match(value) else "client_format"


def _region(value: str) -> str:
    return "" if not value or REGION.match(value) else "region_format"


def _endpoint(value: str) -> str:
    return _url(value, "endpoint") or ("" if not value or ENDPOINT.match(value) else "endpoint_format")


def _proxy(value: str) -> str:
    return _url(value, "proxy")


def _url(value: str, what: str) -> str:
    """Check a URL: http or https, a host, a port that is one, and nobody's password."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"{what}_format"
    if parts.scheme not in ("http", "https") or "://" not in value:
        return f"{what}_scheme"
    if "@" in parts.netloc:
        return f"{what}_password"
    odd = not host or CONTROL.search(value) or re.search(r"\s", value) or parts.query or parts.fragment
    return f"{what}_format" if odd else ""


def _ca_bundle(value: str) -> str:
    is_path = re.match(r"(/|[A-Za-z]:[\\/]|\\\\)", value)
    return "" if not value or is_path else "ca_bundle_path"


def _seconds(value: str) -> str:
    if not value:
        return ""
    try:
        number = float(value)
    except ValueError:
        return "seconds_number"
    return "" if math.isfinite(number) and SECONDS[0] <= number <= SECONDS[1] else "seconds_range"


def _flow(value: str) -> str:
    return "" if not value or value in FLOWS else "flow_unknown"


def _usernames(value: str) -> str:
    fit = all(len(name) <= LONGEST_USERNAME and not re.search(r"\s", name) for name in usernames_of(value))
    return "" if fit else "usernames_format"


def _secret(value: str) -> str:
    return "client_secret_format" if re.search(r"\s", value) or CONTROL.search(value) else ""


def _aws_profile(value: str) -> str:
    return "aws_profile_format" if CONTROL.search(value) or "[" in value or "]" in value else ""


CHECKS: Mapping[str, Callable[[str], str]] = {
    "user_pool_id": _user_pool_id,
    "client_id": _client_id,
    "client_secret": _secret,
    "region": _region,
    "endpoint_url": _endpoint,
    "aws_profile": _aws_profile,
    "ca_bundle": _ca_bundle,
    "proxy": _proxy,
    "connect_seconds": _seconds,
    "read_seconds": _seconds,
    "default_flow": _flow,
    "usernames": _usernames,
}
