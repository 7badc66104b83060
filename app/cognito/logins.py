"""The person's AWS credentials: found once and kept as long as the program runs, so that MFA is not asked at each call.

botocore finds and refreshes them. It is told anew where the AWS config files or the AWS_* variables have changed, and
where the credentials were no good: the person may have logged in meanwhile.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.cognito.faults import WRONG_CODE
from app.cognito.reach import Reach
from app.cognito.session import lock_of, personal_session
from app.errors import ApiError, CredentialsTrouble, Fault, TransportError

CODE = re.compile(r"\d{6}")  # TokenCode of STS (service model)
CODES = 3  # wrong ones; AWS says the same of a role whose conditions are not met
STS_SECONDS = 10.0  # to connect, and for a reply
FILES = (("AWS_CONFIG_FILE", "~/.aws/config"), ("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"))

AskCode = Callable[[str, str, ApiError | None], str]  # serial, AWS profile, why the last code was not taken -> code


@dataclass(slots=True, kw_only=True)
class _Asked:
    """Who answers for the call that this thread makes, and what came of it."""

    by: AskCode
    profile: str
    refusal: ApiError | None = None
    codes: int = field(default=0)


_asking: ContextVar[_Asked | None] = ContextVar("asking", default=None)
_lock = threading.Lock()
_kept: dict[tuple[str, str, str], tuple[int, Any]] = {}  # a stamp of the person's settings, and the session by them


def session_for(reach: Reach) -> Any:
    """Return the botocore session with the credentials of a profile's AWS profile."""
    key, stamp = _key(reach), _stamp()
    with _lock:
        kept = _kept.get(key)
        if kept is None or kept[0] != stamp:
            kept = _kept[key] = (stamp, _new_session(reach))
        return kept[1]


def forget(reach: Reach) -> None:
    """Look for the credentials anew, the next time that they are wanted."""
    with _lock:
        _kept.pop(_key(reach), None)


def make_ready(reach: Reach, ask: AskCode) -> None:
    """Have credentials at hand: `ask` for an MFA code where the AWS profile wants one, again where it was wrong.

    Raises Cancelled, TransportError, or whatever the search for them raises.
    """
    asked = _Asked(by=ask, profile=reach.aws_profile)
    while True:
        try:
            with _answering(asked):
                _resolve(session_for(reach))
                return
        except Exception as error:
            forget(reach)
            if not _goes_again(error, asked):
                raise


def _resolve(session: Any) -> None:
    from botocore.exceptions import NoCredentialsError

    with lock_of(session):
        credentials = session.get_credentials()
    if credentials is None:
        raise NoCredentialsError
    credentials.get_frozen_credentials()


def _goes_again(error: Exception, asked: _Asked) -> bool:
    """Say whether another code may help; botocore refreshes what MFA gave never by itself."""
    from botocore.exceptions import ClientError, RefreshWithMFAUnsupportedError

    if isinstance(error, RefreshWithMFAUnsupportedError):
        return True
    if not isinstance(error, ClientError) or not 0 < asked.codes < CODES:
        return False
    said = error.response.get("Error", {})
    asked.refusal = ApiError(str(said.get("Code", "")), str(said.get("Message", "")), operation="AssumeRole")
    return asked.refusal.message.startswith(WRONG_CODE)


@contextmanager
def _answering(asked: _Asked) -> Iterator[None]:
    token = _asking.set(asked)
    try:
        yield
    finally:
        _asking.reset(token)


def _code(prompt: str) -> str:
    """Answer botocore's prompt, which ends with the serial: `Enter MFA code for SERIAL: `."""
    asked = _asking.get()
    serial = prompt.removesuffix(": ").rpartition(" ")[2]
    if asked is None:  # nobody is there to ask
        raise TransportError(Fault.CREDENTIALS, serial, trouble=CredentialsTrouble.MFA)
    while True:
        code = asked.by(serial, asked.profile, asked.refusal)
        asked.codes += 1
        if CODE.fullmatch(code):
            return code
        asked.refusal = ApiError("ValidationError", "", operation="AssumeRole")
        if asked.codes >= CODES:
            raise TransportError(Fault.CREDENTIALS, serial, trouble=CredentialsTrouble.MFA)


def _new_session(reach: Reach) -> Any:
    """Make a session whose own calls, to STS and SSO, go where the profile's go, and which asks us for MFA codes."""
    from botocore.config import Config

    session = personal_session(reach.aws_profile)
    session.set_default_client_config(
        Config(
            connect_timeout=STS_SECONDS,
            read_timeout=STS_SECONDS,
            retries={"total_max_attempts": 1, "mode": "standard"},  # a code does for one attempt
            proxies=reach.own_proxies,
        )
    )
    if reach.ca_bundle:
        session.set_config_variable("ca_bundle", reach.ca_bundle)
    if session.get_config_variable("region") is None:
        session.set_config_variable("region", reach.region)  # STS and the like want one
    session.get_component("credential_provider").get_provider("assume-role")._prompter = _code
    return session


def _key(reach: Reach) -> tuple[str, str, str]:
    return reach.aws_profile, reach.ca_bundle, reach.proxy


def _stamp() -> int:
    """Return a number that changes with the person's AWS settings; their values are not kept."""
    seen: list[Any] = sorted(item for item in os.environ.items() if item[0].startswith("AWS_"))
    for variable, usual in FILES:
        path = Path(os.environ.get(variable) or usual).expanduser()
        try:
            found = path.stat()
            seen.append((str(path), found.st_mtime_ns, found.st_size))
        except (OSError, ValueError):
            seen.append((str(path), 0, 0))
    return hash(tuple(seen))


