"""Pages of a list, with an opaque token for the next one."""

import base64
import binascii
from typing import Any

from app.practice import messages
from app.practice.errors import Refusal

LARGEST_PAGE = 60
START = "offset:"


def page(items: list[Any], limit: int | None, token: str | None) -> tuple[list[Any], str | None]:
    """The items of one page, and the token for the next where there are more; a limit of 0 is none.

    Raises InvalidParameterException for a token that is none of ours.
    """
    start = _start(token)
    end = start + (limit or LARGEST_PAGE)
    following = base64.b64encode(f"{START}{end}".encode()).decode() if end < len(items) else None
    return items[start:end], following


def _start(token: str | None) -> int:
    if token is None:
        return 0
    try:
        text = base64.b64decode(token, validate=True).decode("ascii")
        if not text.startswith(START):
            raise ValueError(text)
        return max(0, int(text.removeprefix(START)))
    except (ValueError, binascii.Error) as error:
        raise Refusal("InvalidParameterException", messages.BAD_PAGINATION_TOKEN) from error
