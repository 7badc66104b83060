"""Cognito Flow Explorer: opens the window, or runs the practice pool alone (`main.py practice`)."""

import argparse
import sys
from pathlib import Path

from app import machine

LACKS_SOMETHING = 3  # exit status; 2 is argparse's for bad arguments
INTERRUPTED = 130
WITH_HOME = ("run", "secret")  # commands that keep something in a folder, too


def main(arguments: list[str]) -> int:
    """Do what the arguments say; return the exit status."""
    arguments = _home_behind(arguments)
    if arguments[:1] == ["practice"]:
        from app.practice.command import main as practice

        return practice(arguments[1:])
    if arguments[:1] == ["run"]:
        from app.runs.command import main as run_scenarios

        return run_scenarios(arguments[1:])
    if arguments[:1] == ["child"]:  # no command for people: app/runs/children.py starts it
        from app.runs.child import main as child

        return child(arguments[1:])
    if arguments[:1] == ["secret"]:
        from app.runs.secret_command import main as secret

        return secret(arguments[1:])
    parser = _parser()
    parsed = parser.parse_args(arguments)
    missing = [str(file) for file in parsed.files if not file.is_file()]
    if missing:
        parser.error(f"no such file: {', '.join(missing)}")
    problem = machine.problem()
    if problem:
        print(problem, file=sys.stderr)
        return LACKS_SOMETHING
    from widgets.application import run

    return run(parsed.home, tuple(parsed.files))


def _home_behind(arguments: list[str]) -> list[str]:
    """Let `--home DIR` stand before a command as well as behind it."""
    count = 2 if arguments[:1] == ["--home"] else 1 if arguments and arguments[0].startswith("--home=") else 0
    home, command = arguments[:count], arguments[count : count + 1]
    return [*command, *home, *arguments[count + 1 :]] if command and command[0] in WITH_HOME else arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="A window in which an Amazon Cognito sign-in can be seen, call by call.",
        epilog="main.py practice [--port N] [--triggers FILE.py] runs the practice pool alone. "
        "main.py run FILE... signs in as files of scenarios say, without a window. "
        "main.py secret set|list|delete NAME keeps test secrets for scenarios.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a transcript (.cfx.json) to open")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep settings and the list of saved sign-ins in DIR")
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # while it imports what it needs; whatever runs sees to it by itself
        sys.exit(INTERRUPTED)
