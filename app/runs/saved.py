"""The credentials of a refresh whose token is kept: with all that the vault knows of it, to be kept again so."""

from app.auth.flows.refresh import FROM_VAULT, ISSUED_AT, SAVED_FLOW
from app.auth.steps import Answer
from app.secret import Secret
from app.vault.vault import Entry


def saved_credentials(entry: Entry, token: Secret, **more: str) -> Answer:
    """Return the answer to CREDENTIALS of the flow refresh, and of the actions that take a refresh token."""
    return Answer(
        values={
            "refresh_token": token,
            "username": entry.username,
            "device_key": entry.facts.get("device_key", ""),
            FROM_VAULT: "yes",
            SAVED_FLOW: entry.flow,
            ISSUED_AT: entry.facts.get(ISSUED_AT) or str(entry.saved_at),
            **more,
        }
    )
