"""The keyring check, step by step, never waited for longer than a person would."""

from collections.abc import Iterator
from contextlib import suppress

from app.errors import VaultError
from app.runs.vault_access import PATIENCE
from app.vault.check import STEPS, Candidate, KeyringCheck, Tried, candidates
from app.vault.patience import Patience
from app.vault.vault import Backend


def check_keyring() -> Iterator[Backend | Tried | tuple[Candidate, ...]]:
    """Say which backend it is, then how each step ended, then what other backends there are.

    Any of it may block for `PATIENCE` seconds; a keyring that takes longer is told as trouble HANGS.
    """
    patience = Patience()
    try:
        check = patience.with_patience(KeyringCheck, PATIENCE)
    except VaultError as error:
        yield Backend(name="", secure=False, trouble=error.trouble)
        return
    choice = check.choice
    yield Backend(name=choice.name, secure=choice.backend is not None, trouble=choice.trouble, detail=choice.detail)
    failed = False
    for step in STEPS:
        if failed:
            yield Tried(step=step, skipped=True)
            continue
        try:
            tried = patience.with_patience(lambda wanted=step: check.run(wanted), PATIENCE)  # type: ignore[misc]
        except VaultError as error:
            tried = Tried(step=step, seconds=PATIENCE, trouble=error.trouble)
        failed = tried.trouble is not None
        yield tried
    with suppress(VaultError):  # one that hangs only now: what was tried is told, and the check has an end
        patience.with_patience(check.finish, PATIENCE)
        yield patience.with_patience(lambda: tuple(candidates(choice)), PATIENCE)
