"""What the passkey tests share: options as fido2's server sends them, steps, a vault, and fido2's own verdict."""

import json

from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialParameters, PublicKeyCredentialRpEntity, PublicKeyCredentialType

from app.auth.steps import CreatePasskey, Forgotten, Kept, Listed, Recalled, UsePasskey
from app.auth.vault_names import PASSKEYS
from app.passkeys.encoding import to_base64url
from app.passkeys.rules import checked

RP_ID = "auth.example.com"
ORIGIN = f"https://{RP_ID}"
USER = {"id": b"34c84488-user", "name": "plain", "displayName": "Plain"}


class Server:
    """fido2's server side, as a user pool uses it."""

    def __init__(self, rp_id=RP_ID, algorithms=(-7, -257), user=USER):
        self.user = user
        self.fido2 = Fido2Server(PublicKeyCredentialRpEntity(id=rp_id, name=rp_id))
        self.fido2.allowed_algorithms = [
            PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=number) for number in algorithms
        ]
        self.known = []

    def creation_options(self, **settings):
        """Options for a new passkey, as JSON; those that it knows are excluded."""
        given = {"user_verification": "preferred", "resident_key_requirement": "required", **settings}
        options, self.state = self.fido2.register_begin(self.user, self.known, **given)
        return json.loads(json.dumps(dict(options)))["publicKey"]

    def registers(self, credential):
        """Judge a RegistrationResponseJSON, through JSON; raises where it is wrong."""
        data = self.fido2.register_complete(self.state, json.loads(json.dumps(credential)))
        self.known.append(data.credential_data)
        return data

    def request_options(self, *, allow=True, user_verification="preferred"):
        """Options for a sign-in, as JSON."""
        known = self.known if allow else None
        options, self.state = self.fido2.authenticate_begin(known, user_verification)
        return json.loads(json.dumps(dict(options)))["publicKey"]

    def accepts(self, credential):
        """Judge an AuthenticationResponseJSON; raises where it is wrong."""
        return self.fido2.authenticate_complete(self.state, self.known, json.loads(json.dumps(credential)))


class Store:
    """A vault's side of the software authenticator, in memory."""

    def __init__(self, kept=None):
        self.kept = {}
        self.answer = kept or Kept(saved=True)

    def keep(self, step):
        if self.answer.saved or self.answer.in_memory:
            self.kept[step.name] = step
        return self.answer

    def recall(self, step):
        found = self.kept.get(step.name)
        return Recalled(secret=found.secret, facts=found.facts) if found else Recalled(reason="missing")

    def forget(self, step):
        return Forgotten(count=1 if self.kept.pop(step.name, None) else 0)

    def listed(self, prefix):
        assert prefix == PASSKEYS
        return tuple(Listed(name=step.name, facts=step.facts) for step in reversed(self.kept.values()))


def create_step(options, origin=ORIGIN, authenticator="software"):
    """The step that asks for a new passkey."""
    return CreatePasskey(options=options, origin=origin, authenticator=authenticator)


def creation(options, origin=ORIGIN):
    """A checked ceremony for a new passkey."""
    return checked(create_step(options, origin))


def request(options, origin=ORIGIN):
    """A checked ceremony for a sign-in."""
    return checked(UsePasskey(options=options, origin=origin, authenticator="software"))


def descriptor(credential_id):
    """A credential as the options name it."""
    return {"type": "public-key", "id": to_base64url(credential_id)}
