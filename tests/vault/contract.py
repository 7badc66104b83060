"""What holds for every vault: a test class that each of them passes."""

import logging

import pytest

from app.errors import VaultError, VaultTrouble
from app.secret import Secret
from app.vault.vault import Entry

EVERY_KIND = "Ünï✓漢字😀🏳️‍🌈عربي\u202eשלום'\"\\/|%:\u00a0&<é>"


def entry(username="plain", *, saved_at=1000.0, profile_id="p1", profile_name="practice / public-all", **more):
    """An entry such as a sign-in makes."""
    given = {"client_id": "1example23456789", "flow": "user_srp", "facts": {"expires": "2030-01-01"}, **more}
    return Entry(username=username, saved_at=saved_at, profile_id=profile_id, profile_name=profile_name, **given)


class VaultContract:
    """Subclasses give a `vault` fixture: an empty one."""

    def test_what_is_kept_is_read_back(self, vault):
        vault.keep(entry(), Secret("refresh-1"))
        assert vault.read(entry().entry_id).reveal() == "refresh-1"

    def test_nothing_below_it_logs_a_secret_even_at_debug(self, vault, caplog):
        caplog.set_level(logging.DEBUG)
        secret = Secret("refresh-" + "x" * 3000)
        vault.keep(entry(), secret)
        assert vault.read(entry().entry_id) == secret
        vault.forget(entry().entry_id)
        assert secret.reveal()[:12] not in caplog.text

    def test_the_entries_list_the_facts_with_the_newest_first(self, vault):
        vault.keep(entry("older", saved_at=1.0), Secret("a"))
        vault.keep(entry("newer", saved_at=2.0), Secret("b"))
        assert vault.entries() == [entry("newer", saved_at=2.0), entry("older", saved_at=1.0)]

    def test_an_empty_vault_lists_nothing(self, vault):
        assert vault.entries() == []

    def test_keeping_again_replaces_secret_and_facts(self, vault):
        vault.keep(entry(saved_at=1.0), Secret("first"))
        vault.keep(entry(saved_at=2.0, flow="custom"), Secret("second"))
        assert vault.read(entry().entry_id).reveal() == "second"
        assert vault.entries() == [entry(saved_at=2.0, flow="custom")]

    def test_a_shorter_secret_replaces_a_longer_one_whole(self, vault):
        vault.keep(entry(), Secret("L" * 3000))
        vault.keep(entry(), Secret("short"))
        assert vault.read(entry().entry_id).reveal() == "short"

    def test_profile_client_user_and_name_tell_entries_apart(self, vault):
        entries = [
            entry(),
            entry(profile_id="p2"),
            entry(client_id="other"),
            entry("other"),
            entry(name="device_secret"),
        ]
        for number, one in enumerate(entries):
            vault.keep(one, Secret(f"secret {number}"))
        assert [vault.read(one.entry_id).reveal() for one in entries] == [f"secret {n}" for n in range(5)]
        assert len(vault.entries()) == 5

    def test_a_renamed_profile_keeps_its_entry(self, vault):
        vault.keep(entry(profile_name="old name"), Secret("first"))
        vault.keep(entry(profile_name="new name"), Secret("second"))
        assert [found.profile_name for found in vault.entries()] == ["new name"]
        assert vault.read(entry().entry_id).reveal() == "second"

    def test_forgetting_removes_secret_and_facts_and_no_others(self, vault):
        vault.keep(entry(), Secret("a" * 3000))
        vault.keep(entry("other"), Secret("b"))
        vault.forget(entry().entry_id)
        with pytest.raises(VaultError) as caught:
            vault.read(entry().entry_id)
        assert caught.value.trouble is VaultTrouble.MISSING
        assert vault.entries() == [entry("other")]
        assert vault.read(entry("other").entry_id).reveal() == "b"

    def test_forgetting_what_is_not_there_is_no_error(self, vault):
        vault.forget(entry().entry_id)
        assert vault.entries() == []

    def test_reading_what_was_never_kept_says_missing(self, vault):
        with pytest.raises(VaultError) as caught:
            vault.read(entry().entry_id)
        assert caught.value.trouble is VaultTrouble.MISSING

    def test_a_secret_of_5000_characters_comes_back_whole(self, vault):
        secret = "".join(chr(33 + number % 90) for number in range(5000))
        vault.keep(entry(), Secret(secret))
        assert vault.read(entry().entry_id).reveal() == secret

    @pytest.mark.parametrize("secret", ["", ":", "explorer1:x:2:3:y", "línea\nzwei\t😀", "x" * 64, "ü" * 1000])
    def test_any_text_comes_back_as_it_was(self, vault, secret):
        vault.keep(entry(), Secret(secret))
        assert vault.read(entry().entry_id).reveal() == secret

    def test_a_user_name_of_128_characters_of_every_kind_is_no_trouble(self, vault):
        username = (EVERY_KIND * 4)[:128]
        assert len(username) == 128
        vault.keep(entry(username), Secret("kept"))
        assert vault.read(entry(username).entry_id).reveal() == "kept"
        assert [found.username for found in vault.entries()] == [username]

    def test_control_characters_in_names_are_no_trouble(self, vault):
        odd = entry("a\x00b\nc\x1b[31m", profile_name="tab\tnull\x00")
        vault.keep(odd, Secret("kept"))
        assert vault.read(odd.entry_id).reveal() == "kept"
        assert vault.entries() == [odd]

    def test_nothing_that_is_shown_of_a_vault_holds_its_secrets(self, vault):
        vault.keep(entry(), Secret("do-not-show"))
        assert "do-not-show" not in f"{vault!r} {vars(vault)!r} {vault.describe()!r} {vault.entries()!r}"
