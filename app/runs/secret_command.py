"""`main.py secret set|list|delete NAME`: test secrets in the keyring, typed unseen or piped in, never an argument."""

import argparse
import getpass
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.errors import VaultError, VaultTrouble
from app.folders import folders
from app.runs.test_secrets import TestSecrets, is_name
from app.runs.vault_access import VaultAccess, system_vault
from app.secret import Secret
from app.texts import text

WRONG_ARGUMENTS = 2
LACKS_SOMETHING = 3
INTERRUPTED = 130
LONGEST = 16_384  # bytes of a secret
INSTALL = (VaultTrouble.NO_BACKEND, VaultTrouble.PLAIN_TEXT)  # what another keyring would mend


class _Refused(Exception):
    """The command ends with a status and a key of the texts `secret_command`."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


class _Parser(argparse.ArgumentParser):
    """Never repeats an argument that is wrong: it may be a secret."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - it quotes the argument
        """Show the usage, without argparse's own words."""
        self.print_usage(sys.stderr)
        raise _Refused(WRONG_ARGUMENTS, "argument")


def main(arguments: Sequence[str], access: VaultAccess | None = None) -> int:
    """Do what the arguments say; return the exit status. `access` replaces the system's keyring."""
    parser = _parser()
    try:
        parsed, rest = parser.parse_known_args(arguments)
        if rest:
            parser.error("")
        _check(parsed)
        _do(parsed, TestSecrets(access or system_vault(folders(parsed.home)[1])))
    except _Refused as refused:
        return _say(refused.status, text(f"secret_command.{refused.key}"))
    except VaultError as error:
        return _say(*_trouble(error))
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="main.py secret",
        description="Keep test secrets for scenarios in the keyring of this machine.",
        epilog="set asks for the secret twice without showing it, or takes one line from a pipe.",
        allow_abbrev=False,
    )
    parser.add_argument("do", choices=("set", "list", "delete"), help="keep one, list the names, or delete one")
    parser.add_argument("name", nargs="?", metavar="NAME", help="what scenarios call it: { vault = \"NAME\" }")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep the list of names in DIR")
    return parser


def _check(parsed: argparse.Namespace) -> None:
    if parsed.do == "list":
        if parsed.name is not None:
            raise _Refused(WRONG_ARGUMENTS, "list_takes_none")
        return
    if parsed.name is None:
        raise _Refused(WRONG_ARGUMENTS, "no_name")
    if not is_name(parsed.name):
        raise _Refused(WRONG_ARGUMENTS, "bad_name")


def _do(parsed: argparse.Namespace, secrets: TestSecrets) -> None:
    match parsed.do:
        case "set":
            secrets.keep(parsed.name, _asked())
            print(text("secret_command.kept", name=parsed.name))
        case "delete":
            secrets.forget(parsed.name)
            print(text("secret_command.deleted", name=parsed.name))
        case "list":
            for name in secrets.names():
                print(name)


def _asked() -> Secret:
    """Return what was typed twice, or the first line of a pipe without its end."""
    if sys.stdin is None:  # as `<&-` leaves it
        raise _Refused(WRONG_ARGUMENTS, "empty")
    return _checked(_typed() if sys.stdin.isatty() else _piped())


def _typed() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)  # without it the secret would be shown
        try:
            first = getpass.getpass(text("secret_command.ask"))
            again = getpass.getpass(text("secret_command.ask_again"))
        except getpass.GetPassWarning:
            raise _Refused(LACKS_SOMETHING, "shown") from None
    if first != again:
        raise _Refused(WRONG_ARGUMENTS, "differs")
    return first


def _piped() -> str:
    line = sys.stdin.buffer.readline(LONGEST + 2)
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")  # PowerShell puts a mark before it
    except UnicodeDecodeError:
        raise _Refused(WRONG_ARGUMENTS, "not_utf8") from None


def _checked(secret: str) -> Secret:
    if not secret:
        raise _Refused(WRONG_ARGUMENTS, "empty")
    if len(secret.encode(errors="replace")) > LONGEST:
        raise _Refused(WRONG_ARGUMENTS, "too_long")
    return Secret(secret)


def _trouble(error: VaultError) -> tuple[int, str]:
    if error.trouble is VaultTrouble.MISSING:
        return WRONG_ARGUMENTS, text("secret_command.missing")
    said = text("secret_command.keyring", reason=text(f"vault_trouble.{error.trouble.value}.short"))
    return LACKS_SOMETHING, f"{said} {text('secret_command.install')}" if error.trouble in INSTALL else said


def _say(status: int, said: str) -> int:
    print(said, file=sys.stderr)
    return status
