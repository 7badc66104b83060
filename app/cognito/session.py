"""botocore sessions: one cut off from the person's AWS settings, one that uses them.

Public operations need no AWS account, so a broken AWS_* variable or config file must not stop them (it would: botocore
reads both before the first call). The practice pool gets fixed dummy keys, never the person's.
"""

import logging
from typing import Any


def isolated_session() -> Any:
    """Return a botocore session that reads neither AWS_* variables nor the AWS config files."""
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


def _prepare_libraries() -> None:
    """Let TLS trust what the operating system trusts, company CAs included, and urllib3 log no spoiled headers.

    This should come before botocore, but pycognito may have imported that for an SRP handshake: the class that botocore
    took from ssl would then call itself without end, so it gets the new one. What a server says may echo a secret.
    """
    import ssl

    import truststore

    logging.getLogger("urllib3").setLevel(logging.ERROR)
    truststore.inject_into_ssl()
    import botocore.httpsession

    botocore.httpsession.SSLContext = ssl.SSLContext
