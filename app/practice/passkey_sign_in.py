"""WEB_AUTHN, the challenge that a passkey answers: whether it is offered, what is asked, and the check of the answer.

A passkey never follows a password: as MFA it stands for both factors at once, where the pool has FactorConfiguration
MULTI_FACTOR_WITH_USER_VERIFICATION and the user has WebAuthnMfaSettings (both by Cognito's API model). Such a passkey
has to verify its user.
"""

import json
import secrets
from typing import TYPE_CHECKING, Any

from app.practice import assurance, existence, factors, messages, passkey_checks, passkeys
from app.practice.answers import Given, Resumed, resumed
from app.practice.errors import Refusal
from app.practice.registrations import CHALLENGE_BYTES
from app.practice.state import Passkey
from app.practice.turn import Answer, Turn

if TYPE_CHECKING:
    from fido2.webauthn import AuthenticationResponse

NAME = "WEB_AUTHN"
MEMBER = "CREDENTIAL"  # of the responses
TIMEOUT = 180_000  # milliseconds, as in the sample of Cognito's documentation


def available(turn: Turn) -> bool:
    """Whether a passkey may be this user's first factor; where a second one is due, only if it stands for both."""
    if not (passkeys.enabled(turn.pool) and passkeys.rp_id(turn.pool)):
        return False
    if turn.simulated:
        return not factors.secured(turn.pool, None)
    user = turn.user()
    stands_for_both = user.passkey_mfa and passkeys.multi_factor(turn.pool)
    return (
        user.status == "CONFIRMED"
        and bool(passkeys.usable(turn.pool, user))
        and (stands_for_both or not factors.secured(turn.pool, user))
    )


def ask(turn: Turn) -> Answer:
    """The challenge, its options a JSON string; nobody has a passkey too, always the same for the same name."""
    user = None if turn.simulated else turn.user()
    if user is None:
        made_up = existence.made_up_credential_id(turn.pool.pool_id, turn.username)
        allowed = [_descriptor(made_up, ["internal"])]
    else:
        allowed = [_descriptor(each.credential_id, each.transports) for each in passkeys.usable(turn.pool, user)]
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    rp_id, verification = passkeys.rp_id(turn.pool), passkeys.user_verification(turn.pool, user)
    options = {
        "challenge": passkeys.to_text(challenge),
        "timeout": TIMEOUT,
        "rpId": rp_id,
        "allowCredentials": allowed,
        "userVerification": verification,
    }
    return turn.challenge(NAME, {"CREDENTIAL_REQUEST_OPTIONS": json.dumps(options, separators=(",", ":"))},
                          to_sign=challenge, rp_id=rp_id, verification=verification)


def _descriptor(credential_id: bytes, transports: list[str]) -> dict[str, Any]:
    return {"type": "public-key", "id": passkeys.to_text(credential_id), "transports": transports}


def answer(given: Given) -> Answer:
    """WEB_AUTHN: the passkey's signature signs the user in, as both factors where a second one was due.

    What cannot be read leaves the session open; what can be read uses it up, right or wrong: its challenge counts once.
    """
    found = resumed(given, NAME)
    given.check_secret_hash()
    assertion = passkey_checks.read_assertion(_parsed(given.need(MEMBER)))
    turn = found.spend()
    passkey, counter = _check(found, assertion)
    passkey.counter = counter
    roaming = passkey.attachment == "cross-platform"
    return factors.after_all_factors(turn.proved(assurance.HARDWARE_KEY if roaming else assurance.SOFTWARE_KEY))


def answer_in_choice(given: Given) -> Answer:
    """SELECT_CHALLENGE with ANSWER=WEB_AUTHN and the CREDENTIAL: the same, for a challenge that the session has open.

    Cognito's documentation names this form; a session without a challenge leaves nothing to sign.
    """
    return answer(given)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refusal("InvalidParameterException", messages.PASSKEY_MALFORMED) from error


def _check(found: Resumed, assertion: "AuthenticationResponse") -> tuple[Passkey, int]:
    """The passkey that signed, and its new counter; raises NotAuthorizedException, for nobody in the same words."""
    memory, turn = found.session.memory, found.turn
    user = None if found.session.simulated else turn.user()
    try:
        return passkey_checks.verify_assertion(assertion, passkey_checks.Expected(
            challenge=memory["to_sign"],
            rp_id=memory["rp_id"],
            user_verification=memory["verification"],
            handle=user.sub.encode() if user else b"",
            passkeys=[each for each in user.passkeys if each.rp_id == memory["rp_id"]] if user else [],
        ))
    except passkey_checks.WrongAssertion as error:
        raise Refusal("NotAuthorizedException", messages.WRONG_PASSKEY) from error
