"""A handshake's values as a test vector: JSON against which any implementation of Cognito's SRP can be held."""

from collections.abc import Mapping
from typing import Any

from app.auth.srp import generator, modulus
from app.secret import Secret

FORMAT = "cognito-srp-vector"
VERSION = 1
OPEN = ("purpose", "pool_name", "identity", "timestamp")
PUBLIC = ("A", "B", "salt", "k", "u", "message", "signature", "secret_block")  # on the wire, or made of what is


def vector_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that `Show("srp")` carries as a JSON object, readable.

    `values` are strings: numbers and bytes in hex, signature and secret_block in Base64. `secret` names those from
    which the password, or a sign-in without it, can be had.
    """
    readable = {name: value.reveal() if isinstance(value, Secret) else str(value) for name, value in values.items()}
    return {
        "format": FORMAT,
        "version": VERSION,
        "group": {"N": f"{modulus():x}", "g": f"{generator():x}"},
        "values": readable,
        "secret": [name for name in readable if name not in (*OPEN, *PUBLIC)],
    }
