"""A token is read from the keyring for one wish at a time."""

import threading
from dataclasses import dataclass, replace

import pytest

from app.errors import VaultError, VaultTrouble
from app.profiles.profile import Profile
from app.secret import Secret
from app.vault.vault import Entry
from tests.widgets.desk import Desk, SecureMemory

NOWHERE = "http://127.0.0.1:9"
OWN = Profile(id="own", name="Own", user_pool_id="us-east-1_Own", client_id="c", endpoint_url=NOWHERE)
ANA = Entry(profile_id="own", profile_name="Own", client_id="c", username="ana", flow="user_srp")
BEN = replace(ANA, username="ben")


class SlowKeyring(SecureMemory):
    """Gives nothing away until it is opened, and refuses where it was told to."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Event()
        self.refuses = False
        self.given = 0
        for entry in (ANA, BEN):
            self.keep(entry, Secret(f"the token of {entry.username}"))

    def read(self, entry_id: str) -> Secret:
        self.opened.wait(10)
        self.given += 1
        if self.refuses:
            raise VaultError(VaultTrouble.DENIED)
        return super().read(entry_id)


@dataclass
class Stand:
    """A window over such a keyring."""

    desk: Desk
    keyring: SlowKeyring

    def wants(self, to: str, entry: Entry) -> None:
        saved = self.desk.panels.left.saved
        (saved.sign_out_wanted if to == "sign_out" else saved.refresh_wanted).emit(entry)

    def runs(self) -> list[tuple[str, str]]:
        """The runs that have ended, each with its user."""
        runs = self.desk.panels.models.timeline.runs
        return [(run.flow, run.started.user) for run in runs if run.started and run.transcript.ended]


@pytest.fixture
def stand(make_desk):
    keyring = SlowKeyring()
    made = Stand(make_desk(OWN, vault=keyring), keyring)
    yield made
    keyring.opened.set()


@pytest.mark.parametrize(("first", "then"), [("sign_out", "refresh"), ("refresh", "sign_out")])
@pytest.mark.parametrize("entry", [ANA, BEN])
def test_of_two_wishes_while_the_keyring_is_closed_the_later_one_counts(stand, qtbot, first, then, entry):
    stand.wants(first, ANA)
    stand.wants(then, entry)
    stand.keyring.opened.set()
    qtbot.waitUntil(lambda: stand.keyring.given == 2 and bool(stand.runs()))
    assert stand.runs() == [(then, entry.username)]


def test_a_wish_that_the_keyring_did_not_grant_is_not_made_up_for_later(stand, qtbot):
    stand.keyring.refuses = True
    stand.keyring.opened.set()
    with qtbot.waitSignal(stand.desk.services.vault.trouble):
        stand.wants("sign_out", ANA)
    stand.keyring.refuses = False
    with qtbot.waitSignal(stand.desk.services.vault.token_read):
        stand.desk.services.vault.read(ANA.entry_id)
    assert not stand.desk.window.conductors.sign_ins.running
    assert stand.runs() == []
