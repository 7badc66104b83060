"""Answers about passwords: PASSWORD_VERIFIER and NEW_PASSWORD_REQUIRED."""

from dataclasses import replace

from app.practice import attempts, attributes, auth_events, devices, factors, messages, passwords, srp, srp_sign_in
from app.practice.answers import Given, Resumed, check_may_sign_in, resumed
from app.practice.errors import Refusal
from app.practice.state import User
from app.practice.turn import Answer, Turn

ATTRIBUTE_PREFIX = "userAttributes."


def check_password(turn: Turn, user: User, *, right: bool) -> Turn:
    """Count a wrong password, and refuse even the right one while the user is locked; all of it is history."""
    now = turn.state.now()
    locked = attempts.locked(user.attempts, now)
    turn = auth_events.tried(turn, auth_events.PASSWORD, right=right and not locked)
    if locked:
        raise Refusal("NotAuthorizedException", messages.PASSWORD_ATTEMPTS)
    if not right:
        attempts.count_failure(user.attempts, now)
        raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    attempts.forget_failures(user.attempts)
    return turn


def prove_password(given: Given) -> Answer:
    """PASSWORD_VERIFIER: the secret block finds the handshake, with or without a Session.

    An unknown device is refused once: clients were seen to repeat the same proof without its key.
    """
    form = srp_sign_in.check_form(given.responses)
    given.check_secret_hash()
    handshake = srp_sign_in.find_handshake(given.state, given.client, given.challenge, form)
    try:
        return _prove(given, handshake, form)
    except Refusal as refusal:
        if refusal.message == messages.NO_DEVICE:
            given.state.handshakes.forget_device(form[2])
        raise


def _prove(given: Given, handshake: srp.Handshake, form: srp_sign_in.Form) -> Answer:
    turn, session = _turn(given, handshake)
    if handshake.simulated and handshake.username not in given.pool.users:
        raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    user = turn.user()
    check_may_sign_in(user)
    right = srp_sign_in.proven(given.state, handshake, form) and given.names(handshake.username)
    try:
        turn = check_password(turn, user, right=right)
    except Refusal:
        given.state.sessions.forget(session)
        raise
    devices.check(turn)
    given.state.sessions.spend(session)
    if turn.flow == "CUSTOM_AUTH":
        turn = turn.after_round("PASSWORD_VERIFIER", right=True)
    return factors.after_password(turn)


def _turn(given: Given, handshake: srp.Handshake) -> tuple[Turn, str]:
    """The sign-in that goes on, and its session: none in USER_SRP_AUTH; elsewhere the block knows it too."""
    device_key = given.responses.get("DEVICE_KEY", handshake.device_key)
    if not handshake.session:
        return Turn(state=given.state, pool=given.pool, client=given.client, username=handshake.username,
                    flow=handshake.flow, metadata=given.metadata, device_key=device_key, admin=handshake.admin), ""
    text = given.session or handshake.session
    if text != handshake.session:
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    return replace(resumed(replace(given, session=text)).turn, device_key=device_key), text


def set_new_password(given: Given) -> Answer:
    """NEW_PASSWORD_REQUIRED: a password that the policy refuses leaves the session open for another."""
    found = resumed(given)
    given.check_secret_hash()
    password = given.need("NEW_PASSWORD")
    user = found.turn.user()
    if user.status != "FORCE_CHANGE_PASSWORD":
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    changes = _attribute_changes(found, user)
    passwords.check_policy(given.pool, password, messages.new_password_policy)
    turn = found.spend()
    attributes.put(given.state, user, changes)
    passwords.set_password(given.state, given.pool, user, password)
    return factors.after_new_password(turn)


def _attribute_changes(found: Resumed, user: User) -> dict[str, str]:
    """The userAttributes.NAME members, checked: required ones must come, unless the user has them already."""
    given = found.given
    changes = {
        name.removeprefix(ATTRIBUTE_PREFIX): value
        for name, value in given.responses.items()
        if name.startswith(ATTRIBUTE_PREFIX)
    }
    for name in attributes.required(given.pool):
        has = bool(user.attributes.get(name))
        if has and name in changes:
            raise Refusal("NotAuthorizedException", messages.attribute_already_given(name))
        if not has and name not in changes:
            raise Refusal("InvalidParameterException", messages.attribute_missing(name))
    attributes.check_writable(given.client, list(changes))
    attributes.check_schema(given.pool, changes)
    return changes
