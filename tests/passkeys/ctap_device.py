"""A security key made of software, below fido2: it speaks CTAP2 over a CtapDevice, so that fido2's real client runs."""

import hashlib
import hmac
import os
import threading

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.ctap import STATUS, CtapDevice, CtapError
from fido2.ctap2.pin import PinProtocolV1
from fido2.hid import CAPABILITY
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

ERR, FLAG = CtapError.ERR, AuthenticatorData.FLAG
AAGUID = bytes(range(16))


class Refused(Exception):
    """The key says no, with a status code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class EmulatedKey(CtapDevice):
    """One security key. `touch`: "given", "never" (it waits until it is cancelled) or "denied"."""

    def __init__(self, *, pin="", touch="given", resident=True, algorithms=(-7, -257), options=None):
        self.pin, self.touch, self.resident, self.algorithms = pin, touch, resident, algorithms
        self.own_options = options or {}
        self.retries, self.wrong_in_a_row = 8, 0
        self.passkeys = {}
        self.signatures = 0
        self.closed = False
        self.waits = threading.Event()  # it blinks
        self.commands = []
        self.breaks_at = None  # a command at which it is pulled out
        self._agreement = ec.generate_private_key(ec.SECP256R1())
        self._token = os.urandom(16)

    capabilities = CAPABILITY.CBOR  # an old key, of U2F only, has none

    @classmethod
    def list_devices(cls):
        return iter(())

    def close(self):
        self.closed = True

    def call(self, cmd, data=b"", event=None, on_keepalive=None):
        """Answer one CTAPHID_CBOR message."""
        command, request = data[0], cbor.decode(data[1:]) if data[1:] else {}
        self.commands.append((command, request))
        if self.breaks_at == command:
            raise OSError(5, "Input/output error")
        try:
            answer = self._commands()[command](request, event, on_keepalive)
        except Refused as refused:
            return bytes([refused.code])
        return b"\x00" + (cbor.encode(answer) if answer else b"")

    def _commands(self):
        return {1: self._make, 2: self._assert, 4: self._info, 6: self._client_pin, 0x0B: self._select}

    def _info(self, *_):
        options = {"rk": self.resident, "up": True, "clientPin": bool(self.pin), **self.own_options}
        return {1: ["FIDO_2_1"], 3: AAGUID, 4: options, 5: 2048, 6: [1], 9: ["usb"]}

    def _select(self, request, event, on_keepalive):
        self._touched(event, on_keepalive)

    def _make(self, request, event, on_keepalive):
        verified = self._verified(request.get(8), request[1]) or self._finger(request.get(7, {}))
        if request.get(7, {}).get("rk") and not self.resident:
            raise Refused(ERR.UNSUPPORTED_OPTION)
        algorithm = next((each["alg"] for each in request[4] if each["alg"] in self.algorithms), None)
        if algorithm is None:
            raise Refused(ERR.UNSUPPORTED_ALGORITHM)
        self._touched(event, on_keepalive)
        if any(each["id"] in self.passkeys for each in request.get(5, [])):
            raise Refused(ERR.CREDENTIAL_EXCLUDED)
        key = (
            ec.generate_private_key(ec.SECP256R1())
            if algorithm == -7
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
        credential_id = os.urandom(16)
        self.passkeys[credential_id] = (key, request[2]["id"], request[3])
        public = CoseKey.for_alg(algorithm).from_cryptography_key(key.public_key())
        data = self._data(request[2]["id"], verified, AttestedCredentialData.create(AAGUID, credential_id, public))
        return {1: "none", 2: bytes(data), 3: {}}

    def _assert(self, request, event, on_keepalive):
        verified = self._verified(request.get(6), request[2]) or self._finger(request.get(5, {}))
        wanted = [each["id"] for each in request[3]] if request.get(3) else list(self.passkeys)
        found = [each for each in wanted if each in self.passkeys and self.passkeys[each][1] == request[1]]
        if request.get(5, {}).get("up", True):
            self._touched(event, on_keepalive)
        if not found:
            raise Refused(ERR.NO_CREDENTIALS)
        key, rp_id, user = self.passkeys[found[-1]]
        data = bytes(self._data(rp_id, verified))
        signed = data + request[2]
        signature = (
            key.sign(signed, ec.ECDSA(SHA256()))
            if isinstance(key, ec.EllipticCurvePrivateKey)
            else key.sign(signed, padding.PKCS1v15(), SHA256())
        )
        return {1: {"type": "public-key", "id": found[-1]}, 2: data, 3: signature, 4: {"id": user["id"]}}

    def _client_pin(self, request, *_):
        if request[2] == 1:
            return {3: self.retries}
        if request[2] == 2:
            public = CoseKey.for_name("ES256").from_cryptography_key(self._agreement.public_key())
            return {1: {**public, 3: -25}}  # ECDH-ES+HKDF-256, as CTAP wants it here
        return {2: self._pin_token(request)}

    def _pin_token(self, request):
        """Give the token for the right PIN: three wrong ones in a row block it until it is plugged in again."""
        if self.retries == 0:
            raise Refused(ERR.PIN_BLOCKED)
        if self.wrong_in_a_row == 3:
            raise Refused(ERR.PIN_AUTH_BLOCKED)
        peer = request[3]
        numbers = ec.EllipticCurvePublicNumbers(
            int.from_bytes(peer[-2], "big"), int.from_bytes(peer[-3], "big"), ec.SECP256R1()
        )
        protocol = PinProtocolV1()
        secret = protocol.kdf(self._agreement.exchange(ec.ECDH(), numbers.public_key()))
        given = protocol.decrypt(secret, request[6])
        if not hmac.compare_digest(given, hashlib.sha256(self.pin.encode()).digest()[:16]):
            self.retries -= 1
            self.wrong_in_a_row += 1
            if self.retries and self.wrong_in_a_row == 3:
                raise Refused(ERR.PIN_AUTH_BLOCKED)
            raise Refused(ERR.PIN_INVALID if self.retries else ERR.PIN_BLOCKED)
        self.retries, self.wrong_in_a_row = 8, 0
        return protocol.encrypt(secret, self._token)

    def _verified(self, param, client_data_hash):
        if param is None:
            if self.pin and self.own_options.get("alwaysUv"):
                raise Refused(ERR.PUAT_REQUIRED)
            return False
        if param != PinProtocolV1().authenticate(self._token, client_data_hash):
            raise Refused(ERR.PIN_AUTH_INVALID)
        return True

    def _finger(self, options):
        return bool(options.get("uv") and self.own_options.get("uv"))

    def _touched(self, event, on_keepalive):
        if self.touch == "given":
            return
        if self.touch == "denied":
            raise Refused(ERR.OPERATION_DENIED)
        if on_keepalive:
            on_keepalive(STATUS.UPNEEDED)
        self.waits.set()
        if not event.wait(20):
            raise Refused(ERR.USER_ACTION_TIMEOUT)
        raise Refused(ERR.KEEPALIVE_CANCEL)

    def _data(self, rp_id, verified, credential=b""):
        flags = FLAG.UP | (FLAG.UV if verified else 0) | (FLAG.AT if credential else 0)
        self.signatures += 1
        return AuthenticatorData.create(hashlib.sha256(rp_id.encode()).digest(), flags, self.signatures, credential)
