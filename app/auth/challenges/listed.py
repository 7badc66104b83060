"""ChallengeParameters that are lists come as JSON inside a string."""

import json
from collections.abc import Mapping
from typing import Any


def listed(parameters: Mapping[str, str], *names: str) -> tuple[str, ...]:
    """Return the strings listed under the first of `names` that is there; an empty tuple for none or for nonsense."""
    text = next((parameters[name] for name in names if parameters.get(name)), "[]")
    found = _parsed(text) or _parsed(text.replace("'", '"'))  # moto writes a list as Python does
    return tuple(item for item in found if isinstance(item, str)) if isinstance(found, list) else ()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
