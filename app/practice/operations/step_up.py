"""TARGET_ACR_VALUES, ACCESS_TOKEN and MAX_AGE of USER_AUTH: the level to reach, and which first factors lead there.

Source: Cognito's developer guide on step-up authentication with the USER_AUTH flow. What an access token has proven
counts; for a user who has a password in it the missing second factor is asked for at once.
"""

from dataclasses import replace

from app.practice import assurance, factors, messages, tokens
from app.practice.assurance import Assurance
from app.practice.errors import Refusal
from app.practice.operations.start import Start
from app.practice.turn import Turn

# The first factors by the proof that they are.
FIRST = {
    assurance.PASSWORD: ("PASSWORD_SRP", "PASSWORD"),
    assurance.EMAIL: ("EMAIL_OTP",),
    assurance.SMS: ("SMS_OTP",),
    assurance.SOFTWARE_KEY: ("WEB_AUTHN",),
    assurance.HARDWARE_KEY: ("WEB_AUTHN",),
}


def toward(start: Start, turn: Turn, choices: list[str]) -> tuple[Turn, list[str]]:
    """The turn with its level, and the first factors of `choices` that lead there; none where the first is proven.

    Raises InvalidParameterException or NotAuthorizedException where no level that was asked for can be reached.
    """
    targets = _targets(start)
    if not targets:
        return turn, choices
    proven = _proven(start, turn)
    for level in targets:
        sets = [each for each in assurance.COMBINATIONS[level] if _possible(turn, each, choices, proven)]
        if sets:
            if assurance.level_of(proven) >= level:
                raise Refusal("InvalidParameterException", messages.ACR_REACHED)
            turn = replace(turn, assurance=Assurance(level=level, methods=proven))
            return turn, _leading(sets, choices, proven)
    raise Refusal("InvalidParameterException", messages.ACR_OUT_OF_REACH)


def _targets(start: Start) -> list[int]:
    """The levels that were asked for, the most wanted first; values that are none are passed over."""
    if "TARGET_ACR_VALUES" not in start.parameters:
        if "ACCESS_TOKEN" in start.parameters:
            raise Refusal("InvalidParameterException", messages.missing_parameter("TARGET_ACR_VALUES"))
        return []
    level_of = {name: level for level, name in assurance.names(start.pool).items()}
    found = [level_of[name] for name in start.parameters["TARGET_ACR_VALUES"].split() if name in level_of]
    if not found:
        raise Refusal("InvalidParameterException", messages.ACR_UNKNOWN)
    return found


def _proven(start: Start, turn: Turn) -> tuple[str, ...]:
    """The amr values of the access token that came along, unless the sign-in is longer ago than MAX_AGE seconds."""
    age = start.parameters.get("MAX_AGE", "")
    if age and not (age.isascii() and age.isdigit() and len(age) < 16):
        raise Refusal("InvalidParameterException", messages.BAD_MAX_AGE)
    if "ACCESS_TOKEN" not in start.parameters:
        return ()
    pool, _, user, said = tokens.verify_access(start.state, start.parameters["ACCESS_TOKEN"])
    if pool is not turn.pool or user.username != turn.username:
        raise Refusal("NotAuthorizedException", messages.ACR_OTHER_USER)
    if age and start.state.now() - said["auth_time"] > int(age):
        return ()
    return tuple(method for method in said.get("amr", []) if method != assurance.SEVERAL)


def _possible(turn: Turn, proofs: frozenset[str], choices: list[str], proven: tuple[str, ...]) -> bool:
    """Whether the user could give all of these proofs, beginning with a factor of `choices` or with what is proven."""
    if assurance.PASSWORD not in proofs:
        return any(name in choices for proof in proofs for name in FIRST[proof])
    if assurance.PASSWORD not in proven and not any(name in choices for name in FIRST[assurance.PASSWORD]):
        return False
    second = proofs - {assurance.PASSWORD}
    return turn.simulated or not second or any(
        factors.METHOD[factor] in second for factor in factors.usable(turn.pool, turn.user())
    )


def _leading(sets: list[frozenset[str]], choices: list[str], proven: tuple[str, ...]) -> list[str]:
    if assurance.PASSWORD in proven and any(assurance.PASSWORD in each for each in sets):
        return []
    first = {assurance.PASSWORD} if assurance.PASSWORD in frozenset.union(*sets) else set()
    first |= {proof for each in sets if len(each) == 1 for proof in each}
    wanted = {name for proof in first for name in FIRST[proof]}
    return [name for name in choices if name in wanted]
