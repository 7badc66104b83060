"""The Secret Service of a Linux desktop: is it there, is it open, and will the person open it.

The keyring library alone would report a locked keyring, a refused prompt and a missing prompter as the same error, and
leak a bus connection with each; so this looks first, and asks the person itself.
"""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from app.errors import VaultError, VaultTrouble

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from secretstorage import Collection

PROMPTER = "org.gnome.keyring.SystemPrompter"
GNOME_KEYRING = "org.gnome.keyring"

_asking: set[int] = set()  # the threads that wait for a person at a prompt


def trouble() -> VaultTrouble | None:
    """Say what stands in the way of using the default collection, without asking the person anything."""
    import secretstorage

    try:
        with _connection() as connection:
            return VaultTrouble.LOCKED if secretstorage.Collection(connection).is_locked() else None
    except secretstorage.ItemNotFoundException:
        return VaultTrouble.NO_COLLECTION
    except VaultError as error:
        return error.trouble


def is_asking() -> bool:
    """Say whether a prompt waits for the person now: a keyring that asks is slow, but does not hang."""
    return bool(_asking)


def make_ready() -> None:
    """Unlock the default collection, or create it, by the desktop's own prompt; blocks as long as the prompt is open.

    Raise VaultError DENIED where the person dismissed it, LOCKED or NO_COLLECTION where the desktop could not ask.
    """
    import secretstorage

    with _connection() as connection:
        try:
            collection = secretstorage.Collection(connection)
            refused = collection.is_locked() and not _unlocked(collection)
            without_prompt = VaultTrouble.LOCKED
        except secretstorage.ItemNotFoundException:
            refused = not _created(connection)
            without_prompt = VaultTrouble.NO_COLLECTION
        if refused:
            raise VaultError(VaultTrouble.DENIED if _can_ask(connection) else without_prompt)


def _unlocked(collection: "Collection") -> bool:
    with _prompt():
        dismissed = collection.unlock()
    return not dismissed and not collection.is_locked()


def _created(connection: "DBusConnection") -> bool:
    import secretstorage

    try:
        with _prompt():
            secretstorage.create_collection(connection, "Default", "default")
    except secretstorage.PromptDismissedException:
        return False
    return True


@contextmanager
def _prompt() -> Iterator[None]:
    _asking.add(threading.get_ident())
    try:
        yield
    finally:
        _asking.discard(threading.get_ident())


def _can_ask(connection: "DBusConnection") -> bool:
    """Whether a prompt can be shown; only gnome-keyring needs another program for it."""
    return GNOME_KEYRING not in _names(connection, "ListNames") or PROMPTER in (
        _names(connection, "ListNames") | _names(connection, "ListActivatableNames")
    )


def _names(connection: "DBusConnection", method: str) -> set[str]:
    from jeepney import DBusAddress, new_method_call

    bus = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
    return set(connection.send_and_get_reply(new_method_call(bus, method)).body[0])


@contextmanager
def _connection() -> "Iterator[DBusConnection]":
    import secretstorage

    try:
        connection = secretstorage.dbus_init()
    except secretstorage.SecretServiceNotAvailableException as error:
        raise VaultError(VaultTrouble.NO_BACKEND, str(error)) from error
    with closing(connection):
        try:
            yield connection
        except secretstorage.ItemNotFoundException:
            raise
        except (secretstorage.SecretStorageException, OSError, EOFError) as error:
            raise VaultError(VaultTrouble.NO_BACKEND, str(error)) from error
