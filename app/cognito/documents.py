"""Reads public documents, such as a user pool's key set: one GET, with the TLS trust and proxies of Cognito's calls."""

import json
import ssl
import time
from collections.abc import Mapping
from typing import Any

from app.auth.steps import Fetch, Fetched
from app.cognito.reach import CONNECT_TIMEOUT, Reach, bundle_context, is_loopback
from app.cognito.session import isolated_session
from app.errors import TransportError

LARGEST = 1_000_000  # bytes; a key set has about a thousand
PATIENCE = 20.0  # seconds for the whole document


def read_document(step: Fetch, reach: Reach | None = None) -> Fetched:
    """Read a JSON object over HTTP, as the calls of `reach` go; what goes wrong is said in `problem`, never raised."""
    try:
        return Fetched(body=_object(_read(step.url, reach)), at=time.time())
    except TransportError as error:
        return Fetched(problem=error.detail, at=time.time())
    except Exception as error:  # noqa: BLE001 - addresses come from profiles, and what answers may be anything
        return Fetched(problem=f"{type(error).__name__}: {error}", at=time.time())


def _read(url: str, reach: Reach | None) -> bytes:
    """Return what is under a URL; a redirect, which no key set needs, is a problem."""
    if not url.startswith(("https://", "http://")):
        raise ValueError(url)
    isolated_session()  # it keeps urllib3 from logging what it sends
    from urllib3 import Timeout

    given = (reach.connect_seconds, reach.read_seconds) if reach else (None, None)
    connect, read = (CONNECT_TIMEOUT if seconds is None else seconds for seconds in given)
    timeout = Timeout(connect=connect, read=read)
    headers = {"Accept": "application/json"}
    with _manager(url, reach) as http:
        answer = http.request(
            "GET", url, headers=headers, timeout=timeout, retries=False, redirect=False, preload_content=False
        )
        try:
            if answer.status != 200:
                raise ValueError(f"HTTP {answer.status}")
            return _limited(answer)
        finally:
            answer.close()


def _manager(url: str, reach: Reach | None) -> Any:
    """Return the connections to a URL: through the profile's proxy, or the one that the environment names.

    Never through one to this machine.
    """
    import truststore
    from botocore.utils import get_environ_proxies
    from urllib3 import PoolManager, ProxyManager

    own_bundle = reach.ca_bundle if reach else ""
    system = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # asks the operating system, as Cognito's calls do
    context = bundle_context(own_bundle) if own_bundle else system
    proxies: Mapping[str, str] = {}
    if not is_loopback(url):
        proxies = (reach.own_proxies if reach else None) or get_environ_proxies(url)
    proxy = proxies.get(url.partition(":")[0])
    if proxy is None:
        return PoolManager(ssl_context=context)
    return ProxyManager(
        proxy if "://" in proxy else f"http://{proxy}", ssl_context=context, proxy_ssl_context=context
    )


def _limited(answer: Any) -> bytes:
    """Read a body that is neither endlessly long nor endlessly slow."""
    ends = time.monotonic() + PATIENCE
    read = b""
    while piece := answer.read1(65536):
        read += piece
        if len(read) > LARGEST:
            raise ValueError(f"more than {LARGEST} bytes")
        if time.monotonic() > ends:
            raise TimeoutError(f"{PATIENCE:g} s")
    return read


def _object(raw: bytes) -> Mapping[str, Any]:
    found = json.loads(raw)
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found
