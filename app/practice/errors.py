"""What a handler raises when Cognito would say no."""

from typing import Any


class Refusal(Exception):
    """A Cognito error: the exception's wire name, its message, the HTTP status; `extra` are further body members."""

    def __init__(self, code: str, message: str, status: int = 400, extra: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.extra = extra or {}
