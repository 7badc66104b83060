"""Reads the person's AWS settings on threads of their own: the AWS profiles there are, the region of one of them."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.cognito.session import aws_profiles, region_of_aws_profile
from app.workers.threads import working


class AwsSettingsWorker(QObject):
    """Stays as long as the program: a home folder on a network may keep a thread waiting for any time.

    Signals:
        profiles_found: a tuple of the names of the AWS profiles, `default` first.
        region_found: the name of an AWS profile, empty for the default chain, and its region, empty for none.
    """

    profiles_found = Signal(object)
    region_found = Signal(str, str)

    def find_profiles(self) -> None:
        """Look what AWS profiles there are."""
        self._begin(lambda: self.profiles_found.emit(aws_profiles()))

    def find_region(self, aws_profile: str) -> None:
        """Look what region an AWS profile has."""
        self._begin(lambda: self.region_found.emit(aws_profile, region_of_aws_profile(aws_profile)))

    def _begin(self, job: Callable[[], None]) -> None:
        def run() -> None:
            with working(self, "reading AWS settings"):
                job()

        threading.Thread(target=run, name="aws settings", daemon=True).start()
