"""Holds a saved test vector against pycognito: each value has to be what its AWSSRP computes, or made of such."""

import base64
from collections.abc import Mapping
from typing import Any

from pycognito import aws_srp
from pycognito.aws_srp import AWSSRP

HEX = ("a", "A", "B", "salt", "k", "u", "x", "S", "K", "message")


class _Known(AWSSRP):  # type: ignore[misc]  # pycognito is untyped
    """AWSSRP with the vector's a and timestamp in place of chance and clock."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        super().__init__(
            username="u", password=values["password"], pool_id=f"x_{values['pool_name']}", client_id="c",
            client=object(),
        )  # fmt: skip

    def generate_random_small_a(self) -> int:
        return int(self._values["a"], 16)

    def get_cognito_formatted_timestamp(self, _: object) -> str:
        return self._values["timestamp"]


def check_vector(vector: Mapping[str, Any], monkeypatch: Any) -> None:
    """Raise AssertionError where a value of the vector (the content of a saved file) is not pycognito's."""
    assert (vector["format"], vector["version"]) == ("cognito-srp-vector", 1)
    assert (int(vector["group"]["N"], 16), int(vector["group"]["g"], 16)) == (int(aws_srp.N_HEX, 16), 2)
    given: dict[str, str] = vector["values"]
    name = given["identity"].removeprefix(given["pool_name"])
    srp, seen = _Known(given), {}

    def watched(ikm: bytes, salt: bytes) -> Any:
        seen["S"], seen["u"] = ikm.hex(), salt.hex()
        return hkdf(ikm, salt)

    hkdf = aws_srp.compute_hkdf
    monkeypatch.setattr(aws_srp, "compute_hkdf", watched)
    key = srp.get_password_authentication_key(name, given["password"], int(given["B"], 16), given["salt"])
    inner = aws_srp.hash_sha256(f"{given['identity']}:{given['password']}".encode())
    message = given["identity"].encode() + base64.b64decode(given["secret_block"]) + given["timestamp"].encode()
    theirs = {
        "a": srp.small_a_value, "A": srp.large_a_value, "B": int(given["B"], 16), "salt": int(given["salt"], 16),
        "k": srp.val_k, "u": int(seen["u"], 16), "x": int(aws_srp.hex_hash(aws_srp.pad_hex(given["salt"]) + inner), 16),
        "S": int(seen["S"], 16), "K": int(bytes(key).hex(), 16), "message": int(message.hex(), 16),
    }  # fmt: skip
    assert {part: int(given[part], 16) for part in HEX} == theirs
    assert len(given["K"]) == 32, "K is 16 bytes"
    assert given["signature"] == _signature(srp, name, given)


def _signature(srp: _Known, name: str, given: Mapping[str, str]) -> str:
    parameters = {
        "USERNAME": "u", "USER_ID_FOR_SRP": name, "SALT": given["salt"], "SRP_B": given["B"],
        "SECRET_BLOCK": given["secret_block"],
    }  # fmt: skip
    return str(srp.process_challenge(parameters, {"USERNAME": "u"})["PASSWORD_CLAIM_SIGNATURE"])
