"""The server's side of the Secure Remote Password protocol as Cognito speaks it: verifiers, handshakes, proofs.

Numbers are hashed as Java's BigInteger.toByteArray gives them: big-endian, as short as possible, with a zero byte in
front where the top bit is set. Sources: Cognito's documentation, and what its own client libraries compute.
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

import gmpy2

# The 3072-bit group of RFC 3526 (number 15), with its generator.
MODULUS = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
    "49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D"
    "670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
    "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D"
    "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
GENERATOR = 2
KEY_LABEL = b"Caldera Derived Key\x01"
SALT_BYTES = 16
SECRET_BLOCK_BYTES = 1200  # about 1.6 kB as base64, like Cognito's
LONGEST_PUBLIC_VALUE = 1024  # hex digits; the modulus has 768
HANDSHAKES_KEPT = 4096
# A client's clock may be this far from ours, in seconds; how far Cognito lets it be is not known.
CLOCK_TOLERANCE = 300
# The proof has to come within seconds (Cognito's documentation); how many is not known.
PROOF_SECONDS = 60

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TIMESTAMP = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)}) ({'|'.join(MONTHS)}) (\d{{1,2}}) (\d\d):(\d\d):(\d\d) (UTC|GMT) (\d{{4}})",
    re.IGNORECASE | re.ASCII,
)


def pad(number: int) -> bytes:
    """The bytes of a non-negative number as Cognito hashes them."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def _hashed(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"".join(parts)).digest(), "big")


def _power(base: int, exponent: int) -> int:
    return int(gmpy2.powmod(base, exponent, MODULUS))


MULTIPLIER = _hashed(pad(MODULUS), pad(GENERATOR))


def pool_name(pool_id: str) -> str:
    """The part of a pool id that goes into the hashes: what follows the region."""
    return pool_id.split("_", 1)[-1]


def make_verifier(pool_id: str, username: str, password: str, salt: str | None = None) -> tuple[str, int]:
    """A salt (hex, no leading zeros) and g^x for a password; `username` is the real one (USER_ID_FOR_SRP)."""
    salt = f"{int(salt, 16):x}" if salt is not None else f"{secrets.randbits(SALT_BYTES * 8) or 1:x}"
    inner = hashlib.sha256(f"{pool_name(pool_id)}{username}:{password}".encode(errors="surrogatepass")).digest()
    return salt, _power(GENERATOR, _hashed(pad(int(salt, 16)), inner))


class HasVerifier(Protocol):
    """What a user is to SRP: a name, a salt and a verifier, the last two empty and 0 without a password."""

    username: str
    salt: str
    verifier: int


def password_matches(pool_id: str, user: HasVerifier, password: str) -> bool:
    """Whether a password is the user's; takes as long for a wrong one. A user without a password matches none."""
    _, given = make_verifier(pool_id, user.username, password, user.salt or "1")
    return hmac.compare_digest(pad(given), pad(user.verifier)) and bool(user.salt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """TIMESTAMP of a proof: when the client says it is, and the text that Cognito hashes for it."""

    at: float  # epoch seconds
    canonical: str


def read_timestamp(text: str) -> Timestamp | None:
    """Read `Wed Apr 5 22:42:34 UTC 2017`; None where it is anything else. Letter case does not matter, nor the weekday.

    The canonical text has the right weekday and a day without a leading zero: who hashed another one is refused later.
    """
    match = TIMESTAMP.fullmatch(text)
    if match is None:
        return None
    month, day, hour, minute, second, zone, year = match.groups()
    try:
        moment = datetime(int(year), MONTHS.index(month.title()) + 1, int(day), int(hour), int(minute), int(second),
                          tzinfo=UTC)
        at = moment.timestamp()
    except (ValueError, OverflowError):
        return None
    weekday, month = WEEKDAYS[moment.weekday()], MONTHS[moment.month - 1]
    return Timestamp(at=at, canonical=f"{weekday} {month} {moment.day} {moment:%H:%M:%S} {zone.upper()} {year}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """A handshake in progress: all that the server must know to check the proof."""

    client_id: str
    pool_id: str
    username: str  # the real one, or a made-up one for a user that does not exist
    simulated: bool  # no proof can be right
    flow: str
    salt: str
    verifier: int
    client_public: int  # A
    secret: int  # b
    public: int  # B
    expires_at: float
    session: str  # of a flow that has one; empty otherwise
    challenge: str  # the answer that may bring the proof
    identity: str  # what goes into the hashes: pool and user name, or the device's two keys
    device_key: str  # DEVICE_KEY of the call that began it; empty where it had none
    admin: bool  # begun by AdminInitiateAuth


def valid_public_value(client_public: int) -> bool:
    """Whether A may be used at all: a multiple of the modulus would make the key known to anybody."""
    return client_public % MODULUS != 0


def begin(*, client_public: int, salt: str, verifier: int, client_id: str, pool_id: str, username: str, simulated: bool,
          flow: str, expires_at: float, session: str = "", challenge: str = "PASSWORD_VERIFIER", identity: str = "",
          device_key: str = "", admin: bool = False) -> Handshake:
    """Choose b and compute B = k*v + g^b for the client's A; without an `identity` it is the user's in the pool."""
    secret = secrets.randbits(256) | 1 << 255
    public = (MULTIPLIER * verifier + _power(GENERATOR, secret)) % MODULUS
    return Handshake(client_id=client_id, pool_id=pool_id, username=username, simulated=simulated, flow=flow, salt=salt,
                     verifier=verifier, client_public=client_public, secret=secret, public=public,
                     expires_at=expires_at, session=session, challenge=challenge,
                     identity=identity or pool_name(pool_id) + username, device_key=device_key, admin=admin)


def expected_signature(handshake: Handshake, secret_block: bytes, timestamp: str) -> bytes:
    """What PASSWORD_CLAIM_SIGNATURE must be, as bytes."""
    scramble = _hashed(pad(handshake.client_public), pad(handshake.public))
    shared = _power(handshake.client_public * _power(handshake.verifier, scramble), handshake.secret)
    extracted = hmac.digest(pad(scramble), pad(shared), "sha256")
    key = hmac.digest(extracted, KEY_LABEL, "sha256")[:16]
    identity = handshake.identity.encode(errors="surrogatepass")
    return hmac.digest(key, identity + secret_block + timestamp.encode(), "sha256")


def proof_holds(handshake: Handshake, secret_block: bytes, timestamp: str, signature: bytes) -> bool:
    """Whether the client knows the password; never for a simulated user."""
    expected = expected_signature(handshake, secret_block, timestamp)
    return hmac.compare_digest(expected, signature) and not handshake.simulated


class Handshakes:
    """Handshakes by their SECRET_BLOCK, the newest few thousand of them.

    Clients may answer PASSWORD_VERIFIER without a Session, so the block alone has to find its handshake.
    """

    def __init__(self, kept: int = HANDSHAKES_KEPT) -> None:
        self._kept = kept
        self._by_block: OrderedDict[bytes, Handshake] = OrderedDict()

    def remember(self, handshake: Handshake) -> str:
        """Keep a handshake and return the SECRET_BLOCK (base64) that finds it."""
        block = secrets.token_bytes(SECRET_BLOCK_BYTES)
        self._by_block[hashlib.sha256(block).digest()] = handshake
        while len(self._by_block) > self._kept:
            self._by_block.popitem(last=False)
        return base64.b64encode(block).decode()

    def find(self, block: bytes, now: float) -> Handshake | None:
        """The handshake of a block, unless it is unknown or has run out."""
        handshake = self._by_block.get(hashlib.sha256(block).digest())
        return handshake if handshake is not None and now < handshake.expires_at else None

    def forget_device(self, block: bytes) -> None:
        """Go on as if the call that began the handshake had named no device."""
        digest = hashlib.sha256(block).digest()
        self._by_block[digest] = replace(self._by_block[digest], device_key="")
