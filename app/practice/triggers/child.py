"""Runs trigger functions in a process of its own, as a Lambda does: loads the files, then answers calls, a line each.

Started by runner.py as a script, with the files as arguments, the later overriding the earlier. It imports nothing of
the project, so that a crash, an endless loop or a print in somebody's function stays in here.
"""

import faulthandler
import importlib.util
import inspect
import json
import os
import queue
import signal
import sys
import threading
import traceback
import uuid
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, BinaryIO


class LoadError(Exception):
    """A file could not be loaded; the message names the line."""


class Context:
    """What Lambda gives a function besides the event."""

    function_version = "$LATEST"
    memory_limit_in_mb = "128"

    def __init__(self, function_name: str) -> None:
        self.function_name = function_name
        self.invoked_function_arn = f"arn:aws:lambda:us-east-1:000000000000:function:{function_name}"
        self.aws_request_id = str(uuid.uuid4())
        self.log_group_name = f"/aws/lambda/{function_name}"
        self.log_stream_name = "practice"

    def get_remaining_time_in_millis(self) -> int:
        """How long the function may take; the practice pool gives every attempt the same."""
        return 5000


def load(path: str) -> dict[str, FunctionType]:
    """The public top-level functions of a file by name; raises LoadError."""
    try:
        spec = importlib.util.spec_from_file_location(f"practice_triggers_{len(sys.modules)}", path)
        if spec is None or spec.loader is None:
            raise LoadError(f"{path}: not a Python file")
        module = importlib.util.module_from_spec(spec)
        sys.modules[module.__name__] = module
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise LoadError(f"{error.filename or path}, line {error.lineno}: {error.msg}") from error
    except OSError as error:
        raise LoadError(f"{path}: {error.strerror or error}") from error
    except (Exception, SystemExit) as error:
        raise LoadError(f"{path}, line {line_in(path, error)}: {type(error).__name__}: {error}") from error
    return public_functions(module)


def public_functions(module: ModuleType) -> dict[str, FunctionType]:
    """What a file itself defines as functions without a leading underscore."""
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }


def line_in(path: str, error: BaseException) -> int | None:
    """The last line of the file through which an error came."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return lines[-1] if lines else None


def run(functions: dict[str, FunctionType], call: dict[str, Any], samples: str) -> dict[str, Any]:
    """Call a function; its result, or the error as Lambda would report it. SystemExit goes on: it ends a Lambda too.

    The errors of a person's own file are printed for them. Those of the `samples` are part of what they show.
    """
    function = functions.get(call["function"])
    if function is None:
        return {"unknown": True}
    try:
        result = function(call["event"], Context(call["function"]))
    except Exception as error:  # noqa: BLE001 - whatever a function raises is its answer
        if function.__code__.co_filename != samples:
            traceback.print_exc()
        return {"error": str(error), "type": type(error).__name__}
    try:
        json.dumps(result)
    except (TypeError, ValueError, RecursionError) as error:
        return {"error": f"Unable to marshal response: {error}", "type": "Runtime.MarshalError"}
    return {"result": result}


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take stdin and stdout for the protocol; what the functions print goes to stderr, and they read nothing."""
    calls = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return calls, answers


def read_calls(calls: BinaryIO, waiting: "queue.SimpleQueue[bytes]") -> None:
    """Pass calls on; when the pool has gone, go too, even while a function runs."""
    for line in calls:
        waiting.put(line)
    os._exit(0)


def main(paths: list[str]) -> None:
    """Load the files, say so, and answer calls until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the pool, which then ends this process
    calls, answers = own_pipes()

    def say(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message).encode() + b"\n")
        answers.flush()

    functions: dict[str, FunctionType] = {}
    try:
        for path in paths:
            functions.update(load(str(Path(path).resolve())))
    except LoadError as error:
        say({"failed": str(error)})
        return
    say({"functions": sorted(functions)})
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=read_calls, args=(calls, waiting), daemon=True).start()
    with Path(os.devnull).open("w") as nowhere:
        while True:
            call = json.loads(waiting.get())
            # Should a function hold the interpreter when the pool is killed, this clock ends the process without it.
            faulthandler.dump_traceback_later(call["limit"] * 2, exit=True, file=nowhere)
            answer = run(functions, call, samples=str(Path(paths[0]).resolve()))
            faulthandler.cancel_dump_traceback_later()
            say(answer)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main(sys.argv[1:])
