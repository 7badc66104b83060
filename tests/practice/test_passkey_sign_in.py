"""Signing in with a passkey: what is offered, what is asked, and which assertions count."""

import json
import subprocess
import sys

import pytest

from app.practice import messages
from app.practice.existence import made_up_id
from tests.helpers.soft_authenticator import ES256, RS256, SoftAuthenticator, from_text, to_text
from tests.practice.world import CLIENT, POOL, refused

RP = "localhost"
WRONG = ("NotAuthorizedException", messages.WRONG_PASSKEY)
MALFORMED = ("InvalidParameterException", messages.PASSKEY_MALFORMED)
SPENT = ("NotAuthorizedException", messages.SESSION_SPENT)
INVALID = ("NotAuthorizedException", messages.SESSION_INVALID)
PHONE = {"phone_number": "+15550100001"}
BOTH_FACTORS = {"FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"}
# ExplicitAuthFlows of a client that takes a choice, and a password too, to have the access token that registers.
FLOWS = ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


def registers(world, authenticator, name="plain"):
    """Register a passkey with the access token of a password sign-in; returns the credential."""
    access = world.sign_in(name)["AuthenticationResult"]["AccessToken"]
    options = world.call("StartWebAuthnRegistration", AccessToken=access)["CredentialCreationOptions"]
    credential = authenticator.create(options)
    world.call("CompleteWebAuthnRegistration", AccessToken=access, Credential=credential)
    return credential


def asks(world, name="plain", preferred="WEB_AUTHN", **more):
    return world.begin("USER_AUTH", USERNAME=name, **({"PREFERRED_CHALLENGE": preferred} if preferred else {}), **more)


def options_of(challenge):
    return json.loads(challenge["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"])


def answers(world, challenge, assertion, name="plain", **more):
    return world.answer(challenge, name, CREDENTIAL=json.dumps(assertion), **more)


@pytest.fixture
def world(world):
    """A pool with every first factor and passkeys of localhost, and a user with a password alone."""
    world.client.settings["ExplicitAuthFlows"] = FLOWS
    factors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]
    world.pool.settings["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": factors}}
    world.pool.mfa["WebAuthnConfiguration"] = {"RelyingPartyId": RP, "UserVerification": "preferred"}
    world.user()
    return world


@pytest.fixture
def authenticator():
    return SoftAuthenticator()


@pytest.fixture
def registered(world, authenticator):
    """The user's passkey."""
    return registers(world, authenticator)


@pytest.fixture
def challenge(world, registered):
    """The user's WEB_AUTHN challenge."""
    return asks(world)


@pytest.mark.parametrize("algorithm", [ES256, RS256])
def test_a_passkey_signs_in_over_http(api, fresh, algorithm):
    fresh.pool(Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}})
    api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, WebAuthnConfiguration={"RelyingPartyId": RP})
    client_id = fresh.client(ExplicitAuthFlows=FLOWS)
    fresh.user()
    access = fresh.sign_in(client_id=client_id)["AccessToken"]
    authenticator = SoftAuthenticator(algorithm=algorithm)
    options = api.start_web_authn_registration(AccessToken=access)["CredentialCreationOptions"]
    api.complete_web_authn_registration(AccessToken=access, Credential=authenticator.create(options))
    asked = api.initiate_auth(
        ClientId=client_id, AuthFlow="USER_AUTH",
        AuthParameters={"USERNAME": "someone", "PREFERRED_CHALLENGE": "WEB_AUTHN"},
    )
    assert asked["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]
    reply = api.respond_to_auth_challenge(
        ClientId=client_id, ChallengeName="WEB_AUTHN", Session=asked["Session"],
        ChallengeResponses={"USERNAME": "someone", "CREDENTIAL": json.dumps(authenticator.get(options_of(asked)))},
    )
    signed_in = api.get_user(AccessToken=reply["AuthenticationResult"]["AccessToken"])
    assert signed_in["Username"] == "someone"


def test_an_administrators_sign_in_takes_a_passkey_too(world, authenticator, registered):
    asked = world.call("AdminInitiateAuth", UserPoolId=POOL, ClientId=CLIENT, AuthFlow="USER_AUTH",
                       AuthParameters={"USERNAME": "plain", "PREFERRED_CHALLENGE": "WEB_AUTHN"})
    assertion = json.dumps(authenticator.get(options_of(asked)))
    reply = world.call("AdminRespondToAuthChallenge", UserPoolId=POOL, ClientId=CLIENT, ChallengeName="WEB_AUTHN",
                       Session=asked["Session"], ChallengeResponses={"USERNAME": "plain", "CREDENTIAL": assertion})
    assert "AuthenticationResult" in reply


def test_the_options_have_the_members_of_cognitos_sample(world, challenge, registered):
    assert challenge["ChallengeName"] == "WEB_AUTHN"
    assert challenge["ChallengeParameters"].keys() == {"CREDENTIAL_REQUEST_OPTIONS"}
    options = options_of(challenge)
    assert len(from_text(options.pop("challenge"))) == 32
    assert options == {
        "timeout": 180000,
        "rpId": RP,
        "allowCredentials": [{"type": "public-key", "id": registered["id"], "transports": ["internal", "hybrid"]}],
        "userVerification": "preferred",
    }


def test_a_passkey_is_chosen_among_the_first_factors(world, authenticator, registered):
    selection = asks(world, preferred="")
    assert selection["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]
    chosen = world.answer(selection, ANSWER="WEB_AUTHN")
    assert chosen["ChallengeName"] == "WEB_AUTHN"
    assert "AuthenticationResult" in answers(world, chosen, authenticator.get(options_of(chosen)))


def test_an_open_challenge_may_be_answered_under_the_name_of_the_choice(world, authenticator, challenge):
    assertion = authenticator.get(options_of(challenge))
    as_choice = challenge | {"ChallengeName": "SELECT_CHALLENGE"}
    assert "AuthenticationResult" in answers(world, as_choice, assertion, ANSWER="WEB_AUTHN")
    with refused(*SPENT):
        answers(world, as_choice, assertion, ANSWER="WEB_AUTHN")


def test_a_choice_that_has_no_challenge_open_cannot_be_answered_with_an_assertion(world, authenticator, challenge):
    selection = asks(world, preferred="")
    with refused(*INVALID):
        answers(world, selection, authenticator.get(options_of(challenge)), ANSWER="WEB_AUTHN")
    assert world.answer(selection, ANSWER="WEB_AUTHN")["ChallengeName"] == "WEB_AUTHN"


def test_without_a_passkey_none_is_offered(world):
    assert asks(world)["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]


def test_a_deleted_passkey_is_offered_no_more_and_counts_no_more(world, authenticator, challenge, registered):
    access = world.sign_in()["AuthenticationResult"]["AccessToken"]
    world.call("DeleteWebAuthnCredential", AccessToken=access, CredentialId=registered["id"])
    assert "WEB_AUTHN" not in asks(world)["AvailableChallenges"]
    with refused(*WRONG):
        answers(world, challenge, authenticator.get(options_of(challenge)))


def test_another_relying_party_orphans_the_passkeys(world, registered):
    world.pool.mfa["WebAuthnConfiguration"]["RelyingPartyId"] = "auth.example.com"
    assert "WEB_AUTHN" not in asks(world)["AvailableChallenges"]


def test_a_passkey_of_an_earlier_relying_party_counts_no_more(world, authenticator, registered):
    world.pool.mfa["WebAuthnConfiguration"]["RelyingPartyId"] = "auth.example.com"
    newer = SoftAuthenticator(origin="https://auth.example.com")
    credential = registers(world, newer)
    challenge = asks(world)
    assert [each["id"] for each in options_of(challenge)["allowCredentials"]] == [credential["id"]]
    with refused(*WRONG):
        answers(world, challenge, authenticator.get(options_of(challenge), key=authenticator.keys[0],
                                                    origin="https://auth.example.com"))


def test_without_a_relying_party_or_a_policy_none_is_offered(world, registered):
    world.pool.settings["Policies"]["SignInPolicy"]["AllowedFirstAuthFactors"] = ["PASSWORD"]
    assert "WEB_AUTHN" not in asks(world)["AvailableChallenges"]
    world.pool.settings["Policies"]["SignInPolicy"]["AllowedFirstAuthFactors"] = ["PASSWORD", "WEB_AUTHN"]
    assert "WEB_AUTHN" in asks(world)["AvailableChallenges"]
    del world.pool.mfa["WebAuthnConfiguration"]
    assert "WEB_AUTHN" not in asks(world)["AvailableChallenges"]


@pytest.mark.parametrize("status", ["FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"])
def test_who_has_to_change_the_password_begins_with_it(world, registered, status):
    world.pool.users["plain"].status = status
    assert asks(world)["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]


@pytest.mark.parametrize("bent", [
    {"origin": "https://evil.example"},
    {"origin": "http://127.0.0.1:3000"},
    {"rp_id": "evil.example"},
    {"challenge": to_text(b"x" * 32)},
    {"kind": "webauthn.create"},
    {"present": False},
    {"signature": b"\x30\x06\x02\x01\x01\x02\x01\x01"},
    {"signature": b""},
    {"handle": b"sub-of-somebody-else"},
    {"counter": 0},
], ids=lambda bent: ",".join(f"{name} {value}"[:30] for name, value in bent.items()))
def test_an_assertion_that_does_not_fit_is_refused_and_costs_the_session(world, authenticator, registered, bent):
    first = asks(world)
    answers(world, first, authenticator.get(options_of(first)))
    challenge = asks(world)
    with refused(*WRONG):
        answers(world, challenge, authenticator.get(options_of(challenge), **bent))
    with refused(*SPENT):
        answers(world, challenge, authenticator.get(options_of(challenge)))


def test_a_replayed_assertion_is_refused(world, authenticator, challenge):
    assertion = authenticator.get(options_of(challenge))
    answers(world, challenge, assertion)
    with refused(*SPENT):
        answers(world, challenge, assertion)
    with refused(*WRONG):
        answers(world, asks(world), assertion)


def test_a_signature_of_another_key_is_refused(world, authenticator, challenge):
    stranger = SoftAuthenticator()
    stranger.create({"user": {"id": to_text(b"sub-of-plain")}, "challenge": "AAAA", "rp": {"id": RP}},
                    credential_id=authenticator.keys[0].credential_id)
    with refused(*WRONG):
        answers(world, challenge, stranger.get(options_of(challenge)))


def test_a_passkey_of_another_user_is_refused(world, challenge):
    world.user("other")
    theirs = SoftAuthenticator()
    registers(world, theirs, "other")
    with refused(*WRONG):
        answers(world, challenge, theirs.get(options_of(challenge), key=theirs.keys[0]))


def test_a_counter_has_to_rise_unless_the_authenticator_does_not_count(world, authenticator, registered):
    for counter in (5, 9):
        challenge = asks(world)
        assert "AuthenticationResult" in answers(world, challenge, authenticator.get(options_of(challenge),
                                                                                     counter=counter))
    for counter in (9, 8, 0):
        challenge = asks(world)
        with refused(*WRONG):
            answers(world, challenge, authenticator.get(options_of(challenge), counter=counter))
    uncounted = SoftAuthenticator(counts=False)
    registers(world, uncounted)
    for _ in range(2):
        challenge = asks(world)
        assert "AuthenticationResult" in answers(world, challenge, uncounted.get(options_of(challenge)))


def test_a_client_may_leave_the_user_handle_out(world, authenticator, challenge):
    assertion = authenticator.get(options_of(challenge))
    del assertion["response"]["userHandle"]
    assert "AuthenticationResult" in answers(world, challenge, assertion)


def test_a_user_who_was_not_verified_is_refused_only_where_that_is_required(world, authenticator, challenge):
    assert "AuthenticationResult" in answers(world, challenge,
                                             authenticator.get(options_of(challenge), verified=False))
    world.pool.mfa["WebAuthnConfiguration"]["UserVerification"] = "required"
    strict = asks(world)
    assert options_of(strict)["userVerification"] == "required"
    with refused(*WRONG):
        answers(world, strict, authenticator.get(options_of(strict), verified=False))


@pytest.mark.parametrize("text", ["{", "[]", "7", '"x"', "{}", "[" * 100_000, '{"id":"a","rawId":"a","response":{}}'])
def test_what_is_no_assertion_is_malformed_and_the_session_stays(world, authenticator, challenge, text):
    with refused(*MALFORMED):
        world.answer(challenge, CREDENTIAL=text)
    assert "AuthenticationResult" in answers(world, challenge, authenticator.get(options_of(challenge)))


@pytest.mark.parametrize("member", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("value", [10**12, [1], "A" * 40_000], ids=["number", "list", "long"])
def test_a_binary_member_that_is_none_is_malformed(world, authenticator, challenge, member, value):
    assertion = authenticator.get(options_of(challenge))
    with refused(*MALFORMED):
        answers(world, challenge, assertion | {"response": assertion["response"] | {member: value}})
    assert "AuthenticationResult" in answers(world, challenge, assertion)


def test_a_missing_assertion_is_named(world, challenge):
    with refused("InvalidParameterException", "Missing required parameter CREDENTIAL"):
        world.answer(challenge, X="y")


def test_a_session_is_bound_to_its_user_and_its_time(world, authenticator, challenge):
    world.user("other")
    assertion = authenticator.get(options_of(challenge))
    with refused(*INVALID):
        answers(world, challenge, assertion, "other")
    with refused(*INVALID):
        answers(world, challenge | {"Session": challenge["Session"][:-4] + "AAAA"}, assertion)
    world.later(181)
    with refused("NotAuthorizedException", messages.SESSION_EXPIRED):
        answers(world, challenge, assertion)


def test_who_was_disabled_in_between_is_refused(world, authenticator, challenge):
    world.pool.users["plain"].enabled = False
    with refused("NotAuthorizedException", messages.USER_DISABLED):
        answers(world, challenge, authenticator.get(options_of(challenge)))


def test_the_hash_of_a_confidential_client_is_checked(world, authenticator, registered):
    world.client.secret = "s" * 50
    challenge = asks(world, SECRET_HASH=world.secret_hash("plain"))
    assertion = authenticator.get(options_of(challenge))
    with refused("NotAuthorizedException", messages.secret_hash_missing(CLIENT)):
        answers(world, challenge, assertion)
    with refused("NotAuthorizedException", messages.secret_hash_wrong(CLIENT)):
        answers(world, challenge, assertion, SECRET_HASH="wrong")
    assert "AuthenticationResult" in answers(world, challenge, assertion, SECRET_HASH=world.secret_hash("plain"))


def test_nobody_is_asked_for_a_passkey_that_stays_the_same(world, authenticator, registered):
    world.hide_existence()
    first, second, other = asks(world, "nobody"), asks(world, "nobody"), asks(world, "no one")
    ids = [[each["id"] for each in options_of(challenge)["allowCredentials"]] for challenge in (first, second, other)]
    assert ids[0] == ids[1] != ids[2]
    assert first["AvailableChallenges"] == second["AvailableChallenges"]
    assert options_of(first).keys() == options_of(asks(world)).keys()
    with refused(*WRONG):
        answers(world, first, authenticator.get(options_of(first), key=authenticator.keys[0]), "nobody")
    with refused(*SPENT):
        answers(world, first, authenticator.get(options_of(first), key=authenticator.keys[0]),
                made_up_id(POOL, "nobody"))


def test_a_passkey_alone_is_no_first_factor_where_a_second_one_is_due(world, authenticator, registered):
    user = world.pool.users["plain"]
    user.attributes |= PHONE
    configuration = world.pool.mfa["WebAuthnConfiguration"]
    world.with_mfa("ON")
    world.pool.mfa["WebAuthnConfiguration"] = configuration
    assert asks(world)["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]
    world.pool.mfa["MfaConfiguration"] = "OPTIONAL"
    assert "WEB_AUTHN" in asks(world)["AvailableChallenges"]
    user.mfa_enabled.add("SMS_MFA")
    assert asks(world)["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]


@pytest.fixture
def access_with_mfa(world, authenticator, registered):
    """An access token of the user, whose pool has just made MFA a duty, and passkeys a way to fulfil it."""
    access = world.sign_in()["AuthenticationResult"]["AccessToken"]
    configuration = world.pool.mfa["WebAuthnConfiguration"] | BOTH_FACTORS
    world.with_mfa("ON")
    world.pool.mfa["WebAuthnConfiguration"] = configuration
    world.pool.users["plain"].attributes |= PHONE
    return access


def prefers(world, access, **settings):
    return world.call("SetUserMFAPreference", AccessToken=access, **settings)


ON = {"WebAuthnMfaSettings": {"Enabled": True}}
SMS_ON = {"SMSMfaSettings": {"Enabled": True}}


def test_a_passkey_that_verifies_its_user_stands_for_both_factors(world, authenticator, access_with_mfa):
    assert "WEB_AUTHN" not in asks(world)["AvailableChallenges"]
    prefers(world, access_with_mfa, **ON, **SMS_ON)
    challenge = asks(world)
    assert options_of(challenge)["userVerification"] == "required"
    assert "AuthenticationResult" in answers(world, challenge, authenticator.get(options_of(challenge)))
    careless = asks(world)
    with refused(*WRONG):
        answers(world, careless, authenticator.get(options_of(careless), verified=False))


def test_a_passkey_as_mfa_never_follows_a_password(world, access_with_mfa):
    prefers(world, access_with_mfa, **ON, **SMS_ON)
    reply = asks(world, preferred="PASSWORD", PASSWORD="Practice1!")
    assert reply["ChallengeName"] == "SMS_MFA"


def test_passkey_mfa_can_be_switched_off_again(world, access_with_mfa):
    prefers(world, access_with_mfa, **ON, **SMS_ON)
    prefers(world, access_with_mfa, SMSMfaSettings={"Enabled": True, "PreferredMfa": True})
    assert "WEB_AUTHN" in asks(world)["AvailableChallenges"]
    prefers(world, access_with_mfa, WebAuthnMfaSettings={"Enabled": False})
    assert "WEB_AUTHN" not in asks(world)["AvailableChallenges"]


def test_passkey_mfa_ends_with_the_pools_configuration(world, access_with_mfa):
    prefers(world, access_with_mfa, **ON, **SMS_ON)
    world.pool.mfa["WebAuthnConfiguration"]["FactorConfiguration"] = "SINGLE_FACTOR"
    assert asks(world)["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]


def test_a_user_who_does_not_exist_is_offered_no_passkey_where_mfa_is_a_duty(world, access_with_mfa):
    world.hide_existence()
    assert asks(world, "nobody")["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]


def test_an_administrator_switches_passkey_mfa_on(world, access_with_mfa):
    world.call("AdminSetUserMFAPreference", UserPoolId=POOL, Username="plain", **ON, **SMS_ON)
    assert "WEB_AUTHN" in asks(world)["AvailableChallenges"]


def test_passkey_mfa_needs_the_pools_configuration_and_another_factor(world, access_with_mfa):
    with refused("InvalidParameterException", messages.PASSKEY_MFA_ALONE):
        prefers(world, access_with_mfa, **ON)
    world.pool.mfa["WebAuthnConfiguration"]["FactorConfiguration"] = "SINGLE_FACTOR"
    with refused("InvalidParameterException", messages.PASSKEY_MFA_OFF):
        prefers(world, access_with_mfa, **ON, **SMS_ON)
    assert not world.pool.users["plain"].mfa_enabled


def test_passkey_mfa_is_no_value_of_the_lists_that_show_mfa(world, access_with_mfa):
    prefers(world, access_with_mfa, **ON, **SMS_ON)
    assert world.call("GetUser", AccessToken=access_with_mfa)["UserMFASettingList"] == ["SMS_MFA"]


def test_a_passkey_is_among_the_factors_of_a_user_who_can_use_one(world, authenticator):
    access = world.sign_in()["AuthenticationResult"]["AccessToken"]

    def told():
        return world.call("GetUserAuthFactors", AccessToken=access)["ConfiguredUserAuthFactors"]

    assert told() == ["PASSWORD"]
    registers(world, authenticator)
    assert told() == ["PASSWORD", "WEB_AUTHN"]
    world.pool.mfa["WebAuthnConfiguration"]["RelyingPartyId"] = "auth.example.com"
    assert told() == ["PASSWORD"]


def test_starting_the_practice_pool_does_not_import_fido2():
    code = "import sys, app.practice.server, app.practice.command; sys.exit('fido2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
