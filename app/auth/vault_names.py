"""The names under which the vault keeps secrets: of each user one refresh token, any number of devices and
passkeys; of each app client its secret; and the test secrets that scenarios name."""

REFRESH_TOKEN = "refresh_token"  # noqa: S105 - a name
CLIENT_SECRET = "client_secret"  # noqa: S105 - a name; of the app client, so its user name is empty
DEVICE, PASSKEY = "device", "passkey"
DEVICES, PASSKEYS = f"{DEVICE} ", f"{PASSKEY} "  # how the names begin; the DeviceKey or the credential id follows

TEST_SECRETS = "test_secret:"  # how the names of a person's own begin, which belong to no profile and to no user


def name_of_device(device_key: str) -> str:
    """Return the name of a device's password."""
    return DEVICES + device_key


def name_of_passkey(credential_id: str) -> str:
    """Return the name of a passkey's private key."""
    return PASSKEYS + credential_id


def kind_of(name: str) -> str:
    """Say what a name stands for: REFRESH_TOKEN, CLIENT_SECRET, DEVICE or PASSKEY."""
    kind = name.partition(" ")[0]
    return kind if kind in (DEVICE, PASSKEY, CLIENT_SECRET) else REFRESH_TOKEN
