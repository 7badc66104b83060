"""Where calls go, and what they go through: region, endpoint, proxy, certificates to trust, and how long to wait."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from app.errors import Fault, TransportError

CONNECT_TIMEOUT = 10.0  # seconds
READ_TIMEOUT = 60.0  # seconds: three attempts of a Lambda trigger take 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where calls go and with what: `aws_profile` names the AWS credentials of signed calls (empty: default chain).

    `ca_bundle` is a PEM file that is trusted instead of what the operating system trusts, as with AWS_CA_BUNDLE and
    boto3's `verify`; `proxy` the URL of one for both schemes, instead of what the environment names. None of the two
    timeouts (seconds) is for the whole call.
    """

    region: str
    endpoint_url: str = ""
    aws_profile: str = ""
    practice: bool = False
    ca_bundle: str = ""
    proxy: str = ""
    connect_seconds: float | None = None
    read_seconds: float | None = None

    @property
    def connect_timeout(self) -> float:
        """Seconds to wait for a connection."""
        return CONNECT_TIMEOUT if self.connect_seconds is None else self.connect_seconds

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for the next bytes of a reply."""
        return READ_TIMEOUT if self.read_seconds is None else self.read_seconds

    @property
    def own_proxies(self) -> Mapping[str, str] | None:
        """The profile's own proxy, by scheme; None where the environment decides."""
        return {"http": self.proxy, "https": self.proxy} if self.proxy else None


def is_loopback(url: str) -> bool:
    """Say whether a URL leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def bundle_context(path: str) -> Any:
    """Return the TLS context that trusts what is in a PEM file and nothing else.

    Raises TransportError (CA_BUNDLE) naming the file where it cannot be read, or has no certificate in it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(path)
    except ssl.SSLError as error:
        raise TransportError(Fault.CA_BUNDLE, f"{path}: {error.reason or error}") from None
    except (OSError, ValueError) as error:
        raise TransportError(Fault.CA_BUNDLE, f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if not context.cert_store_stats()["x509"]:
        raise TransportError(Fault.CA_BUNDLE, f"{path}: no certificate")
    return context
