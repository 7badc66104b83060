"""Lambda triggers of the practice pool: Python functions with Lambda's event shapes, run in a child process."""

from app.practice.triggers.invoke import configured, event_version, invoke, user_attributes
from app.practice.triggers.runner import FunctionFailed, FunctionTimedOut, FunctionUnknown, Runner, TriggerFileError

__all__ = [
    "FunctionFailed", "FunctionTimedOut", "FunctionUnknown", "Runner", "TriggerFileError", "configured",
    "event_version", "invoke", "user_attributes",
]
