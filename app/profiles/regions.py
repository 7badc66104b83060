"""The AWS regions that botocore knows, read without importing it: checks as one types must not wait."""

import importlib.util
import json
from functools import cache
from pathlib import Path


@cache
def known_regions() -> tuple[str, ...]:
    """Return the names of all regions in order, none where botocore's list is not as it was; new regions come."""
    spec = importlib.util.find_spec("botocore")
    if spec is None or not spec.submodule_search_locations:
        return ()
    path = Path(spec.submodule_search_locations[0]) / "data" / "partitions.json"
    try:
        partitions = json.loads(path.read_text("utf-8"))["partitions"]
        return tuple(sorted(name for each in partitions for name in each["regions"] if not name.endswith("-global")))
    except (OSError, ValueError, KeyError, TypeError):
        return ()
