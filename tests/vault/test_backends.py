"""Which backend is trusted: the best that encrypts, and never one that stores plain text."""

from pathlib import Path

import keyring.core
import pytest
from keyring.backends import SecretService, chainer, fail, null

from app.errors import VaultError, VaultTrouble
from app.secret import Secret
from app.vault import backends
from app.vault.keyring_vault import open_vault
from tests.vault.contract import entry
from tests.vault.odd_backends import PlaintextKeyring, StrangeKeyring

ODD = "tests.vault.odd_backends."


def test_without_any_there_is_none():
    assert backends.choose().trouble is VaultTrouble.NO_BACKEND


@pytest.mark.parametrize(
    ("configured", "trouble"),
    [
        (ODD + "PlaintextKeyring", VaultTrouble.PLAIN_TEXT),
        (ODD + "StrangeKeyring", VaultTrouble.UNKNOWN_BACKEND),
        ("keyring.backends.null.Keyring", VaultTrouble.NO_BACKEND),
        ("keyring.backends.fail.Keyring", VaultTrouble.NO_BACKEND),
        ("no_such_package.Keyring", VaultTrouble.NO_BACKEND),
        ("keyring.backends.null.NoSuchClass", VaultTrouble.NO_BACKEND),
    ],
)
def test_what_the_person_configured_is_judged_and_an_untrusted_one_is_never_used(
    monkeypatch, tmp_path, configured, trouble
):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", configured)
    vault = open_vault(tmp_path)
    described = vault.describe()
    assert (described.secure, described.trouble) == (False, trouble)
    with pytest.raises(VaultError) as caught:
        vault.keep(entry(), Secret("secret"))
    assert caught.value.trouble is trouble
    assert list(tmp_path.iterdir()) == []


def test_the_keyring_librarys_own_configuration_file_counts(session, monkeypatch):
    folder = Path(keyring.core._config_path()).parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    assert backends.choose().trouble is VaultTrouble.NO_BACKEND


def test_a_chainer_is_what_it_chains(monkeypatch, real_backend):
    chain = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [PlaintextKeyring()])
    assert backends.judge([chain]).trouble is VaultTrouble.PLAIN_TEXT
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [PlaintextKeyring(), real_backend])
    assert backends.judge([chain]).backend is real_backend


def test_one_that_encrypts_is_taken_before_one_that_does_not():
    real = SecretService.Keyring()
    assert backends.judge([StrangeKeyring(), null.Keyring(), real]).backend is real
    assert backends.judge([fail.Keyring(), StrangeKeyring()]).trouble is VaultTrouble.UNKNOWN_BACKEND
    assert backends.judge([StrangeKeyring(), PlaintextKeyring()]).trouble is VaultTrouble.PLAIN_TEXT
