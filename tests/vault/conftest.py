"""A desktop session with a real keyring, for the tests of the vault."""

from collections.abc import Iterator

import pytest
from keyring.backends import SecretService

from tests.helpers.desktop import Session, dbus_session


@pytest.fixture
def session() -> Iterator[Session]:
    """A D-Bus session with an unlocked gnome-keyring, empty at first."""
    with dbus_session() as session:
        yield session


@pytest.fixture
def real_backend(session: Session) -> SecretService.Keyring:
    """The keyring library's backend on that gnome-keyring."""
    return SecretService.Keyring()
