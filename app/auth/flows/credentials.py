"""The first question of each flow: what it needs before its first call."""

from app.auth.client import Context
from app.auth.conversation import PUBLIC, Conversation, Door
from app.auth.steps import Answer, Field, Kind, Steps, ask

USERNAME = Field(name="username")
PASSWORD = Field(name="password", kind=Kind.PASSWORD)
CLIENT_METADATA = Field(name="client_metadata", kind=Kind.PAIRS, required=False, advanced=True)


def ask_credentials(*fields: Field) -> Steps[Answer]:
    """Ask for a flow's credentials and, always, for the ClientMetadata to send along."""
    return (yield from ask("CREDENTIALS", *fields, CLIENT_METADATA))


def converse(context: Context, who: Answer, door: Door = PUBLIC) -> Conversation:
    """Begin the conversation of whoever gave these credentials."""
    return Conversation(
        context,
        who.text("username"),
        password=who.secret("password") if "password" in who.values else None,
        metadata=who.pairs("client_metadata"),
        door=door,
    )
