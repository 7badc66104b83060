"""Keeps a rotated refresh token before anything else is done with the reply that brought it.

The old token is spent, or will be when its grace period ends: between that reply and the vault nothing may fail. So
this performer stands beneath the recorder. When the flow asks for the same token to be kept, it learns what came of it.
"""

from app.auth.flows.refresh import is_refresh, new_token, to_keep
from app.auth.steps import Answer, Call, Keep, Kept, Reply, Step
from app.auth.vault_names import REFRESH_TOKEN
from app.driver import Performer, Result, Secrets
from app.secret import Secret


class KeepFirst:
    """Wraps a performer; `credentials` are the run's own, `secrets` decide whether the token may be kept at all."""

    def __init__(self, perform: Performer, secrets: Secrets, credentials: Answer) -> None:
        self._perform = perform
        self._secrets = secrets
        self._credentials = credentials
        self._kept: dict[Secret, Kept] = {}

    def __call__(self, step: Step) -> Result:
        """Perform the step; what a refresh brought is in the vault when this returns."""
        if isinstance(step, Keep) and step.name == REFRESH_TOKEN and step.secret in self._kept:
            return self._kept[step.secret]
        result = self._perform(step)
        if isinstance(step, Call) and is_refresh(step) and isinstance(result, Reply):
            self._keep(result)
        return result

    def _keep(self, reply: Reply) -> None:
        token = new_token(reply)
        if token is not None:
            self._kept[token] = self._secrets.keep(to_keep(self._credentials, token, reply))
