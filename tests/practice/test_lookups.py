"""Finding users by their names, and the secret hash."""

import pytest

from app.practice import lookups
from app.practice.errors import Refusal
from app.practice.lookups import Where
from app.practice.state import Client

SECRET = Client(client_id="abc", name="c", secret="xyz")
PUBLIC = Client(client_id="abc", name="c")
# base64(HMAC-SHA256("xyz", "plainabc")), made with openssl
HASH = "GWqVht2eKx+wJGGP75kxl1uzwtfM5Y49th8uCV0kxPk="


def verdict(client, given, where):
    try:
        lookups.check_secret_hash(client, "plain", given, where)
    except Refusal as refusal:
        return refusal.message
    return "fine"


def test_the_hash_is_the_one_that_other_programs_make():
    assert lookups.secret_hash("plain", SECRET) == HASH


@pytest.mark.parametrize("where", list(Where))
def test_the_right_hash_passes_and_a_wrong_one_does_not(where):
    assert verdict(SECRET, HASH, where) == "fine"
    assert verdict(SECRET, "é", where) == "Unable to verify secret hash for client abc"


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (Where.SIGN_IN, "Client abc is configured with secret but SECRET_HASH was not received"),
        (Where.CHALLENGE, "Client abc is configured with secret but SECRET_HASH was not received"),
        (Where.REFRESH, "Client abc is configured with secret but SECRET_HASH was not received"),
        (Where.SELF_SERVICE, "Client abc is configured for secret but secret was not received"),
    ],
)
def test_a_missing_hash_is_told_in_the_words_of_the_call(where, message):
    assert verdict(SECRET, None, where) == message
    assert verdict(PUBLIC, None, where) == "fine"


@pytest.mark.parametrize("where", list(Where))
def test_a_hash_for_a_public_client_is_ignored_only_after_the_sign_in_began(where):
    strict = where in (Where.SIGN_IN, Where.SELF_SERVICE)
    message = "App client abc is not configured for secret but secret hash was received"
    assert verdict(PUBLIC, "AAAA", where) == (message if strict else "fine")


def test_an_alias_counts_only_once_it_is_verified(world):
    world.pool.settings = {"AliasAttributes": ["email", "preferred_username"]}
    user = world.user(attributes={"email": "p@example.com", "email_verified": "false", "preferred_username": "pp"})
    assert lookups.find_user(world.pool, "p@example.com") is None
    user.attributes["email_verified"] = "true"
    assert [lookups.find_user(world.pool, name) for name in ("plain", user.sub, "p@example.com", "pp")] == [user] * 4


def test_an_address_that_is_the_user_name_counts_at_once(world):
    world.pool.settings = {"UsernameAttributes": ["email"], "UsernameConfiguration": {"CaseSensitive": False}}
    user = world.user(attributes={"email": "p@example.com", "email_verified": "false"})
    assert lookups.find_user(world.pool, "P@Example.com") is user


def test_an_address_is_no_name_where_the_pool_does_not_say_so(world):
    world.user(attributes={"email": "p@example.com", "email_verified": "true"})
    assert lookups.find_user(world.pool, "p@example.com") is None
