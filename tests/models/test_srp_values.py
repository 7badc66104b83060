"""Which handshake a row is about, and what is said of its values."""

import pytest

from app.models.srp_values import handshake_of
from app.secret import MASK, Secret
from app.transcript.events import Shown
from tests.helpers import sample_handshakes as handshakes
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of

pytestmark = pytest.mark.usefixtures("qapp")

NAMES = [
    "pool_name", "identity", "password", "a", "A", "salt", "B", "secret_block", "k", "u", "x", "S", "K", "timestamp",
    "message", "signature",
]  # fmt: skip


def test_a_run_without_a_handshake_has_none():
    assert handshake_of(rows_of(sample.until_sms())[2]) is None
    assert handshake_of(None) is None


@pytest.mark.parametrize(
    ("place", "purpose"),
    [
        (0, "DEVICE_PASSWORD_VERIFIER"),
        (1, "PASSWORD_VERIFIER"),
        (2, "PASSWORD_VERIFIER"),
        (3, "DEVICE_PASSWORD_VERIFIER"),
        (4, "DEVICE_PASSWORD_VERIFIER"),
    ],
    ids=["heading: the newest", "brings the verifier", "answers it", "brings the device's", "answers the device's"],
)
def test_a_row_shows_its_own_handshake_and_others_the_newest(place, purpose):
    found = handshake_of(rows_of(handshakes.proved_twice())[place])
    assert found is not None
    assert found.purpose == purpose


def test_the_values_stand_in_the_order_of_the_arithmetic_each_with_its_rule():
    found = handshake_of(rows_of(handshakes.proved())[0])
    assert found is not None
    values = [value for part in found.parts for value in part.values]
    assert [value.name for value in values] == NAMES
    assert all(value.rule for value in values)


def test_a_device_has_rules_of_its_own():
    found = handshake_of(rows_of(handshakes.proved_twice())[4])
    assert found is not None
    rules = {value.name: value.rule for part in found.parts for value in part.values}
    assert rules["identity"] == "I = DeviceGroupKey ‖ DeviceKey"
    assert "DeviceGroupKey" in rules["pool_name"]


def test_secrets_are_masked_until_revealed_and_very_long_ones_are_cut():
    found = handshake_of(rows_of(handshakes.proved())[0])
    assert found is not None
    values = {value.name: value for part in found.parts for value in part.values}
    assert values["S"].shown(revealed=False) == MASK
    assert values["S"].shown(revealed=True) == "5a" * 384
    assert values["S"].size == "768 hex digits"
    assert values["message"].shown(revealed=True) == "6d" * 200 + "…"
    assert values["identity"].shown(revealed=False) == "Practice1sms"
    assert values["password"].size == ""


def test_a_value_that_nobody_foresaw_is_shown_too():
    new = Shown(at=sample.T0, name="srp", values={"purpose": "PASSWORD_VERIFIER", "v": Secret("aa")})
    found = handshake_of(rows_of([sample.started(), new])[0])
    assert found is not None
    assert [(part.title, [value.name for value in part.values]) for part in found.parts] == [("Besides", ["v"])]
