"""REFRESH_TOKEN_AUTH: what it brings, and what refuses it."""

import jwt
import pytest

from tests.practice.world import CLIENT, POOL, SrpClient, refused


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


@pytest.mark.parametrize("flow", ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"])
def test_a_refresh_token_brings_new_tokens_of_the_same_sign_in(world, flow):
    world.user()
    first = world.sign_in()["AuthenticationResult"]
    world.later(60)
    reply = world.begin(flow, REFRESH_TOKEN=first["RefreshToken"])
    assert reply["ChallengeParameters"] == {}
    assert "RefreshToken" not in reply["AuthenticationResult"]
    before, after = claims(first["AccessToken"]), claims(reply["AuthenticationResult"]["AccessToken"])
    for name in ("auth_time", "event_id", "origin_jti", "sub"):
        assert before[name] == after[name]
    assert after["iat"] == before["iat"] + 60
    assert after["jti"] != before["jti"]


def test_the_admin_operation_refreshes_too(world):
    world.user()
    token = world.sign_in()["AuthenticationResult"]["RefreshToken"]
    reply = world.call("AdminInitiateAuth", UserPoolId=POOL, ClientId=CLIENT, AuthFlow="REFRESH_TOKEN_AUTH",
                       AuthParameters={"REFRESH_TOKEN": token})
    assert "AccessToken" in reply["AuthenticationResult"]


def test_the_hash_is_over_the_real_user_name(world):
    world.user(attributes={"email": "plain@example.com", "email_verified": "true"})
    world.pool.settings["AliasAttributes"] = ["email"]
    world.client.secret = "s" * 50
    alias = "plain@example.com"
    token = world.sign_in(alias, SECRET_HASH=world.secret_hash(alias))["AuthenticationResult"]["RefreshToken"]
    reply = world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token, SECRET_HASH=world.secret_hash("plain"))
    assert "AccessToken" in reply["AuthenticationResult"]
    with refused("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}"):
        world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token, SECRET_HASH=world.secret_hash(alias))
    message = f"Client {CLIENT} is configured with secret but SECRET_HASH was not received"
    with refused("NotAuthorizedException", message):
        world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token)


def test_in_a_pool_of_addresses_proof_and_hash_are_over_the_sub(world):
    world.pool.settings["UsernameAttributes"] = ["email"]
    world.client.secret = "s" * 50
    address, sub = "plain@example.com", "3f0c2a4e-0000-70aa-0000-000000000001"
    user = world.user(sub, attributes={"email": address})
    user.sub = sub
    client = SrpClient(address)
    begun = world.begin("USER_SRP_AUTH", USERNAME=address, SRP_A=client.srp_a, SECRET_HASH=world.secret_hash(address))
    assert begun["ChallengeParameters"]["USER_ID_FOR_SRP"] == sub
    result = world.answer(begun, sub, **client.proof(begun), SECRET_HASH=world.secret_hash(sub))["AuthenticationResult"]
    assert claims(result["AccessToken"])["username"] == claims(result["IdToken"])["cognito:username"] == sub
    token = result["RefreshToken"]
    with refused("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}"):
        world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token, SECRET_HASH=world.secret_hash(address))
    reply = world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token, SECRET_HASH=world.secret_hash(sub))
    assert "AccessToken" in reply["AuthenticationResult"]


def test_a_hash_from_a_public_client_does_not_matter_here(world):
    world.user()
    token = world.sign_in()["AuthenticationResult"]["RefreshToken"]
    reply = world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token, SECRET_HASH="x")
    assert "AccessToken" in reply["AuthenticationResult"]


def test_what_is_no_refresh_token_is_refused(world):
    world.user()
    tokens = world.sign_in()["AuthenticationResult"]
    for token in ("nonsense", tokens["AccessToken"], tokens["RefreshToken"][:-3] + "abc"):
        with refused("NotAuthorizedException", "Invalid Refresh Token."):
            world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token)


def test_an_old_refresh_token_has_expired(world):
    world.user()
    token = world.sign_in()["AuthenticationResult"]["RefreshToken"]
    world.later(30 * 24 * 3600)
    with refused("NotAuthorizedException", "Refresh Token has expired"):
        world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token)


def test_the_token_trigger_hears_of_the_refresh(world_with_samples):
    world = world_with_samples.with_triggers(PreTokenGeneration="pre_token_generation")
    world.user()
    token = world.sign_in()["AuthenticationResult"]["RefreshToken"]
    reply = world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token)
    assert claims(reply["AuthenticationResult"]["IdToken"])["practice_trigger"] == "TokenGeneration_RefreshTokens"
