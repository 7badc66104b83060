"""Runs one operation: looks its handler up, validates the request, and lets one handler work at a time."""

import sys
import traceback
from typing import Any

from app.practice import messages, validation
from app.practice.errors import Refusal
from app.practice.operations import OPERATIONS
from app.practice.state import State


def perform(state: State, operation: str, request: dict[str, Any]) -> dict[str, Any] | None:
    """The operation's result, None where its body is empty; raises Refusal, for a defect InternalErrorException."""
    handler = OPERATIONS.get(operation)
    if handler is None:
        known = operation in validation.model()["operations"]
        message = messages.operation_not_offered(operation) if known else messages.NOT_AN_OPERATION
        raise Refusal("UnknownOperationException", message)
    checked = validation.check(operation, request)
    with state.lock:
        try:
            result = handler(state, checked)
        except Refusal:
            raise
        except Exception as error:  # a defect of ours must not end the pool
            _report(operation, error)
            raise Refusal("InternalErrorException", messages.INTERNAL, 500) from error
    return (result or {}) if validation.has_output(operation) else None


def _report(operation: str, error: Exception) -> None:
    """Print where it happened; the error's own words may hold a value, and stay unsaid."""
    places = "".join(traceback.format_tb(error.__traceback__))
    print(f"practice pool: {operation} failed\n{places}{type(error).__name__}", file=sys.stderr)
