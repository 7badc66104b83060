"""GetTokensFromRefreshToken, with and without rotation: what it brings, how long a used token does, what refuses it."""

import jwt
import pytest

from tests.practice.world import CLIENT, refused

REUSED = ("RefreshTokenReuseException", "Refresh token reuse detected")
INVALID = ("NotAuthorizedException", "Invalid Refresh Token.")
REVOKED = ("NotAuthorizedException", "Refresh Token has been revoked")


@pytest.fixture
def world(world):
    world.user()
    return world


def rotate(world, grace):
    """Switch rotation on; a grace period of None is left out of the setting."""
    rotation = {"Feature": "ENABLED"} | ({} if grace is None else {"RetryGracePeriodSeconds": grace})
    world.client.settings |= {
        "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"], "RefreshTokenRotation": rotation,
    }


def renew(world, token, **more):
    return world.call("GetTokensFromRefreshToken", RefreshToken=token, ClientId=CLIENT, **more)["AuthenticationResult"]


def first_token(world):
    return world.sign_in()["AuthenticationResult"]["RefreshToken"]


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def test_without_rotation_it_brings_tokens_of_the_same_sign_in_and_no_refresh_token(world):
    before = world.sign_in()["AuthenticationResult"]
    world.later(60)
    reply = world.call("GetTokensFromRefreshToken", RefreshToken=before["RefreshToken"], ClientId=CLIENT)
    assert list(reply) == ["AuthenticationResult"]
    after = reply["AuthenticationResult"]
    assert set(after) == {"AccessToken", "ExpiresIn", "IdToken", "TokenType"}
    for name in ("auth_time", "event_id", "origin_jti"):
        assert claims(before["AccessToken"])[name] == claims(after["AccessToken"])[name]
    assert "AccessToken" in renew(world, before["RefreshToken"])


def test_no_flow_has_to_be_allowed_for_it(world):
    world.client.settings["ExplicitAuthFlows"] = ["ALLOW_USER_PASSWORD_AUTH"]
    assert "AccessToken" in renew(world, first_token(world))


def test_with_rotation_each_use_brings_a_new_refresh_token_that_works(world):
    rotate(world, 0)
    token, seen = first_token(world), set()
    for _ in range(4):
        seen.add(token)
        token = renew(world, token)["RefreshToken"]
    assert len(seen | {token}) == 5


@pytest.mark.parametrize("grace", [0, None])
def test_without_a_grace_period_a_used_token_dies_at_once_and_its_successor_lives(world, grace):
    rotate(world, grace)
    old = first_token(world)
    new = renew(world, old)["RefreshToken"]
    with refused(*REUSED):
        renew(world, old)
    assert "RefreshToken" in renew(world, new)


def test_in_the_grace_period_a_used_token_may_be_used_again_and_the_period_does_not_grow(world):
    rotate(world, 10)
    old = first_token(world)
    one = renew(world, old)["RefreshToken"]
    world.later(9)
    other = renew(world, old)["RefreshToken"]
    assert one != other
    world.later(1)
    with refused(*REUSED):
        renew(world, old)
    for token in (one, other):
        assert "RefreshToken" in renew(world, token)


def test_a_rotated_token_lives_no_longer_than_the_first_would_have(world):
    rotate(world, 0)
    old = first_token(world)
    world.later(29 * 24 * 3600)
    new = renew(world, old)["RefreshToken"]
    world.later(24 * 3600 - 1)
    last = renew(world, new)["RefreshToken"]
    world.later(1)
    with refused("NotAuthorizedException", "Refresh Token has expired"):
        renew(world, last)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_revoking_any_generation_ends_the_whole_sign_in_and_no_other(world, which):
    rotate(world, 0)
    other = first_token(world)
    generations = [first_token(world)]
    for _ in range(2):
        generations.append(renew(world, generations[-1])["RefreshToken"])
    world.call("RevokeToken", Token=generations[which], ClientId=CLIENT)
    for token in generations:
        with refused(*REVOKED):
            renew(world, token)
    assert "RefreshToken" in renew(world, other)


def test_with_rotation_the_old_flow_is_refused(world):
    token = first_token(world)
    rotate(world, 0)
    with refused("UnsupportedOperationException", "This API does not support refresh token rotation"):
        world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token)


def test_where_rotation_was_switched_off_again_a_used_token_is_as_good_as_before(world):
    rotate(world, 0)
    old = first_token(world)
    renew(world, old)
    world.client.settings["RefreshTokenRotation"] = {"Feature": "DISABLED"}
    assert "RefreshToken" not in renew(world, old)


def test_after_a_restart_a_rotated_token_still_refreshes(world):
    rotate(world, 0)
    token = renew(world, first_token(world))["RefreshToken"]
    user = world.pool.users["plain"]
    user.rotated.clear()
    user.sign_ins.clear()
    world.state.run = "the next"
    assert "RefreshToken" in renew(world, token)


def test_the_secret_goes_along_in_plain(world):
    world.client.secret = "s" * 50
    token = world.sign_in(SECRET_HASH=world.secret_hash("plain"))["AuthenticationResult"]["RefreshToken"]
    missing = f"Client {CLIENT} is configured for secret but secret was not received"
    with refused("NotAuthorizedException", missing):
        renew(world, token)
    for wrong in ("t" * 50, world.secret_hash("plain").replace("/", "_").replace("=", "_")):
        with refused("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}"):
            renew(world, token, ClientSecret=wrong.replace("+", "_"))
    assert "AccessToken" in renew(world, token, ClientSecret="s" * 50)


def test_what_is_no_refresh_token_of_this_client_is_refused(world):
    rotate(world, 0)
    tokens = world.sign_in()["AuthenticationResult"]
    for token in ("nonsense", tokens["AccessToken"], tokens["RefreshToken"][:-3] + "abc"):
        with refused(*INVALID):
            renew(world, token)
    other = type(world.client)(client_id="other", name="other")
    world.pool.clients["other"] = other
    with refused(*INVALID):
        world.call("GetTokensFromRefreshToken", RefreshToken=tokens["RefreshToken"], ClientId="other")
    with refused("ResourceNotFoundException", "User pool client nowhere does not exist."):
        world.call("GetTokensFromRefreshToken", RefreshToken=tokens["RefreshToken"], ClientId="nowhere")


def test_the_token_trigger_gets_the_client_metadata(world_with_samples, world):
    world.with_triggers(PreTokenGeneration="pre_token_generation")
    renew(world, first_token(world), ClientMetadata={"from": "test"})
    call = world.state.trigger_calls[-1]
    assert call.source == "TokenGeneration_RefreshTokens"
    assert call.event["request"]["clientMetadata"] == {"from": "test"}


def test_of_two_refreshes_that_wait_for_the_trigger_with_one_token_one_is_refused(world, monkeypatch):
    rotate(world, 0)
    token, inner = first_token(world), []

    class Overtaking:
        def run(self, function, event):
            if not inner:
                inner.append("begun")
                inner.append(renew(world, token))
            return event

    world.state.lambdas = Overtaking()
    world.with_triggers(PreTokenGeneration="whatever")
    with refused(*REUSED):
        renew(world, token)
    assert "RefreshToken" in inner[1]
