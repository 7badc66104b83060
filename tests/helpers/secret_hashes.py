"""SECRET_HASH once more, written from Cognito's documentation and not with the program's own code."""

import base64
import hashlib
import hmac

from tests.helpers.playbook import CLIENT


def hashed(username: str, client_secret: str = "shh", client_id: str = CLIENT) -> str:
    """Return base64(HMAC-SHA256(client secret, user name and client id))."""
    mac = hmac.new(client_secret.encode("utf-8"), msg=f"{username}{client_id}".encode(), digestmod=hashlib.sha256)
    return base64.standard_b64encode(mac.digest()).decode("ascii")
