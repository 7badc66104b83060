"""Puts what stands in seed_table.py into the state, and tells it to whoever started the practice pool.

A saved sign-in of yesterday has to work today, so nothing here is drawn at random.
"""

import hashlib
import uuid
from dataclasses import fields
from typing import Any

from app.practice import attributes, codes, inbox, passwords, pool_settings
from app.practice.operations import clients
from app.practice.seed_table import SEED, SeedClient, SeedPool, SeedUser
from app.practice.state import Client, Code, Group, Pool, State, Totp, User

SEEDED_AT = 1_767_225_600.0  # 2026-01-01
NAMESPACE = uuid.UUID("7a2f0d0c-5f0e-4d0b-9a57-0c1d5e8b4f10")
# Users whom only a code helps on: it is in the inbox from the start, as after the sign-up or reset that came before.
CODE_WAITS = {"UNCONFIRMED": codes.SIGN_UP, "RESET_REQUIRED": codes.FORGOT_PASSWORD}
KEPT = ("clock", "endpoint", "lock", "lambdas")  # what a reset of the state leaves alone


def restore(state: State) -> None:
    """Put the state back to the seed, and the triggers to their files; what belongs to the process stays."""
    fresh = State()
    for each in fields(State):
        if each.name not in KEPT:
            setattr(state, each.name, getattr(fresh, each.name))
    if state.lambdas is not None:
        state.lambdas.back_to_files()
    for seed in SEED:
        pool = state.pools[seed.pool_id] = _pool(state, seed)
        for user in pool.users.values():
            if user.status in CODE_WAITS:
                _send_code(state, pool, user, CODE_WAITS[user.status])


def _send_code(state: State, pool: Pool, user: User, purpose: str) -> None:
    """Put a code into the inbox, the same one after each start."""
    drawn = int(hashlib.sha256(f"{user.sub}/{purpose}".encode()).hexdigest(), 16)
    value = f"{drawn % 10**inbox.DIGITS:0{inbox.DIGITS}}"
    user.codes[purpose] = Code(value=value, expires_at=state.now() + codes.VALID_FOR[purpose])
    inbox.deliver(state, pool, user, purpose, "EMAIL", user.attributes["email"], value)


def bare_pools() -> dict[str, Pool]:
    """The seed's user pools with their app clients, and without users, by their ids: what is normal."""
    return {seed.pool_id: _bare_pool(seed) for seed in SEED}


def _pool(state: State, seed: SeedPool) -> Pool:
    pool = _bare_pool(seed)
    pool.users = {each.username: _user(state, pool, each) for each in seed.users if not each.elsewhere}
    return pool


def _bare_pool(seed: SeedPool) -> Pool:
    pool = Pool(
        pool_id=seed.pool_id,
        name=seed.name,
        settings=pool_settings.new(seed.request),
        mfa={"MfaConfiguration": "OFF"} | seed.mfa,
        created_at=SEEDED_AT,
        modified_at=SEEDED_AT,
    )
    pool_settings.check_mfa(pool, pool.mfa)
    pool_settings.check_new_mfa(pool, pool.mfa)
    pool_settings.check_sign_in_policy(pool)
    pool_settings.check_tier(pool)
    pool.groups = {name: Group(name=name, created_at=SEEDED_AT, modified_at=SEEDED_AT) for name in seed.groups}
    pool.clients = {each.client_id: _client(pool, each) for each in seed.clients}
    return pool


def _client(pool: Pool, seed: SeedClient) -> Client:
    return Client(
        client_id=seed.client_id,
        name=seed.name,
        secret=seed.secret,
        settings=clients.settings_of(pool, seed.settings),
        created_at=SEEDED_AT,
        modified_at=SEEDED_AT,
    )


def _user(state: State, pool: Pool, seed: SeedUser) -> User:
    user = User(
        username=seed.username,
        sub=str(uuid.uuid5(NAMESPACE, f"{pool.pool_id}/{seed.username}")),
        status=seed.status,
        enabled=seed.enabled,
        totp=Totp(secret=seed.totp_secret, confirmed=True) if seed.totp_secret else None,
        mfa_enabled=set(seed.mfa),
        mfa_preferred=seed.preferred,
        groups=list(seed.groups),
    )
    attributes.put(state, user, _attributes(seed))
    if seed.password:
        salt = hashlib.sha256(user.sub.encode()).hexdigest()[:32].lstrip("0")
        passwords.store_password(pool, user, seed.password, salt=salt)
    if seed.status == "FORCE_CHANGE_PASSWORD":
        user.temporary_password_set_at = state.now()
    user.created_at = user.modified_at = SEEDED_AT
    return user


def _attributes(seed: SeedUser) -> dict[str, str]:
    given: dict[str, str] = {"given_name": seed.given_name} if seed.given_name else {}
    if seed.email:
        given |= {"email": f"{seed.username}@example.com", "email_verified": str(seed.email == "verified").lower()}
    if seed.phone:
        given |= {"phone_number": seed.phone, "phone_number_verified": "true"}
    return given


def summary(state: State) -> dict[str, Any]:
    """What `practice` prints: the endpoint, and each pool with its clients and users.

    The password is empty where the user has none.
    """
    return {"endpoint": state.endpoint, "user_pools": [_pool_summary(seed) for seed in SEED]}


def _pool_summary(seed: SeedPool) -> dict[str, Any]:
    return {
        "id": seed.pool_id,
        "name": seed.name,
        "clients": [
            {"id": each.client_id, "name": each.name} | ({"secret": each.secret} if each.secret else {})
            for each in seed.clients
        ],
        "users": [
            {"username": each.username, "password": each.password, "shows": each.shows}
            | ({"totp_secret": each.totp_secret} if each.totp_secret else {})
            for each in seed.users
        ],
    }
