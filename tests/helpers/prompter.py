"""Stands in for the desktop's password prompt, over D-Bus: dismisses it, or types a password.

Run as a program with the password, or with nothing to dismiss every prompt. It speaks what gnome-keyring expects of
`org.gnome.keyring.SystemPrompter`: the password travels encrypted under a Diffie-Hellman key (group 5 of RFC 3526).
"""

import base64
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from jeepney import DBusAddress, Message, MessageType, new_method_call, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.helpers.processes import process
from tests.helpers.waiting import wait_for

NAME = "org.gnome.keyring.SystemPrompter"
CALLBACK = "org.gnome.keyring.internal.Prompter.Callback"
PRIME = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
    "49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D"
    "670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF",
    16,
)
SILENCE = "silence"
SIZE = 192  # bytes of the group's prime


@contextmanager
def prompter(folder: Path, password: str | None = None) -> Iterator[None]:
    """Answer the prompts of this D-Bus session as long as the context lasts: with a password, or by dismissing them.

    The password `SILENCE` leaves them open: a person who is away.
    """
    from tests.helpers.desktop import name_is_owned

    command = [sys.executable, "-m", "tests.helpers.prompter", *([password] if password else [])]
    log = folder / "prompter.log"
    with process(command, os.environ, log):
        wait_for(lambda: name_is_owned(NAME), "the prompter")
        yield


def serve(password: str | None) -> None:
    """Answer prompts until the bus goes away."""
    with open_dbus_connection() as connection:
        unwrap_msg(connection.send_and_get_reply(message_bus.RequestName(NAME)))
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                answer(connection, message, password)


def answer(connection: DBusConnection, message: Message, password: str | None) -> None:
    """Answer one call: a prompt begins, is to be shown, or ends."""
    fields = {field.name: value for field, value in message.header.fields.items()}
    callback = DBusAddress(message.body[0], bus_name=fields["sender"], interface=CALLBACK)
    connection.send(new_method_return(message))
    if fields["member"] == "BeginPrompting":
        connection.send(new_method_call(callback, "PromptReady", "sa{sv}s", ("", {}, "")))
    elif fields["member"] == "PerformPrompt" and password != SILENCE:
        reply = ("no", {}, "") if password is None else ("yes", {}, sealed(password, message.body[3]))
        connection.send(new_method_call(callback, "PromptReady", "sa{sv}s", reply))
    elif fields["member"] == "StopPrompting":
        connection.send(new_method_call(callback, "PromptDone"))


def agreed(theirs: int) -> tuple[int, bytes]:
    """Return a private key and the secret shared with the daemon's public key, 192 bytes.

    One whose first byte is 0 is not taken: the daemon pads it in the prompt for a new collection, and cuts the 0 off
    in the prompt that unlocks one, so that once in 256 times the password would not be understood.
    """
    while True:
        private = secrets.randbelow(PRIME - 3) + 2
        shared = pow(theirs, private, PRIME).to_bytes(SIZE, "big")
        if shared[0]:
            return private, shared


def sealed(password: str, exchange: str) -> str:
    """Encrypt a password for the daemon whose public key is in the exchange."""
    theirs = next(line.split("=", 1)[1] for line in exchange.splitlines() if line.startswith("public="))
    private, shared = agreed(int.from_bytes(base64.b64decode(theirs), "big"))
    key = HKDF(algorithm=hashes.SHA256(), length=16, salt=None, info=None).derive(shared)
    iv = secrets.token_bytes(16)
    pad = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    secret = encryptor.update(pad.update(password.encode()) + pad.finalize()) + encryptor.finalize()
    public = pow(2, private, PRIME).to_bytes(SIZE, "big")
    values = {"public": public, "secret": secret, "iv": iv}
    lines = [f"{name}={base64.b64encode(value).decode()}" for name, value in values.items()]
    return "\n".join(["[sx-aes-1]", *lines, ""])


if __name__ == "__main__":
    serve(sys.argv[1] if len(sys.argv) > 1 else None)
