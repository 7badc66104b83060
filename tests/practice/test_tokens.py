"""Tokens: their form, claims and lifetimes, and what makes them worthless."""

import base64
import json

import jwt
import pytest

from app.practice import claims, keys, refresh_tokens, tokens
from app.practice.errors import Refusal
from app.practice.state import State

HEADER = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ."


@pytest.fixture
def plain(world):
    return world.user(attributes={"email": "plain@example.com", "email_verified": "true"})


def issue(world, user, **given):
    return tokens.issue(world.state, world.pool, world.client, user, **given)


def read(token, use):
    public = keys.key(use).private.public_key()
    return jwt.decode(token, public, algorithms=["RS256"], options={"verify_aud": False, "verify_exp": False,
                                                                    "verify_iat": False})


def header(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))


def refusal(call, *arguments):
    with pytest.raises(Refusal) as caught:
        call(*arguments)
    return caught.value.code, caught.value.message


def test_id_and_access_token_have_kid_and_alg_alone_and_keys_of_their_own(world, plain):
    result = issue(world, plain)
    heads = [header(result[name]) for name in ("IdToken", "AccessToken")]
    assert [list(head) for head in heads] == [["kid", "alg"]] * 2
    assert all(result[name].startswith("eyJraWQi") for name in ("IdToken", "AccessToken"))
    assert heads[0]["kid"] != heads[1]["kid"]
    assert [head["kid"] for head in heads] == [each["kid"] for each in keys.key_set()["keys"]]
    assert all(len(head["kid"]) == 44 and head["kid"].endswith("=") for head in heads)


def test_the_claims_are_cognitos(world, plain):
    result = issue(world, plain)
    in_id, in_access = read(result["IdToken"], keys.ID), read(result["AccessToken"], keys.ACCESS)
    assert set(in_id) == {
        "sub", "iss", "event_id", "auth_time", "iat", "origin_jti", "email", "email_verified", "cognito:username",
        "aud", "token_use", "exp", "jti",
    }
    assert set(in_access) == {
        "sub", "iss", "event_id", "auth_time", "iat", "origin_jti", "client_id", "username", "scope", "token_use",
        "exp", "jti",
    }
    assert in_id["email_verified"] is True
    assert in_id["iss"] == "http://127.0.0.1:1/us-east-1_Practice0"
    assert in_id["origin_jti"] == in_access["origin_jti"]
    assert in_id["jti"] != in_access["jti"]
    assert in_access["scope"] == "aws.cognito.signin.user.admin"


def test_lifetimes_follow_the_client_and_its_units(world, plain):
    assert issue(world, plain)["ExpiresIn"] == 3600
    world.client.settings |= {
        "AccessTokenValidity": 10, "IdTokenValidity": 1, "RefreshTokenValidity": 90,
        "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "days", "RefreshToken": "minutes"},
    }
    result = issue(world, plain)
    content = read(result["IdToken"], keys.ID)
    assert result["ExpiresIn"] == 600
    assert content["exp"] - content["iat"] == 24 * 60 * 60
    world.state.clock_offset = 90 * 60 - 1
    assert tokens.read_refresh(world.state, world.client, result["RefreshToken"]).user is plain
    world.state.clock_offset = 90 * 60 + 1
    assert refusal(tokens.read_refresh, world.state, world.client, result["RefreshToken"]) == (
        "NotAuthorizedException", "Refresh Token has expired",
    )


def test_a_refresh_keeps_sign_in_time_event_and_origin(world, plain):
    first = issue(world, plain)
    grant = tokens.read_refresh(world.state, world.client, first["RefreshToken"])
    world.state.clock_offset = 60
    second = issue(world, plain, auth_time=grant.auth_time, event_id=grant.event_id, origin_jti=grant.origin_jti,
                   with_refresh=False)
    assert "RefreshToken" not in second
    before, after = read(first["IdToken"], keys.ID), read(second["IdToken"], keys.ID)
    assert [before[name] == after[name] for name in ("auth_time", "event_id", "origin_jti", "jti")] == [
        True, True, True, False,
    ]
    assert after["iat"] == before["iat"] + 60


def test_without_revocation_there_is_no_origin_but_with_rotation(world, plain):
    world.client.settings["EnableTokenRevocation"] = False
    assert "origin_jti" not in read(issue(world, plain)["AccessToken"], keys.ACCESS)
    world.client.settings["RefreshTokenRotation"] = {"Feature": "ENABLED"}
    assert "origin_jti" in read(issue(world, plain)["AccessToken"], keys.ACCESS)


def test_a_refresh_token_looks_like_cognitos_and_outlives_a_restart(world, plain):
    token = issue(world, plain)["RefreshToken"]
    assert token.startswith(HEADER)
    assert token.count(".") == 4
    assert 1700 <= len(token) <= 1800
    plain.sign_ins.clear()  # as after a restart
    assert tokens.read_refresh(world.state, world.client, token).user is plain


@pytest.mark.parametrize("part", range(5))
def test_a_refresh_token_that_was_changed_opens_nothing(part):
    parts = refresh_tokens.seal({"sub": "x"}).split(".")
    parts[part] = parts[part][:5] + ("A" if parts[part][5] != "A" else "B") + parts[part][6:]
    assert refresh_tokens.open_sealed(".".join(parts)) is None


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c.d.e", HEADER + "...", HEADER + "é.é.é.é", HEADER + "A" * 5000 + "..."]
)
def test_what_is_no_refresh_token_opens_nothing(token):
    assert refresh_tokens.open_sealed(token) is None


def test_a_global_sign_out_reaches_tokens_from_before_a_restart(world, plain):
    old = issue(world, plain)["RefreshToken"]
    plain.sign_ins.clear()
    world.state.clock_offset = 5
    tokens.revoke_all(world.state, plain)
    assert refusal(tokens.read_refresh, world.state, world.client, old)[1] == "Refresh Token has been revoked"


def test_a_refresh_token_is_for_one_client_and_one_user(world, plain):
    token = issue(world, plain)["RefreshToken"]
    other = type(world.client)(client_id="other", name="other")
    assert refusal(tokens.read_refresh, world.state, other, token)[1] == "Invalid Refresh Token."
    del world.pool.users["plain"]
    assert refusal(tokens.read_refresh, world.state, world.client, token)[1] == (
        "The user has been deleted for the associated refresh token"
    )
    assert refusal(tokens.read_refresh, State(), world.client, token)[1] == "Invalid Refresh Token."


def test_an_access_token_is_told_from_others_and_runs_out(world, plain):
    result = issue(world, plain)
    pool, client, user, said = tokens.verify_access(world.state, result["AccessToken"])
    assert (pool, client, user, said["username"]) == (world.pool, world.client, plain, "plain")
    assert refusal(tokens.verify_access, world.state, result["IdToken"])[1] == "Invalid Access Token"
    assert refusal(tokens.verify_access, world.state, "a.b.c")[1] == "Invalid Access Token"
    head, _, signature = result["AccessToken"].split(".")
    forged = ".".join([head, base64.urlsafe_b64encode(b"{}").decode().rstrip("="), signature])
    assert refusal(tokens.verify_access, world.state, forged)[1] == "Could not verify signature for Access Token"
    world.state.clock_offset = 3600
    assert refusal(tokens.verify_access, world.state, result["AccessToken"])[1] == "Access Token has expired"


def test_a_trigger_changes_claims_groups_and_scopes_but_not_what_is_fixed(world, plain):
    overrides = claims.Overrides(
        id_add={"tier": "gold", "sub": "forged"}, id_suppress=["email", "aud"],
        access_add={"tier": "gold", "client_id": "forged"}, scopes_add=["read"], groups=["made-up"],
    )
    result = issue(world, plain, overrides=overrides)
    in_id, in_access = read(result["IdToken"], keys.ID), read(result["AccessToken"], keys.ACCESS)
    assert (in_id["tier"], in_id["sub"], in_id["aud"]) == ("gold", plain.sub, world.client.client_id)
    assert "email" not in in_id
    assert (in_access["tier"], in_access["client_id"]) == ("gold", world.client.client_id)
    assert in_access["scope"] == "aws.cognito.signin.user.admin read"
    assert in_id["cognito:groups"] == in_access["cognito:groups"] == ["made-up"]


def test_without_the_scope_of_the_api_an_access_token_opens_nothing(world, plain):
    overrides = claims.Overrides(scopes_suppress=["aws.cognito.signin.user.admin"])
    token = issue(world, plain, overrides=overrides)["AccessToken"]
    assert refusal(tokens.verify_access, world.state, token)[1] == "Access Token does not have required scopes"
