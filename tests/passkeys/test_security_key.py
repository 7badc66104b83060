"""Security keys through fido2's real client: made, used, asked for a PIN, refused, cancelled, several at once."""

import logging
import threading

import pytest

from app.auth.steps import Answer
from app.errors import Cancelled, PasskeyError, PasskeyTrouble
from app.passkeys.abort import Abort
from app.passkeys.ctap_errors import TROUBLES
from app.passkeys.encoding import from_base64url
from app.passkeys.security_key import SecurityKey
from app.secret import Secret
from tests.passkeys.ceremonies import USER, Server, creation, request
from tests.passkeys.ctap_device import EmulatedKey

MAKE, ASSERT, INFO = 1, 2, 4


class Desk:
    """A person with security keys: answers their PINs, may cancel."""

    def __init__(self, *keys, pins=()):
        self.keys = keys
        self.pins = list(pins)
        self.asked = []
        self.abort = Abort()
        self.server = Server()
        self.authenticator = SecurityKey(self.answer, self.abort, lambda: list(keys))

    def answer(self, step):
        self.asked.append(step)
        pin = self.pins.pop(0)
        if isinstance(pin, Exception):
            raise pin
        return Answer(values={"pin": Secret(pin)})

    def create(self, **options):
        return self.authenticator.create(creation({**self.server.creation_options(), **options}))

    def use(self, **options):
        return self.authenticator.use(request({**self.server.request_options(), **options}))

    def trouble(self, do, **options):
        with pytest.raises(PasskeyError) as caught:
            do(**options)
        assert all(key.closed for key in self.keys)
        return caught.value.trouble.value, caught.value.detail


@pytest.mark.parametrize("algorithms", [(-7,), (-257,), (-7, -257)])
def test_fido2s_server_takes_what_a_key_makes_and_signs(algorithms):
    desk = Desk(EmulatedKey())
    desk.server = Server(algorithms=algorithms)
    made = desk.create()
    data = desk.server.registers(made)
    assert data.credential_data.public_key[3] == made["response"]["publicKeyAlgorithm"] == algorithms[0]
    signed = desk.use()
    assert desk.server.accepts(signed)
    assert from_base64url(signed["response"]["userHandle"]) == USER["id"]
    assert desk.asked == []
    assert desk.keys[0].closed


def test_a_registration_names_how_the_key_is_reached_and_holds_its_public_key():
    made = Desk(EmulatedKey()).create()
    assert made["response"]["transports"] == ["usb"]
    assert made["authenticatorAttachment"] == "cross-platform"
    assert {"authenticatorData", "publicKey", "clientDataJSON", "attestationObject"} <= set(made["response"])


def test_the_pin_is_asked_for_and_the_user_is_verified():
    desk = Desk(EmulatedKey(pin="123456"), pins=["123456", "123456"])
    data = desk.server.registers(desk.create())
    assert data.is_user_verified()
    assert desk.server.accepts(desk.use())
    (first, second) = desk.asked
    assert (first.name, [field.name for field in first.fields], first.refusal) == ("PIN", ["pin"], None)
    assert first.params == {"authenticator": "security_key", "attempts": "8"}
    assert second.refusal is None


def test_a_wrong_pin_is_asked_for_again_with_the_attempts_that_are_left():
    desk = Desk(EmulatedKey(pin="123456"), pins=["0000", "1111", "123456"])
    assert desk.server.registers(desk.create()).is_user_verified()
    assert [step.params["attempts"] for step in desk.asked] == ["8", "7", "6"]
    assert [step.refusal.trouble.value if step.refusal else "" for step in desk.asked] == ["", "pin", "pin"]


def test_a_pin_is_sent_in_unicodes_composed_form():
    desk = Desk(EmulatedKey(pin="m\u00e1gico"), pins=["ma\u0301gico"])
    assert desk.server.registers(desk.create()).is_user_verified()


def test_three_wrong_pins_block_the_key_until_it_is_plugged_in_again():
    desk = Desk(EmulatedKey(pin="123456"), pins=["0", "1", "2"])
    assert desk.trouble(desk.create) == ("pin_blocked", "PIN_AUTH_BLOCKED")


def test_the_last_wrong_pin_blocks_the_key():
    key = EmulatedKey(pin="123456")
    key.retries = 1
    assert Desk(key, pins=["0"]).trouble(Desk(key, pins=["0"]).create) == ("pin_blocked", "PIN_BLOCKED")


def test_no_pin_typed_makes_no_passkey():
    desk = Desk(EmulatedKey(pin="123456"), pins=[""])
    assert desk.trouble(desk.create) == ("pin", "")


def test_cancel_while_the_pin_is_asked_for_ends_it():
    desk = Desk(EmulatedKey(pin="123456"), pins=[Cancelled()])
    with pytest.raises(Cancelled):
        desk.create()
    assert desk.keys[0].closed


def test_a_key_without_a_pin_makes_a_passkey_where_verification_is_only_preferred():
    desk = Desk(EmulatedKey())
    assert not desk.server.registers(desk.create()).is_user_verified()


def test_a_key_without_a_pin_is_refused_where_verification_is_required():
    desk = Desk(EmulatedKey())
    options = {"authenticatorSelection": {"residentKey": "required", "userVerification": "required"}}
    assert desk.trouble(desk.create, **options) == ("unsupported", "CONFIGURATION_UNSUPPORTED")
    desk.server.registers(desk.create())
    assert desk.trouble(desk.use, userVerification="required") == ("unsupported", "CONFIGURATION_UNSUPPORTED")


def test_a_key_that_wants_its_pin_always_is_given_it_though_the_pool_does_not():
    desk = Desk(EmulatedKey(pin="123456", options={"alwaysUv": True}), pins=["123456"])
    selection = {"residentKey": "required", "userVerification": "discouraged"}
    assert desk.server.registers(desk.create(authenticatorSelection=selection)).is_user_verified()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ({"resident": False}, ("unsupported", "CONFIGURATION_UNSUPPORTED")),
        ({"algorithms": (-8,)}, ("unsupported", "UNSUPPORTED_ALGORITHM")),
        ({"touch": "denied"}, ("denied", "OPERATION_DENIED")),
    ],
)
def test_what_a_key_cannot_or_will_not_do_is_named(key, told):
    desk = Desk(EmulatedKey(**key))
    assert desk.trouble(desk.create) == told


def test_a_built_in_authenticator_is_not_looked_for_in_the_usb_port():
    desk = Desk(EmulatedKey())
    with pytest.raises(PasskeyError) as caught:
        desk.create(authenticatorSelection={"authenticatorAttachment": "platform"})
    assert caught.value.trouble is PasskeyTrouble.UNSUPPORTED
    assert desk.keys[0].commands == []


def test_a_passkey_that_the_user_pool_knows_is_not_made_again():
    desk = Desk(EmulatedKey())
    desk.server.registers(desk.create())
    assert desk.trouble(desk.create) == ("exists", "CREDENTIAL_EXCLUDED")


def test_a_key_without_the_passkey_says_so():
    desk, other = Desk(EmulatedKey()), EmulatedKey()
    desk.server.registers(desk.create())
    desk.authenticator = SecurityKey(desk.answer, desk.abort, lambda: [other])
    assert desk.trouble(desk.use) == ("no_passkey", "NO_CREDENTIALS")


def test_nobody_who_touches_it_is_a_timeout():
    desk = Desk(EmulatedKey(touch="never"))
    assert desk.trouble(desk.create, timeout=50) == ("timeout", "KEEPALIVE_CANCEL")


def test_cancel_ends_the_wait_for_a_touch_at_once():
    key = EmulatedKey(touch="never")
    desk = Desk(key)
    canceller = threading.Thread(target=lambda: key.waits.wait(10) and desk.abort())
    canceller.start()
    assert desk.trouble(desk.create)[0] == "timeout"  # the run makes Cancelled of it
    canceller.join()


def test_cancel_before_it_begins_does_not_wait_at_all():
    desk = Desk(EmulatedKey(touch="never"))
    desk.abort()
    assert desk.trouble(desk.create)[0] == "timeout"


@pytest.mark.parametrize("command", [INFO, MAKE])
def test_a_key_that_is_pulled_out_is_told(command):
    key = EmulatedKey()
    key.breaks_at = command
    desk = Desk(key)
    assert desk.trouble(desk.create) == ("no_authenticator", "Input/output error")


def test_a_key_that_talks_nonsense_is_told_by_the_kind_of_error():
    key = EmulatedKey()
    key._make = lambda *_: {1: "none", 2: b"short", 3: {}}
    desk = Desk(key)
    assert desk.trouble(desk.create)[0] == "other"


def test_among_several_keys_the_one_that_is_touched_is_used_and_the_others_stop_waiting():
    still, touched = EmulatedKey(touch="never"), EmulatedKey()
    desk = Desk(still, touched)
    desk.server.registers(desk.create())
    assert (len(still.passkeys), len(touched.passkeys)) == (0, 1)
    assert still.closed
    assert touched.closed


def test_among_several_keys_one_that_is_pulled_out_does_not_disturb():
    broken, good = EmulatedKey(), EmulatedKey()
    broken.breaks_at = 0x0B
    desk = Desk(broken, good)
    assert desk.server.registers(desk.create())


def test_among_several_keys_one_that_does_not_even_start_is_passed_over():
    broken, good = EmulatedKey(), EmulatedKey()
    broken.breaks_at = INFO
    desk = Desk(broken, good)
    assert desk.server.registers(desk.create())
    assert broken.closed


def test_several_keys_that_nobody_touches_time_out_together():
    desk = Desk(EmulatedKey(touch="never"), EmulatedKey(touch="never"))
    assert desk.trouble(desk.create, timeout=50) == ("timeout", "KEEPALIVE_CANCEL")


def test_cancel_ends_the_wait_of_several_keys():
    keys = EmulatedKey(touch="never"), EmulatedKey(touch="never")
    desk = Desk(*keys)
    canceller = threading.Thread(target=lambda: [key.waits.wait(10) for key in keys] and desk.abort())
    canceller.start()
    assert desk.trouble(desk.create)[0] == "timeout"
    canceller.join()


def test_without_any_key_nothing_is_waited_for(monkeypatch):
    monkeypatch.setattr("fido2.hid.list_descriptors", list)
    authenticator = SecurityKey(lambda step: None, Abort())
    with pytest.raises(PasskeyError) as caught:
        authenticator.create(creation(Server().creation_options()))
    assert caught.value.trouble is PasskeyTrouble.NO_AUTHENTICATOR


def test_a_key_that_may_not_be_opened_is_told_with_the_systems_word(monkeypatch):
    def refuse(descriptor):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("fido2.hid.list_descriptors", lambda: ["key"])
    monkeypatch.setattr("fido2.hid.open_connection", refuse)
    with pytest.raises(PasskeyError) as caught:
        SecurityKey(lambda step: None, Abort()).create(creation(Server().creation_options()))
    assert (caught.value.trouble, caught.value.detail) == (PasskeyTrouble.NO_AUTHENTICATOR, "Permission denied")


def test_every_code_in_the_table_is_one_of_ctaps():
    from fido2.ctap import CtapError

    assert set(TROUBLES) <= set(CtapError.ERR.__members__)


def test_the_pin_is_never_logged(caplog):
    caplog.set_level(1)
    logging.getLogger("fido2").setLevel(1)
    desk = Desk(EmulatedKey(pin="hunter22"), pins=["wrong-hunter", "hunter22"])
    desk.create()
    assert "hunter" not in caplog.text
    assert "hunter" not in repr(desk.asked)


def test_a_key_that_reads_fingers_verifies_without_a_pin():
    desk = Desk(EmulatedKey(options={"uv": True}))
    assert desk.server.registers(desk.create()).is_user_verified()
    assert desk.server.accepts(desk.use(userVerification="required"))
    assert desk.asked == []


def test_a_key_from_before_passkeys_is_unsupported():
    key = EmulatedKey()
    key.capabilities = 0
    assert Desk(key).trouble(Desk(key).create) == ("unsupported", "UNSUPPORTED_OPTION")


def test_a_pin_that_comes_too_late_is_a_timeout():
    key = EmulatedKey(pin="123456", touch="never")
    desk = Desk(key, pins=["123456"])
    assert desk.trouble(desk.create, timeout=20) == ("timeout", "KEEPALIVE_CANCEL")
