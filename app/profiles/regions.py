"""The AWS regions that botocore knows, read without importing it: checks as one types must not wait."""

import importlib.util
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def known_regions() -> tuple[str, ...]:
    """Return the names of all regions in order, none where botocore's list is not as it was; new regions come."""
    return tuple(region_places())


@cache
def region_places() -> Mapping[str, str]:
    """Return where each region is, such as `Europe (Ireland)`, by its name in order; empty where that is not known."""
    spec = importlib.util.find_spec("botocore")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / "data" / "partitions.json"
    try:
        partitions = json.loads(path.read_text("utf-8"))["partitions"]
        found = {name: _place(about) for each in partitions for name, about in each["regions"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: found[name] for name in sorted(found) if not name.endswith("-global")}


def _place(about: object) -> str:
    found = about.get("description") if isinstance(about, dict) else None
    return found if isinstance(found, str) else ""
