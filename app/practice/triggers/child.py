"""Runs trigger functions in a process of its own, as a Lambda does: loads the files, then answers calls, a line each.

Started by runner.py as a script, with the files as arguments, the later overriding the earlier. After `--edited` the
first line on stdin is a text that overrides them all. It imports nothing of the project, so that a crash, an endless
loop or a print in somebody's function stays in here.
"""

import faulthandler
import importlib.util
import inspect
import json
import linecache
import os
import queue
import signal
import sys
import threading
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, BinaryIO

EDITED = "--edited"


class LoadError(Exception):
    """A file could not be loaded; the message names the line, 0 where there is none."""

    def __init__(self, message: str, line: int | None = 0) -> None:
        super().__init__(message)
        self.line = line or 0


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
    spec = importlib.util.spec_from_file_location(_module_name(), path)
    if spec is None or spec.loader is None:
        raise LoadError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    loader = spec.loader
    return _loaded(path, module, lambda: loader.exec_module(module))


def load_text(name: str, text: str) -> dict[str, FunctionType]:
    """The public top-level functions of a text that is in no file; tracebacks show its lines all the same."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    module = ModuleType(_module_name())
    return _loaded(name, module, lambda: exec(compile(text, name, "exec"), vars(module)))  # noqa: S102 - its purpose


def _module_name() -> str:
    return f"practice_triggers_{len(sys.modules)}"


def _loaded(path: str, module: ModuleType, execute: Callable[[], object]) -> dict[str, FunctionType]:
    sys.modules[module.__name__] = module
    try:
        execute()
    except SyntaxError as error:
        raise LoadError(f"{error.filename or path}, line {error.lineno}: {error.msg}", error.lineno) from error
    except OSError as error:
        raise LoadError(f"{path}: {error.strerror or error}") from error
    except (Exception, SystemExit) as error:
        line = line_in(path, error)
        raise LoadError(f"{path}, line {line}: {type(error).__name__}: {error}", line) from error
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


def run(functions: dict[str, FunctionType], call: dict[str, Any], own: set[str]) -> dict[str, Any]:
    """Call a function; its result, or the error as Lambda would report it. SystemExit goes on: it ends a Lambda too.

    The errors of a person's `own` files are printed for them. Those of the samples are part of what they show, and
    those of an edited text are shown beside it.
    """
    function = functions.get(call["function"])
    if function is None:
        return {"unknown": True}
    try:
        result = function(call["event"], Context(call["function"]))
    except Exception as error:  # noqa: BLE001 - whatever a function raises is its answer
        path = function.__code__.co_filename
        if path in own:
            traceback.print_exc()
        return {"error": str(error), "type": type(error).__name__, "line": line_in(path, error),
                "file": Path(path).name, "traceback": told(error, path)}
    try:
        json.dumps(result)
    except (TypeError, ValueError, RecursionError) as error:
        return {"error": f"Unable to marshal response: {error}", "type": "Runtime.MarshalError"}
    return {"result": result}


def told(error: Exception, path: str) -> str:
    """The traceback from the function on, with the file's name alone."""
    frames = error.__traceback__.tb_next if error.__traceback__ else None
    return "".join(traceback.format_exception(error.with_traceback(frames))).replace(path, Path(path).name)


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


def functions_of(arguments: list[str], calls: BinaryIO) -> dict[str, FunctionType]:
    """Load what the arguments name, and the edited text where one comes; raises LoadError."""
    functions: dict[str, FunctionType] = {}
    for path in arguments:
        if path == EDITED:
            functions.update(load_text(**json.loads(calls.readline())))
        else:
            functions.update(load(str(Path(path).resolve())))
    return functions


def main(arguments: list[str]) -> None:
    """Load the files, say so, and answer calls until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the pool, which then ends this process
    calls, answers = own_pipes()

    def say(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message).encode() + b"\n")
        answers.flush()

    try:
        functions = functions_of(arguments, calls)
    except LoadError as error:
        say({"failed": str(error), "line": error.line})
        return
    say({"functions": sorted(functions)})
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=read_calls, args=(calls, waiting), daemon=True).start()
    own = {str(Path(path).resolve()) for path in arguments[1:] if path != EDITED}
    with Path(os.devnull).open("w") as nowhere:
        while True:
            call = json.loads(waiting.get())
            # Should a function hold the interpreter when the pool is killed, this clock ends the process without it.
            faulthandler.dump_traceback_later(call["limit"] * 2, exit=True, file=nowhere)
            answer = run(functions, call, own)
            faulthandler.cancel_dump_traceback_later()
            say(answer)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main(sys.argv[1:])
