"""What is checked before any authenticator is asked: the options as Cognito sent them, and the relying-party rule."""

from dataclasses import dataclass

from app.auth.steps import CreatePasskey, UsePasskey
from app.passkeys.encoding import client_data
from app.passkeys.options import Creation, Request, read_creation, read_request
from app.passkeys.origins import checked_origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """A passkey to be made or used: checked options, the origin as a browser writes it, and the clientDataJSON."""

    options: Creation | Request
    origin: str
    client_data: bytes


def checked(step: CreatePasskey | UsePasskey) -> Ceremony:
    """Check a step's options and origin; raises PasskeyError OPTIONS or RELYING_PARTY."""
    making = isinstance(step, CreatePasskey)
    options = read_creation(step.options) if making else read_request(step.options)
    origin = checked_origin(step.origin, options.rp_id)
    data = client_data("create" if making else "get", options.challenge, origin)
    return Ceremony(options=options, origin=origin, client_data=data)
