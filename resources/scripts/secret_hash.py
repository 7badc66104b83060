import base64
import hashlib
import hmac
import os


def secret_hash(name, client_id, secret):
    key, message = os.environ[secret], name + client_id
    return base64.b64encode(hmac.digest(key.encode(), message.encode(), hashlib.sha256)).decode()
