"""For each call: which name was typed, sent, returned, entered SRP and the secret hash, and the sub of the tokens."""

import base64
import json

from app.auth.client import AppClient
from app.auth.secret_hash import secret_hash
from app.diagnosis.names import RULES, names
from app.secret import Secret
from tests.diagnosis.happenings import called, proof, replied, tokens

MAIL, NAME, SUB = "jane@example.com", "jane", "0a1b2c3d-0000-70aa-1111-222233334444"
PUBLIC = AppClient(user_pool_id="us-east-1_Example1", client_id="client")
SECRET = AppClient(user_pool_id="us-east-1_Example1", client_id="client", client_secret=Secret("shh"))


def hash_of(name, client=SECRET):
    return {"SECRET_HASH": secret_hash(client, name)}


def access_token(**claims):
    return "h." + base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=") + ".s"


def srp_run(first_hash=None, second_hash=None):
    """A sign-in by an alias: the name comes back with the first reply."""
    return [
        called(number=1, AuthFlow="USER_SRP_AUTH", AuthParameters={"USERNAME": MAIL, **(first_hash or {})}),
        replied(challenge="PASSWORD_VERIFIER", USERNAME=NAME, USER_ID_FOR_SRP=NAME),
        proof(f"Example1{NAME}"),
        called(
            "RespondToAuthChallenge", 2, ChallengeName="PASSWORD_VERIFIER",
            ChallengeResponses={"USERNAME": NAME, **(second_hash or {})},
        ),
        replied(operation="RespondToAuthChallenge", number=2),
        tokens(0.0, access_token(username=NAME, sub=SUB)),
    ]  # fmt: skip


def test_a_sign_in_by_an_alias_goes_on_with_the_name_that_came_back():
    first, second = names(srp_run(), typed=MAIL, client=PUBLIC)
    assert (first.sent, first.returned, first.srp, first.sub) == (MAIL, NAME, "", "")
    assert (second.sent, second.returned, second.srp, second.sub) == (NAME, NAME, NAME, SUB)
    assert (first.typed, second.typed) == (MAIL, MAIL)
    assert (first.what, second.what) == ("USER_SRP_AUTH", "PASSWORD_VERIFIER")
    assert not first.hash_sent


def test_which_name_a_hash_is_over_is_found_by_computing_it_again():
    first, second = names(srp_run(hash_of(MAIL), hash_of(MAIL)), typed=MAIL, client=SECRET)
    assert (first.hashed, first.hash_known, first.hash_sent) == (MAIL, True, True)
    assert (second.hashed, second.sent) == (MAIL, NAME)


def test_a_hash_that_is_over_none_of_the_names_is_not_guessed():
    other = AppClient(user_pool_id=SECRET.user_pool_id, client_id="client", client_secret=Secret("another"))
    first, _ = names(srp_run(hash_of(MAIL, other), {}), typed=MAIL, client=SECRET)
    assert (first.hashed, first.hash_known, first.hash_sent) == ("", True, True)


def test_where_only_the_vault_has_the_secret_the_rule_is_told():
    _, second = names(srp_run(hash_of(MAIL), hash_of(NAME)), typed=MAIL, client=PUBLIC)
    assert (second.hashed, second.hash_known, second.hash_sent) == (NAME, False, True)


def test_each_kind_of_call_has_its_rule():
    calls = [
        called(AuthFlow="USER_AUTH", AuthParameters={}),
        called("AdminRespondToAuthChallenge", ChallengeResponses={}),
        called(AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={}),
        called("GetTokensFromRefreshToken", RefreshToken=Secret("r")),
        called("SignUp", Username="jane"),
        called("GetUser", AccessToken=Secret("a")),
        called("DescribeUserPool", UserPoolId="p"),
    ]
    rows = names(calls, typed="jane", client=PUBLIC)
    assert tuple(row.rule for row in rows) == RULES
    assert len({row.why for row in rows}) == len(RULES)


def test_a_refresh_has_no_username_and_its_hash_is_over_a_name_all_the_same():
    values = {"REFRESH_TOKEN": Secret("r"), **hash_of(NAME)}
    (row,) = names([called(AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=values)], typed=NAME, client=SECRET)
    assert (row.sent, row.hashed, row.hash_known) == ("", NAME, True)


def test_a_name_in_a_calls_own_members_is_read_as_well():
    (row,) = names([called("ForgotPassword", Username="jane", SecretHash=Secret("x"))], typed="jane", client=PUBLIC)
    assert (row.sent, row.hash_sent) == ("jane", True)


def test_no_secret_is_in_a_row():
    rows = names(srp_run(hash_of(MAIL), hash_of(NAME)), typed=MAIL, client=SECRET)
    assert "shh" not in repr(rows)
    assert secret_hash(SECRET, MAIL).reveal() not in repr(rows)


def test_odd_bodies_and_values_are_no_names():
    odd = [called(AuthParameters={"USERNAME": Secret("x")}), replied(USERNAME=3), proof(Secret("x")), called("GetUser")]
    first, second = names(odd, typed="", client=PUBLIC)
    assert (first.sent, first.returned, second.srp) == ("", "", "")


def test_a_device_enters_srp_by_its_key():
    events = [proof("-groupus-east-1_key", pool_name="-group"), called("RespondToAuthChallenge", ChallengeResponses={})]
    (row,) = names(events, typed="jane", client=PUBLIC)
    assert row.srp == "us-east-1_key"
