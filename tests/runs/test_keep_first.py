"""A rotated refresh token is in the vault before anything else happens with the reply that brought it."""

from dataclasses import replace

import pytest

from app.auth.flows.refresh import FROM_VAULT
from app.auth.steps import Answer, Call, Keep, Kept, Reply
from app.errors import VaultError, VaultTrouble
from app.runs import vault_access
from app.runs.keep_first import KeepFirst
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets, VaultAccess
from app.secret import Secret
from app.transcript.events import Called, Ended, Failed, NotSaved, Replied, Saved, Shown, SignedIn, TokensReceived
from app.vault.memory_vault import MemoryVault
from tests.helpers.little_server import hangs_up, little_server, says
from tests.helpers.runs_of import HangingVault, profile_at, request_for

ACCESS = "eyJhbGciOiJSUzI1NiJ9.eyJ1c2VybmFtZSI6InBsYWluIn0.x"  # the claims: {"username":"plain"}
ROTATED = {"AuthenticationResult": {"AccessToken": ACCESS, "RefreshToken": "new token", "ExpiresIn": 3600}}
PLAIN = {"AuthenticationResult": {"AccessToken": ACCESS, "ExpiresIn": 3600}}
CREDENTIALS = {"refresh_token": Secret("old token"), "username": "plain", FROM_VAULT: "yes", "saved_flow": "user_srp"}


class Diary(MemoryVault):
    """Notes in a shared list when it is asked to keep something."""

    def __init__(self, notes, error=None):
        super().__init__()
        self.notes, self.error = notes, error

    def keep(self, entry, secret):
        self.notes.append(f"vault: {secret.reveal()}")
        if self.error is not None:
            raise self.error
        super().keep(entry, secret)


def refresh_at(server, vault, emit, *, save=True, **values):
    request = SignInRequest(
        profile=profile_at(server.url, rotation=True, grace_seconds=0),
        flow="refresh",
        credentials=Answer(values={**CREDENTIALS, **values}),
        save=save,
    )
    keeper = ProfileSecrets(VaultAccess(lambda: vault), request.profile, wanted=request.keeps)
    SignIn(request, answers=lambda step: Answer(values={}), secrets=keeper, emit=emit).run()


def kinds(events):
    return [type(event) for event in events]


def test_the_vault_has_the_new_token_before_the_reply_is_even_told():
    notes = []
    with little_server(says(ROTATED)) as server:
        refresh_at(server, Diary(notes), notes.append)
    at = notes.index("vault: new token")
    assert [type(note) for note in notes[at - 1 : at + 2]] == [Called, str, Replied]
    assert [type(note) for note in notes[at + 2 :]] == [TokensReceived, Saved, Shown, SignedIn]
    assert [note for note in notes if isinstance(note, str)] == ["vault: new token"]  # and once only


def test_between_the_reply_and_the_vault_nothing_else_is_done_with_it():
    notes = []

    class Watched(dict):
        """A body that notes who reads what of it."""

        def get(self, key, default=None):
            notes.append(f"read {key}")
            return super().get(key, default)

    body = Watched({"AuthenticationResult": Watched({"RefreshToken": "new token", "AccessToken": ACCESS})})
    reply = Reply(operation="GetTokensFromRefreshToken", body=body, at=1.0)
    secrets = ProfileSecrets(VaultAccess(lambda: Diary(notes)), profile_at("http://127.0.0.1:9"), wanted=True)
    perform = KeepFirst(lambda step: reply, secrets, Answer(values=CREDENTIALS))
    assert perform(Call(operation="GetTokensFromRefreshToken", params={})) is reply
    assert notes[-1] == "vault: new token"
    assert set(notes[:-1]) <= {
        f"read {name}"
        for name in ("AuthenticationResult", "RefreshToken", "AccessToken", "ExpiresIn", "IdToken", "TokenType")
    } | {"read NewDeviceMetadata"}


@pytest.mark.parametrize("trouble", [VaultTrouble.LOCKED, VaultTrouble.DENIED, VaultTrouble.NO_BACKEND])
def test_a_vault_that_refuses_is_told_once_and_the_tokens_are_there(trouble):
    notes = []
    with little_server(says(ROTATED)) as server:
        refresh_at(server, Diary(notes, VaultError(trouble)), notes.append)
    assert notes.count("vault: new token") == 1
    (unsaved,) = [note for note in notes if isinstance(note, NotSaved)]
    assert unsaved.reason == trouble.value
    shown = [note for note in notes if isinstance(note, Shown)][-1]
    assert dict(shown.values) == {"saved": "no", "reason": trouble.value, "grace_seconds": "0"}
    assert isinstance(notes[-1], SignedIn)


def test_a_vault_that_hangs_holds_the_refresh_up_no_longer_than_its_patience(monkeypatch):
    monkeypatch.setattr(vault_access, "PATIENCE", 0.2)
    events, vault = [], HangingVault()
    try:
        with little_server(says(ROTATED)) as server:
            refresh_at(server, vault, events.append)
    finally:
        vault.let_go.set()
    assert vault.entered.is_set()
    (unsaved,) = [event for event in events if isinstance(event, NotSaved)]
    assert unsaved.reason == "hangs"
    assert [event.tokens.refresh_token for event in events if isinstance(event, TokensReceived)] == [
        Secret("new token")
    ]
    assert isinstance(events[-1], SignedIn)


def test_a_run_that_was_cancelled_meanwhile_has_kept_the_token_all_the_same():
    vault = MemoryVault()

    def cancelled(event):
        if isinstance(event, Replied):
            raise KeyboardInterrupt

    with little_server(says(ROTATED)) as server, pytest.raises(KeyboardInterrupt):
        refresh_at(server, vault, cancelled)
    (entry,) = vault.entries()
    assert vault.read(entry.entry_id) == Secret("new token")
    assert (entry.username, entry.flow) == ("plain", "user_srp")


def test_the_new_token_takes_the_place_of_the_old_one_in_the_vault():
    vault = MemoryVault()
    access = VaultAccess(lambda: vault)
    with little_server(says(ROTATED)) as server:
        profile = profile_at(server.url)
        old = Keep(name="refresh_token", secret=Secret("old token"), username="plain", facts={"flow": "user_srp"})
        ProfileSecrets(access, profile, wanted=True).keep(old)
        refresh_at(server, vault, lambda event: None)
    (entry,) = vault.entries()
    assert vault.read(entry.entry_id) == Secret("new token")


@pytest.mark.parametrize(("from_vault", "saved"), [("yes", ["vault: new token"]), ("", [])])
def test_with_saving_off_only_a_token_that_came_from_the_vault_is_written_back(from_vault, saved):
    notes = []
    with little_server(says(ROTATED)) as server:
        refresh_at(server, Diary(notes), notes.append, save=False, **{FROM_VAULT: from_vault})
    assert [note for note in notes if isinstance(note, str)] == saved
    told = [note for note in notes if isinstance(note, Saved | NotSaved)]
    assert [getattr(note, "reason", "saved") for note in told] == ["saved" if saved else "off"]


def test_a_refresh_that_brings_no_new_token_leaves_the_vault_alone():
    notes = []
    with little_server(says(PLAIN)) as server:
        refresh_at(server, Diary(notes), notes.append)
    assert "vault: new token" not in notes
    assert isinstance(notes[-1], SignedIn)


def test_a_reply_that_never_came_whole_leaves_the_old_token_in_the_vault():
    notes = []
    with little_server(hangs_up) as server:
        refresh_at(server, Diary(notes), notes.append)
    assert [note for note in notes if isinstance(note, str)] == []
    assert kinds(notes)[-2:] == [Failed, Ended]


def test_the_token_of_an_ordinary_sign_in_is_kept_when_its_flow_says_so():
    notes = []
    with little_server(says(ROTATED)) as server:
        request = request_for(server.url)
        keeper = ProfileSecrets(VaultAccess(lambda: Diary(notes)), request.profile, wanted=True)
        SignIn(request, answers=lambda step: Answer(values={}), secrets=keeper, emit=notes.append).run()
    assert notes.index("vault: new token") > next(n for n, note in enumerate(notes) if isinstance(note, TokensReceived))


def test_what_the_layer_does_not_know_goes_through_untouched():
    seen = []
    keep = Keep(name="refresh_token", secret=Secret("another"), username="plain")
    perform = KeepFirst(lambda step: seen.append(step) or Kept(saved=True), None, Answer(values={}))
    assert perform(keep) == Kept(saved=True)
    other = replace(keep, name="device d")
    perform(other)
    assert seen == [keep, other]
