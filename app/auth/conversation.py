"""The thread through one sign-in: which operations, which name, which device, which Session, which ClientMetadata."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.client import Context
from app.auth.devices import Device, is_unknown, note_forgotten
from app.auth.secret_hash import secret_hash
from app.auth.srp import Handshake
from app.auth.steps import Reply, Steps, call
from app.errors import ApiError, UnexpectedReply
from app.secret import Secret

LONGEST_NAME = 128  # characters: a challenge that nobody has heard of can be answered, but not one that is no name


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A pair of operations through which a sign-in goes; the admin pair names the user pool and is signed."""

    initiate: str
    respond: str
    names_pool: bool


PUBLIC = Door(initiate="InitiateAuth", respond="RespondToAuthChallenge", names_pool=False)
ADMIN = Door(initiate="AdminInitiateAuth", respond="AdminRespondToAuthChallenge", names_pool=True)


class Conversation:
    """Sends a sign-in's calls, each with the name, the secret hash, the device and the metadata that belong to it.

    The typed name goes first; once Cognito has returned a name (USERNAME, USER_ID_FOR_SRP), that one is sent and
    hashed, because a hash over an alias is refused from there on (API reference, RespondToAuthChallenge). What a person
    types into free rows, a USERNAME or a SECRET_HASH, goes as it is. DEVICE_KEY goes with InitiateAuth and with every
    answer (developer guide, device page).
    """

    def __init__(
        self,
        context: Context,
        username: str,
        *,
        password: Secret | None = None,
        device: Device | None = None,
        takes_device: bool = True,
        metadata: Mapping[str, str] | None = None,
        door: Door = PUBLIC,
    ) -> None:
        self.context = context
        self.username = username
        self.typed = username
        self.password = password
        self.device = device
        self.takes_device = takes_device  # a device that Cognito offers with the tokens is not left alone
        self._metadata = dict(metadata or {})
        self._door = door
        self._handshake: Handshake | None = None
        self._device_handshake: Handshake | None = None

    @property
    def handshake(self) -> Handshake:
        """The SRP handshake of this sign-in, started when first asked for."""
        if self._handshake is None:
            self._handshake = Handshake(self.context.client.user_pool_id.split("_")[1], self.context.entropy)
        return self._handshake

    def device_handshake(self, device: Device) -> Handshake:
        """The SRP handshake of this sign-in's device, started when first asked for."""
        if self._device_handshake is None:
            self._device_handshake = Handshake(device.group_key, self.context.entropy)
        return self._device_handshake

    def initiate(
        self, auth_flow: str, parameters: Mapping[str, Any], *, session: Secret | None = None
    ) -> Steps[Reply]:
        """Start with an AuthFlow; USERNAME is the typed name, `session` one of ConfirmSignUp."""
        named = {**self._named(), **parameters}
        params: dict[str, Any] = {"AuthFlow": auth_flow, "AuthParameters": self._hashed(named)}
        if session is not None:
            params["Session"] = session
        return (yield from self._send(self._door.initiate, params))

    def respond(
        self, challenge: Reply, responses: Mapping[str, Any], *, session: Secret | None = None, name: str = ""
    ) -> Steps[Reply]:
        """Answer a challenge; the Session and the ChallengeName are the challenge's own, or those given."""
        named = {**self._named(), **responses}
        params: dict[str, Any] = {
            "ChallengeName": name or challenge.challenge,
            "ChallengeResponses": self._hashed(named),
        }
        current = session or challenge.session
        if current is not None:
            params["Session"] = current
        return (yield from self._send(self._door.respond, params))

    def _send(self, operation: str, params: dict[str, Any]) -> Steps[Reply]:
        try:
            reply = yield from call(operation, **self._common(), **params)
        except ApiError as refusal:
            if self.device is not None and is_unknown(refusal):
                yield from note_forgotten(self.device.key, self.username)
            raise
        return self._heard(reply)

    def _common(self) -> dict[str, Any]:
        client = self.context.client
        common: dict[str, Any] = {"ClientId": client.client_id}
        if self._door.names_pool:
            common["UserPoolId"] = client.user_pool_id
        if self._metadata:
            common["ClientMetadata"] = self._metadata
        return common

    def _named(self) -> dict[str, Any]:
        named = {"USERNAME": self.username}
        return named if self.device is None else {**named, "DEVICE_KEY": self.device.key}

    def _hashed(self, parameters: dict[str, Any]) -> dict[str, Any]:
        digest = secret_hash(self.context.client, parameters["USERNAME"])
        return parameters if digest is None else {"SECRET_HASH": digest, **parameters}

    def _heard(self, reply: Reply) -> Reply:
        if not reply.challenge and not reply.result:
            raise UnexpectedReply("ChallengeName, AuthenticationResult", operation=reply.operation)
        if len(reply.challenge) > LONGEST_NAME:
            raise UnexpectedReply("ChallengeName", operation=reply.operation)
        # Cognito sends the same in both; moto takes only the first back.
        returned = reply.parameters.get("USERNAME") or reply.parameters.get("USER_ID_FOR_SRP")
        self.username = returned or self.username
        return reply
