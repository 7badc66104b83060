import base64
import hashlib
import hmac
import os
from getpass import getpass

client_id = client_secret = ""


def ask(name):
    return os.environ[name] if name in os.environ else getpass(f"{name}: ")


def secret_hash(name):
    digest = hmac.digest(client_secret.encode(), (name + client_id).encode(), hashlib.sha256)
    return base64.b64encode(digest).decode()


def returned(reply, name):
    found = reply.get("ChallengeParameters") or {}
    return found.get("USERNAME") or found.get("USER_ID_FOR_SRP") or name


def expect(reply, challenge):
    found = reply.get("ChallengeName", "nothing more")
    if found != challenge:
        raise SystemExit(f"Cognito asks for {found}, and not for {challenge}.")
