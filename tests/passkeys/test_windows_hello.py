"""Windows Hello, with a stand-in for Windows: what it is asked, what is made of its answers and its HRESULTs."""

import sys
import types

import pytest
from fido2.client import ClientError, Fido2Client

from app.errors import PasskeyError
from app.passkeys import windows_hello
from app.passkeys.abort import Abort
from app.passkeys.windows_hello import TROUBLES, WindowsHello
from tests.passkeys.ceremonies import Server, creation, request
from tests.passkeys.ctap_device import EmulatedKey

KEY = EmulatedKey()
SELECTION = {"residentKey": "required", "userVerification": "discouraged"}


class StandIn:
    """WindowsClient's methods over an emulated key; `fails` is raised instead."""

    fails = None
    available = True
    asked = None
    event = None

    def __init__(self, collector):
        self._client = Fido2Client(KEY, collector)

    @classmethod
    def is_available(cls):
        return cls.available

    def make_credential(self, options, event):
        return self._do(options, event, self._client.make_credential)

    def get_assertion(self, options, event):
        return self._do(options, event, self._client.get_assertion)

    def _do(self, options, event, do):
        StandIn.asked, StandIn.event = options, event
        if self.fails:
            raise self.fails
        return do({**options, "userVerification": "discouraged", "authenticatorSelection": SELECTION})


@pytest.fixture
def windows(monkeypatch):
    """A Windows that knows passkeys."""
    module = types.ModuleType("fido2.client.windows")
    module.WindowsClient = type("WindowsClient", (StandIn,), {})
    monkeypatch.setitem(sys.modules, "fido2.client.windows", module)
    monkeypatch.setattr("platform.system", lambda: "Windows")
    return module.WindowsClient


KINDS = [(True, "platform", "client-device"), (False, "cross-platform", "security-key")]


@pytest.mark.parametrize(("own", "attachment", "hint"), KINDS)
def test_windows_is_asked_for_its_own_passkey_or_one_of_a_key(own, attachment, hint, windows):
    server, authenticator = Server(), WindowsHello(Abort(), own=own)
    made = authenticator.create(creation(server.creation_options()))
    server.registers(made)
    assert StandIn.asked["authenticatorSelection"]["authenticatorAttachment"] == attachment
    assert made["authenticatorAttachment"] == attachment
    assert server.accepts(authenticator.use(request(server.request_options())))
    assert StandIn.asked["hints"] == [hint]
    assert StandIn.event.is_set()  # else a thread of fido2's would wait for ever


@pytest.mark.parametrize(("code", "trouble"), TROUBLES.items())
def test_each_hresult_is_told_apart(code, trouble, windows):
    error = OSError("words of Windows")
    error.winerror = code - 2**32
    for windows.fails in (ClientError.ERR.OTHER_ERROR(error), error):
        with pytest.raises(PasskeyError) as caught:
            WindowsHello(Abort(), own=True).create(creation(Server().creation_options()))
        assert (caught.value.trouble, caught.value.detail) == (trouble, f"0x{code:08X}")
        assert StandIn.event.is_set()


def test_an_error_without_a_number_is_told_by_its_kind(windows):
    windows.fails = ClientError.ERR.OTHER_ERROR(RuntimeError("x"))
    with pytest.raises(PasskeyError) as caught:
        WindowsHello(Abort(), own=True).use(request({**Server().request_options(), "rpId": "auth.example.com"}))
    assert (caught.value.trouble.value, caught.value.detail) == ("other", "RuntimeError")


def test_it_is_at_hand_on_a_windows_that_knows_passkeys_and_nowhere_else(windows, monkeypatch):
    assert windows_hello.is_available()
    windows.available = False
    assert not windows_hello.is_available()
    monkeypatch.setattr("platform.system", lambda: "Linux")
    windows.available = True
    assert not windows_hello.is_available()


def test_a_windows_without_the_library_has_none(windows, monkeypatch):
    monkeypatch.setitem(sys.modules, "fido2.client.windows", None)
    assert not windows_hello.is_available()


def test_on_windows_all_three_can_be_chosen_and_keys_go_through_windows(windows):
    from app.runs.passkeys import Passkeys, authenticators
    from tests.passkeys.ceremonies import create_step

    assert authenticators() == ("software", "security_key", "windows_hello")
    made = Passkeys(lambda step: None, None)(create_step(Server().creation_options(), authenticator="security_key"))
    assert made.credential["authenticatorAttachment"] == "cross-platform"
