"""A real backend with a fault: the n-th writing or deleting fails, or kills the program."""

import os
import signal

from keyring.errors import PasswordSetError


class FaultyBackend:
    """Passes everything on to a real backend until the countdown of its fault is over."""

    def __init__(self, real, *, fail_set=None, fail_delete=None, kill_at_set=None, after=False):
        self._real = real
        self._countdown = {"fail_set": fail_set, "fail_delete": fail_delete, "kill_at_set": kill_at_set}
        self._after = after  # the fault comes after the real work was done
        self.written = []

    def get_password(self, service, account):
        """Read for real."""
        return self._real.get_password(service, account)

    def set_password(self, service, account, value):
        """Write for real, unless the fault is due."""
        self.written.append((service, account, value))
        failing = self._due("fail_set")
        if failing and not self._after:
            raise PasswordSetError(f"cannot store {value}")
        if self._due("kill_at_set"):
            os.kill(os.getpid(), signal.SIGKILL)
        self._real.set_password(service, account, value)
        if failing:
            raise PasswordSetError(f"cannot store {value}")

    def delete_password(self, service, account):
        """Delete for real, unless the fault is due."""
        if self._due("fail_delete"):
            raise PasswordSetError("cannot delete")
        self._real.delete_password(service, account)

    def _due(self, fault):
        if self._countdown[fault] is None:
            return False
        self._countdown[fault] -= 1
        return self._countdown[fault] < 0
