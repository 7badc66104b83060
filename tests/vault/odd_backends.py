"""Backends that must not be trusted: one that stores plain text, one that nobody knows. Only there when configured."""

import os

from keyring.backend import KeyringBackend
from keyring.compat import properties


class PlaintextKeyring(KeyringBackend):
    """Named as the one of keyrings.alt that writes a readable file."""

    @properties.classproperty
    def priority(self):
        """Viable only for the test that names it."""
        if not os.environ.get("PYTHON_KEYRING_BACKEND", "").startswith(__name__):
            raise RuntimeError("not configured")
        return 0.5

    def get_password(self, service, username):
        """Must never be asked."""
        raise AssertionError("used")

    def set_password(self, service, username, password):
        """Must never be given anything."""
        raise AssertionError("used")


class StrangeKeyring(PlaintextKeyring):
    """Nothing is known about this one."""
