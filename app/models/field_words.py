"""The words for the fields of questions and for what was chosen in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.auth.steps import Field, Kind
from app.secret import Secret
from app.texts import has_text, text, text_or

# Choices that Cognito knows nothing of: nothing on the wire is called so.
OWN_WORDS = frozenset({
    "ITSELF", "skip", "forget", "yes", "no", "off", "on", "software", "security_key", "windows_hello",
})  # fmt: skip


def label_of(field: str, challenge: str = "") -> str:
    """Return what a field is called: as its challenge calls it, as all do, or its wire name made readable."""
    for key in (f"challenge.{challenge}.{field}", f"field.{field}.label"):
        if has_text(key):
            return text(key)
    words = field.removeprefix("userAttributes.").removeprefix("custom:").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or field


def choice_words(choice: str) -> str:
    """Return the words for a wire name that can be chosen, or the name itself where there are none."""
    return text_or(f"choice.{choice}", choice)


def wire_name(choice: str) -> str:
    """Return the name that a choice has on the wire; empty where it has none."""
    return "" if choice in OWN_WORDS else choice


def answer_words(fields: Sequence[Field], values: Mapping[str, Any], challenge: str) -> str:
    """Say what was answered: choices in their words, other fields by their labels, for they may hold secrets.

    What was left empty, or rarely changes and did not, is left out.
    """
    return ", ".join(_said(fields, values, challenge))


def _said(fields: Sequence[Field], values: Mapping[str, Any], challenge: str) -> Iterator[str]:
    for field in fields:
        value = values.get(field.name, "")
        if _matters(field, value.reveal() if isinstance(value, Secret) else value):
            yield choice_words(str(value)) if field.kind is Kind.CHOICE else label_of(field.name, challenge)


def _matters(field: Field, typed: Any) -> bool:
    """Whether an answer is worth a word: not one that may be empty and is, or that rarely changes and did not."""
    if field.advanced:
        return bool(typed) and typed != field.value
    return field.required or bool(typed)
