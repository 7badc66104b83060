"""botocore sessions: one cut off from the person's AWS settings, those that use them, and clients of either.

Public operations need no AWS account, so a broken AWS_* variable or config file must not stop them (it would: botocore
reads both before the first call). The practice pool gets fixed dummy keys, never the person's.
"""

import logging
import threading
import weakref
from functools import cache
from typing import Any

# What is less grave these libraries do not log, whatever the root logger lets through: at DEBUG botocore writes whole
# requests, passwords, tokens and signatures among them; urllib3 warns of headers, which may echo a secret. That AWS
# credentials cannot be had, the timeline says, and why.
QUIET = {
    "boto3": logging.WARNING,
    "botocore": logging.WARNING,
    "botocore.credentials": logging.CRITICAL,
    "botocore.tokens": logging.CRITICAL,
    "urllib3": logging.ERROR,
}
_lock = threading.Lock()
_locks: weakref.WeakKeyDictionary[Any, threading.Lock] = weakref.WeakKeyDictionary()


@cache
def isolated_session() -> Any:
    """Return the botocore session that reads neither AWS_* variables nor the AWS config files.

    There is one, because reading Cognito's service model takes longer than all else that a new client needs.
    """
    _prepare_libraries()
    from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES, ConstantProvider
    from botocore.session import Session

    session = Session()
    store = session.get_component("config_store")
    for name, (_, _, default, _) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items():
        value = None if name in ("config_file", "credentials_file") else default
        store.set_config_provider(name, ConstantProvider(value))
    return session


def personal_session(aws_profile: str) -> Any:
    """Return a botocore session with the person's AWS settings: the default chain, or the named AWS profile."""
    _prepare_libraries()
    from botocore.session import Session

    return Session(profile=aws_profile or None)


def aws_profiles() -> tuple[str, ...]:
    """Return the names of the AWS profiles on this machine, `default` first; none where the files cannot be read.

    It reads files, so it may be slow.
    """
    try:
        names = personal_session("").available_profiles
    except Exception:  # noqa: BLE001 - a person's files may hold anything, and what is wrong a call will say
        return ()
    return tuple(sorted(names, key=lambda name: (name != "default", name)))


def region_of_aws_profile(aws_profile: str) -> str:
    """Return the region that the person's AWS settings give an AWS profile, an empty string where they give none.

    It reads files, so it may be slow.
    """
    try:
        return personal_session(aws_profile).get_config_variable("region") or ""
    except Exception:  # noqa: BLE001 - as above
        return ""


def new_client(session: Any, service: str, **settings: Any) -> Any:
    """Return a new boto3 client of a botocore session, which makes one at a time; any thread may call."""
    import boto3

    with lock_of(session):
        return boto3.Session(botocore_session=session).client(service, **settings)


def lock_of(session: Any) -> threading.Lock:
    """Return the lock of a session: looking for a person's credentials may take its time, and holds up no other."""
    with _lock:
        return _locks.setdefault(session, threading.Lock())


def _prepare_libraries() -> None:
    """Let botocore's TLS trust what the operating system trusts, company CAs included, and no library log a secret.

    Only botocore gets truststore's context: put into `ssl` for the whole process, contexts that other libraries had
    taken from there before would call themselves without end.
    """
    import botocore.httpsession
    import truststore

    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    botocore.httpsession.SSLContext = truststore.SSLContext
