"""`practice`: runs the practice pool alone, says on stdout where it is and what is in it, and ends when told to."""

import argparse
import contextlib
import json
import os
import signal
import sys
import threading
from pathlib import Path
from socket import socket

from app.practice import keys, seed, server, triggers, validation
from app.practice.state import State
from app.practice.triggers.runner import FunctionFailed

INTERRUPTED = 130
WRONG_ARGUMENTS = 2


def main(argv: list[str]) -> int:
    """Run until stdin closes (with the flag) or a signal comes; returns the exit code.

    One JSON line on stdout tells the endpoint and the seed once connections are accepted; nothing else goes there.
    """
    arguments = _parser().parse_args(argv)
    state = State(lambdas=triggers.Runner([arguments.triggers] if arguments.triggers else []))
    try:
        return _run(state, arguments)
    finally:
        state.lambdas.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="practice", description="A local server that speaks Amazon Cognito's protocol, with users to sign in as."
    )
    parser.add_argument("--port", type=_port, default=0, help="the port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--triggers", type=Path, metavar="FILE.py", help="Python functions that act as Lambda triggers")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when stdin is closed")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number")
    return int(text)


def _run(state: State, arguments: argparse.Namespace) -> int:
    if arguments.triggers:
        try:
            state.lambdas.start()
        except triggers.TriggerFileError as error:
            return _refuse(str(error))
    try:
        listening = server.bind(arguments.port)
    except OSError as error:
        return _refuse(f"port {arguments.port} of {server.HOST} cannot be used: {error.strerror}")
    with listening:
        return _serve(state, listening, until_stdin_closes=arguments.until_stdin_closes)


def _refuse(why: str) -> int:
    print(f"practice: {why}", file=sys.stderr)
    return WRONG_ARGUMENTS


def _serve(state: State, listening: socket, *, until_stdin_closes: bool) -> int:
    state.endpoint = server.endpoint_of(listening)
    seed.restore(state)
    running = server.PracticeServer(state, on_ready=lambda: _announce(state, running), on_stop=state.lambdas.close)
    if until_stdin_closes:
        threading.Thread(target=_wait_for_stdin, args=(running,), daemon=True).start()
    running.run(sockets=[listening])
    return INTERRUPTED if running.ended_by == signal.SIGINT else 0


def _announce(state: State, running: server.PracticeServer) -> None:
    """Say what is here, and only then get ready what can wait; where nobody listens any more, nobody will come."""
    try:
        print(json.dumps(seed.summary(state)), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again at its end
        running.should_exit = True
        return
    threading.Thread(target=_warm_up, args=(state,), daemon=True).start()


def _warm_up(state: State) -> None:
    """What the first requests would wait for otherwise."""
    validation.model()
    keys.key_set()
    # A call that needs the triggers reports what is wrong with them; and the end may come first.
    with contextlib.suppress(triggers.TriggerFileError, FunctionFailed):
        state.lambdas.start()


def _wait_for_stdin(running: server.PracticeServer) -> None:
    """Read without Python's buffer: a lock on it must not keep the process from ending."""
    while os.read(0, 4096):
        pass
    running.should_exit = True
