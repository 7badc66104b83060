"""SECRET_HASH: proves that the caller knows the app client's secret."""

import base64
import hashlib
import hmac

from app.auth.client import AppClient
from app.secret import Secret


def secret_hash(client: AppClient, username: str) -> Secret | None:
    """Return base64(HMAC-SHA256(client secret, username ‖ client id)), or None for a client without a secret.

    `username` is the very value that the same request carries (API reference, "Computing secret hash values").
    """
    if client.client_secret is None:
        return None
    key = client.client_secret.reveal().encode()
    digest = hmac.new(key, (username + client.client_id).encode(), hashlib.sha256).digest()
    return Secret(base64.b64encode(digest).decode())
