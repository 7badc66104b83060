"""Ends of sign-ins, over HTTP with boto3."""

from tests.practice.fresh import refused


def test_a_revoked_refresh_token_takes_its_access_token_along_and_no_other(fresh):
    fresh.pool()
    fresh.user()
    one, other = fresh.sign_in(), fresh.sign_in()
    fresh.api.revoke_token(Token=one["RefreshToken"], ClientId=fresh.client_id)
    with refused("NotAuthorizedException", "Refresh Token has been revoked"):
        fresh.refresh(one["RefreshToken"])
    with refused("NotAuthorizedException", "Access Token has been revoked"):
        fresh.api.get_user(AccessToken=one["AccessToken"])
    assert "AccessToken" in fresh.refresh(other["RefreshToken"])
    assert fresh.api.get_user(AccessToken=other["AccessToken"])["Username"] == "someone"


def test_tokens_from_a_refresh_are_revoked_with_the_sign_in(fresh):
    fresh.pool()
    fresh.user()
    tokens = fresh.sign_in()
    refreshed = fresh.refresh(tokens["RefreshToken"])
    fresh.api.revoke_token(Token=tokens["RefreshToken"], ClientId=fresh.client_id)
    with refused("NotAuthorizedException", "Access Token has been revoked"):
        fresh.api.get_user(AccessToken=refreshed["AccessToken"])


def test_only_refresh_tokens_can_be_revoked_and_unknown_ones_are_no_error(fresh):
    fresh.pool()
    fresh.user()
    tokens = fresh.sign_in()
    with refused("UnsupportedTokenTypeException"):
        fresh.api.revoke_token(Token=tokens["AccessToken"], ClientId=fresh.client_id)
    fresh.api.revoke_token(Token="gone", ClientId=fresh.client_id)
    changed = tokens["RefreshToken"][:-4] + "AAAA"
    fresh.api.revoke_token(Token=changed, ClientId=fresh.client_id)
    assert "AccessToken" in fresh.refresh(tokens["RefreshToken"])


def test_a_client_without_revocation_refuses_it_and_its_tokens_carry_no_origin(fresh):
    fresh.pool()
    fresh.user()
    client_id = fresh.client(EnableTokenRevocation=False)
    tokens = fresh.sign_in(client_id=client_id)
    with refused("UnsupportedOperationException", "This feature is not enabled for this client"):
        fresh.api.revoke_token(Token=tokens["RefreshToken"], ClientId=client_id)


def test_a_client_with_a_secret_revokes_with_the_secret_itself(fresh):
    fresh.pool()
    made = fresh.api.create_user_pool_client(UserPoolId=fresh.pool_id, ClientName="c", GenerateSecret=True)
    client = made["UserPoolClient"]
    with refused("UnauthorizedException", "Invalid client or secret"):
        fresh.api.revoke_token(Token="gone", ClientId=client["ClientId"])
    fresh.api.revoke_token(Token="gone", ClientId=client["ClientId"], ClientSecret=client["ClientSecret"])


def test_a_client_without_a_secret_is_refused_with_one(fresh):
    fresh.pool()
    with refused("UnauthorizedException", "Invalid client or secret"):
        fresh.api.revoke_token(Token="gone", ClientId=fresh.client_id, ClientSecret="s" * 30)


def test_a_global_sign_out_ends_all_sign_ins_and_lets_new_ones_in(fresh):
    fresh.pool()
    fresh.user()
    one, other = fresh.sign_in(), fresh.sign_in()
    fresh.api.global_sign_out(AccessToken=one["AccessToken"])
    for tokens in (one, other):
        with refused("NotAuthorizedException", "Access Token has been revoked"):
            fresh.api.get_user(AccessToken=tokens["AccessToken"])
        with refused("NotAuthorizedException", "Refresh Token has been revoked"):
            fresh.refresh(tokens["RefreshToken"])
    again = fresh.sign_in()
    assert fresh.api.get_user(AccessToken=again["AccessToken"])["Username"] == "someone"
    assert "AccessToken" in fresh.refresh(again["RefreshToken"])


def test_an_administrator_signs_a_user_out_everywhere(fresh):
    fresh.pool()
    fresh.user()
    tokens = fresh.sign_in()
    fresh.api.admin_user_global_sign_out(UserPoolId=fresh.pool_id, Username="someone")
    with refused("NotAuthorizedException", "Access Token has been revoked"):
        fresh.api.get_user(AccessToken=tokens["AccessToken"])
