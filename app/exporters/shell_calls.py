"""The calls of a sign-in in bash, one after the other, each with what has to be asked or computed before it."""

import re
from collections.abc import Callable, Iterator, Mapping

from app.exporters.quoting import in_bash, in_javascript
from app.exporters.recipe import Kind, Members, Recipe, Sent, Value
from app.exporters.wording import (
    DEVICE_PASSWORD,
    DEVICE_SRP,
    DEVICE_VERIFIER,
    PASSWORD,
    VERIFIER,
    asked_at_once,
    asked_now,
    comment,
    outcome_note,
)

VARIABLES = {
    Kind.CLIENT_ID: "client_id", Kind.USER_POOL_ID: "user_pool_id", Kind.USERNAME: "username",
    Kind.SESSION: "session", Kind.SECRET_HASH: "secret_hash", Kind.SECRET_BLOCK: "secret_block",
    Kind.SIGNATURE: "signature", Kind.TIMESTAMP: "timestamp", Kind.ACCESS_TOKEN: "access_token",
    Kind.NEW_DEVICE_KEY: "new_device_key", Kind.VERIFIER: "verifier", Kind.SALT: "salt",
}  # fmt: skip


class Body:
    """The calls, one after the other, each with what has to be asked or computed before it."""

    def __init__(self, recipe: Recipe, call: Callable[[Sent], Iterator[str]]) -> None:
        self._recipe = recipe
        self._call = call

    def lines(self) -> Iterator[str]:
        """The lines of the script from the first question on."""
        at_once = asked_at_once(self._recipe)
        yield from (["", *(f"ask {variable}" for variable in at_once)] if at_once else [])
        yield from (["hashed"] if Kind.SECRET_HASH in self._recipe.kinds() else [])
        last = self._recipe.sent[-1]
        for sent in self._recipe.sent:
            yield ""
            yield from outcome_note(self._recipe, "#") if sent is last else ()
            yield from self._before(sent)
            yield from self._call(sent)
            yield from (["heard"] if sent is not last else [])
            yield from self._after(sent, is_last=sent is last)
        yield ""
        yield from self._end()

    def _before(self, sent: Sent) -> Iterator[str]:
        kinds = sent.kinds()
        if Kind.SRP_A in kinds:
            yield from _start_srp("device_" if sent.challenge == DEVICE_SRP else "")
        if Kind.SIGNATURE in kinds:
            yield from _prove(sent)
        if sent.operation == "ConfirmDevice":
            yield from _new_device()
        if Kind.PASSKEY in kinds:
            yield from comment("#", "code.note.passkey_shell")
            yield "helper get reply ChallengeParameters CREDENTIAL_REQUEST_OPTIONS >&2"
        yield from (f"ask {value.variable}" for value in asked_now(sent))

    def _after(self, sent: Sent, *, is_last: bool) -> Iterator[str]:
        if sent.brought and not is_last:
            yield f"expect {in_bash(sent.brought)}"
        if sent.operation == "AssociateSoftwareToken":
            yield from comment("#", "code.note.enrol")
            yield 'echo "SecretCode: $(helper get reply SecretCode)" >&2'
        if sent.tokens and not is_last:
            yield "export tokens=$reply"

    def _end(self) -> Iterator[str]:
        went_on = any(sent.tokens for sent in self._recipe.sent[:-1])
        yield f"printf '%s\\n' \"${'tokens' if went_on else 'reply'}\""
        if "ConfirmDevice" in self._recipe.operations():
            yield from comment("#", "code.note.device_kept")
            yield (
                f"printf 'device_key=%s\\ndevice_group_key=%s\\n{DEVICE_PASSWORD}=%s\\n' "
                '"$new_device_key" "$group_key" "$device_password" >&2'
            )


def _start_srp(whose: str) -> Iterator[str]:
    yield from comment("#", "code.note.srp_a")
    yield f"export {whose}srp_secret {whose}srp_a"
    yield f"{whose}srp_secret=$(helper random)"
    yield f"{whose}srp_a=$(helper public {whose}srp_secret)"


def _prove(sent: Sent) -> Iterator[str]:
    yield from comment("#", "code.note.proof")
    yield "export timestamp secret_block signature"
    yield "timestamp=$(helper timestamp)"
    yield "secret_block=$(helper get reply ChallengeParameters SECRET_BLOCK)"
    if sent.challenge == VERIFIER:
        yield "user_id=$(helper get reply ChallengeParameters USER_ID_FOR_SRP)"
        yield f'signature=$(helper sign "${{user_pool_id#*_}}" "$user_id" "$timestamp" {PASSWORD} srp_secret reply)'
    if sent.challenge == DEVICE_VERIFIER:
        who = '"$device_group_key" "$device_key" "$timestamp"'
        yield f"signature=$(helper sign {who} {DEVICE_PASSWORD} device_srp_secret reply)"


def _new_device() -> Iterator[str]:
    yield from comment("#", "code.note.new_device")
    yield "export access_token new_device_key verifier salt"
    yield "access_token=$(helper get tokens AuthenticationResult AccessToken)"
    yield "new_device_key=$(helper get tokens AuthenticationResult NewDeviceMetadata DeviceKey)"
    yield "group_key=$(helper get tokens AuthenticationResult NewDeviceMetadata DeviceGroupKey)"
    yield 'made=$(helper new_device "$group_key$new_device_key")'
    yield '{ read -r device_password; read -r verifier; read -r salt; } <<<"$made"'


def by_request(sent: Sent) -> Iterator[str]:
    yield f"call {sent.operation} {_request(sent.members, sent)}"


def by_options(sent: Sent) -> Iterator[str]:
    """The AWS CLI's options; what may be secret, or begin as an option does, is a file that never is on the disk."""
    yield f'reply=$(aws cognito-idp {_dashed(sent.operation)} "${{options[@]}}" \\'
    last = len(sent.members) - 1
    for place, (name, member) in enumerate(sent.members.items()):
        end = ")" if place == last else " \\"
        if not isinstance(member, Value):
            written = f"file://<(helper fill {_request(member, sent, '    ')})"
        elif member.kind is Kind.WORD:
            written = in_bash(member.text)
        elif member.kind in (Kind.CLIENT_ID, Kind.USER_POOL_ID):
            written = f'"${VARIABLES[member.kind]}"'
        else:
            written = f'file://<(printf %s "${_variable(member, sent)}")'
        yield f"  --{_dashed(name)} {written}{end}"


def _request(members: Members | Mapping[str, Value], sent: Sent, indent: str = "  ") -> str:
    """JSON between bash's single quotes; its line ends are the only ones in it."""
    return "'" + _json(members, sent, indent).replace("'", "'\\''") + "'"


def _json(members: Members | Mapping[str, Value], sent: Sent, indent: str) -> str:
    lines = []
    for name, member in members.items():
        inner = _reference(member, sent) if isinstance(member, Value) else _json(member, sent, indent + "  ")
        lines.append(f"{indent}{in_javascript(name)}: {inner}")
    return "{\n" + ",\n".join(lines) + "\n" + indent[2:] + "}"


def _reference(value: Value, sent: Sent) -> str:
    return in_javascript(value.text) if value.kind is Kind.WORD else f'"${_variable(value, sent)}"'


def _variable(value: Value, sent: Sent) -> str:
    """The name of the variable in which a value is."""
    if value.kind is Kind.SRP_A:
        return "device_srp_a" if sent.challenge == DEVICE_SRP else "srp_a"
    if value.kind in (Kind.TEXT, Kind.DEVICE_KEY):
        return value.name
    return VARIABLES.get(value.kind, value.variable)


def _dashed(operation: str) -> str:
    """Return an operation as the AWS CLI spells it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", operation).lower()

