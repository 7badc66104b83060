"""Registering, listing and deleting passkeys, over HTTP by boto3 and straight at the operations."""

import json
import urllib.request

import pytest
from fido2 import cbor

from app.practice import messages, passwords
from app.practice.registrations import VALID_FOR, Registration, Registrations
from app.practice.state import Client
from tests.helpers.soft_authenticator import EDDSA, ES256, RS256, SoftAuthenticator, from_text, to_text
from tests.practice.world import CLIENT, NOON, World, refused

RP = "auth.example.com"
ORIGIN = f"https://{RP}"
NOT_FOUND = ("WebAuthnChallengeNotFoundException", messages.PASSKEY_CHALLENGE_NOT_FOUND)
MALFORMED = ("InvalidParameterException", messages.PASSKEY_MALFORMED)
INVALID = ("InvalidParameterException", messages.PASSKEY_INVALID)
LIMIT = ("LimitExceededException", messages.PASSKEY_LIMIT)
NOT_ENABLED = ("WebAuthnNotEnabledException", messages.PASSKEYS_OFF)


@pytest.fixture
def world(world):
    """A pool with passkeys on, and a user who has a password."""
    world.pool.settings["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}
    world.pool.mfa["WebAuthnConfiguration"] = {"RelyingPartyId": RP, "UserVerification": "preferred"}
    world.user()
    return world


@pytest.fixture
def authenticator():
    return SoftAuthenticator(origin=ORIGIN)


def token(world, name="plain"):
    return world.sign_in(name)["AuthenticationResult"]["AccessToken"]


def start(world, access):
    return world.call("StartWebAuthnRegistration", AccessToken=access)["CredentialCreationOptions"]


def complete(world, access, credential):
    return world.call("CompleteWebAuthnRegistration", AccessToken=access, Credential=credential)


def listed(world, access):
    return world.call("ListWebAuthnCredentials", AccessToken=access)["Credentials"]


def test_a_passkey_is_registered_listed_and_deleted_over_http(practice, api, fresh):
    fresh.pool(Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}})
    api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, WebAuthnConfiguration={"RelyingPartyId": "localhost"})
    fresh.user()
    access = fresh.sign_in()["AccessToken"]
    options = api.start_web_authn_registration(AccessToken=access)["CredentialCreationOptions"]
    credential = SoftAuthenticator().create(options)
    api.complete_web_authn_registration(AccessToken=access, Credential=credential)
    (found,) = api.list_web_authn_credentials(AccessToken=access)["Credentials"]
    assert (found["CredentialId"], found["RelyingPartyId"]) == (credential["id"], "localhost")
    api.delete_web_authn_credential(AccessToken=access, CredentialId=credential["id"])
    assert api.list_web_authn_credentials(AccessToken=access)["Credentials"] == []


def test_the_reply_to_the_completion_is_an_empty_json_object_on_the_wire(practice, api, fresh):
    fresh.pool(Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}})
    api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, WebAuthnConfiguration={"RelyingPartyId": "localhost"})
    fresh.user()
    access = fresh.sign_in()["AccessToken"]
    options = api.start_web_authn_registration(AccessToken=access)["CredentialCreationOptions"]
    request = urllib.request.Request(
        practice.endpoint,
        data=json.dumps({"AccessToken": access, "Credential": SoftAuthenticator().create(options)}).encode(),
        headers={"X-Amz-Target": "AWSCognitoIdentityProviderService.CompleteWebAuthnRegistration"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert (answer.status, answer.read()) == (200, b"{}")


def test_the_options_have_the_members_of_cognitos_sample(world, authenticator):
    access = token(world)
    complete(world, access, first := authenticator.create(start(world, access)))
    options = start(world, access)
    assert len(from_text(options.pop("challenge"))) == 32
    assert options == {
        "authenticatorSelection": {
            "requireResidentKey": True, "residentKey": "required", "userVerification": "preferred",
        },
        "excludeCredentials": [{"id": first["id"], "type": "public-key"}],
        "pubKeyCredParams": [{"alg": -7, "type": "public-key"}, {"alg": -257, "type": "public-key"}],
        "rp": {"id": RP, "name": RP},
        "timeout": 60000,
        "user": {"displayName": "plain", "id": to_text(b"sub-of-plain"), "name": "plain"},
    }


def test_the_user_verification_is_the_pools(world):
    world.pool.mfa["WebAuthnConfiguration"]["UserVerification"] = "required"
    assert start(world, token(world))["authenticatorSelection"]["userVerification"] == "required"


@pytest.mark.parametrize("algorithm", [ES256, RS256])
def test_both_algorithms_are_taken_and_described(world, algorithm):
    access = token(world)
    credential = SoftAuthenticator(origin=ORIGIN, algorithm=algorithm).create(start(world, access))
    assert complete(world, access, credential) == {}
    assert listed(world, access) == [{
        "CredentialId": credential["id"],
        "FriendlyCredentialName": "Passkey 1",
        "RelyingPartyId": RP,
        "AuthenticatorAttachment": "platform",
        "AuthenticatorTransports": ["internal", "hybrid"],
        "CreatedAt": NOON,
    }]


def test_another_algorithm_is_not_supported(world):
    access = token(world)
    credential = SoftAuthenticator(origin=ORIGIN, algorithm=EDDSA).create(start(world, access))
    with refused("WebAuthnCredentialNotSupportedException", messages.PASSKEY_ALGORITHM):
        complete(world, access, credential)
    assert listed(world, access) == []


@pytest.mark.parametrize("origin", [
    ORIGIN, f"{ORIGIN}:8443", f"https://app.{RP}",
])
def test_the_relying_partys_origins_are_allowed(world, authenticator, origin):
    access = token(world)
    complete(world, access, authenticator.create(start(world, access), origin=origin))
    assert len(listed(world, access)) == 1


@pytest.mark.parametrize("origin", [
    f"http://{RP}", "https://example.com", f"https://evil{RP}", f"https://{RP}.evil.com", "http://localhost:3000",
    f"https://evil.com#{RP}", f"https://{RP}@evil.com", "android:apk-key-hash:abc", "null", "",
])
def test_other_origins_are_not_allowed(world, authenticator, origin):
    access = token(world)
    credential = authenticator.create(start(world, access), origin=origin)
    with refused("WebAuthnOriginNotAllowedException", messages.passkey_origin(origin, RP)):
        complete(world, access, credential)


@pytest.mark.parametrize(("origin", "allowed"), [
    ("http://localhost", True), ("http://localhost:5173", True), ("https://localhost:8443", True),
    ("http://app.localhost", False), ("http://127.0.0.1:5173", False),
])
def test_localhost_is_as_good_as_https_for_itself(world, authenticator, origin, allowed):
    world.pool.mfa["WebAuthnConfiguration"]["RelyingPartyId"] = "localhost"
    access = token(world)
    credential = authenticator.create(start(world, access), origin=origin)
    if allowed:
        assert complete(world, access, credential) == {}
    else:
        with refused("WebAuthnOriginNotAllowedException", messages.passkey_origin(origin, "localhost")):
            complete(world, access, credential)


def test_a_passkey_of_another_relying_party_is_refused(world, authenticator):
    access = token(world)
    credential = authenticator.create(start(world, access), rp_id="evil.example")
    with refused("WebAuthnRelyingPartyMismatchException", messages.passkey_relying_party(RP)):
        complete(world, access, credential)


def test_a_challenge_counts_once(world, authenticator):
    access = token(world)
    options = start(world, access)
    complete(world, access, authenticator.create(options))
    with refused(*NOT_FOUND):
        complete(world, access, authenticator.create(options))


def test_a_challenge_that_was_answered_wrongly_is_used_up_too(world, authenticator):
    access = token(world)
    options = start(world, access)
    with refused("WebAuthnRelyingPartyMismatchException", messages.passkey_relying_party(RP)):
        complete(world, access, authenticator.create(options, rp_id="evil.example"))
    with refused(*NOT_FOUND):
        complete(world, access, authenticator.create(options))


def test_a_challenge_expires(world, authenticator):
    access = token(world)
    late, in_time = start(world, access), start(world, access)
    world.later(VALID_FOR - 1)
    assert complete(world, access, authenticator.create(in_time)) == {}
    world.later(1)
    with refused(*NOT_FOUND):
        complete(world, access, authenticator.create(late))


def test_a_challenge_that_nobody_gave_is_not_found(world, authenticator):
    access = token(world)
    with refused(*NOT_FOUND):
        complete(world, access, authenticator.create(start(world, access), challenge=to_text(b"x" * 32)))


def test_a_challenge_is_its_users_alone(world, authenticator):
    world.user("other")
    credential = authenticator.create(start(world, token(world, "other")))
    with refused(*NOT_FOUND):
        complete(world, token(world), credential)
    assert complete(world, token(world, "other"), credential) == {}


def test_a_challenge_is_its_pools_alone(world, authenticator):
    credential = authenticator.create(start(world, token(world)))
    elsewhere = World()
    elsewhere.pool.settings, elsewhere.pool.mfa = world.pool.settings, world.pool.mfa
    elsewhere.state.registrations = world.state.registrations
    elsewhere.user()
    del elsewhere.state.pools[elsewhere.pool.pool_id]
    elsewhere.pool.pool_id = "us-east-1_Elsewhere"
    elsewhere.state.pools[elsewhere.pool.pool_id] = elsewhere.pool
    passwords.store_password(elsewhere.pool, elsewhere.pool.users["plain"], "Practice1!")
    with refused(*NOT_FOUND):
        complete(elsewhere, token(elsewhere), credential)


def test_a_passkey_of_an_earlier_relying_party_is_not_excluded(world, authenticator):
    access = token(world)
    complete(world, access, authenticator.create(start(world, access)))
    world.pool.mfa["WebAuthnConfiguration"]["RelyingPartyId"] = "localhost"
    assert start(world, access)["excludeCredentials"] == []
    assert [each["RelyingPartyId"] for each in listed(world, access)] == [RP]


def test_both_calls_come_through_one_client(world, authenticator):
    world.pool.clients["another"] = Client(client_id="another", name="another", settings=world.client.settings)
    other = world.call("InitiateAuth", ClientId="another", AuthFlow="USER_PASSWORD_AUTH",
                       AuthParameters={"USERNAME": "plain", "PASSWORD": "Practice1!"})
    access = token(world)
    credential = authenticator.create(start(world, access))
    with refused("WebAuthnClientMismatchException", messages.PASSKEY_OTHER_CLIENT):
        complete(world, other["AuthenticationResult"]["AccessToken"], credential)
    assert complete(world, access, credential) == {}


def test_the_sign_in_policy_has_to_have_passkeys(world, authenticator):
    access = token(world)
    credential = authenticator.create(start(world, access))
    world.pool.settings["Policies"]["SignInPolicy"]["AllowedFirstAuthFactors"] = ["PASSWORD"]
    with refused(*NOT_ENABLED):
        start(world, access)
    with refused(*NOT_ENABLED):
        complete(world, access, credential)


def test_the_pool_has_to_have_a_relying_party(world):
    del world.pool.mfa["WebAuthnConfiguration"]["RelyingPartyId"]
    with refused("WebAuthnConfigurationMissingException", messages.RELYING_PARTY_MISSING):
        start(world, token(world))


def test_the_twenty_first_passkey_is_one_too_many(world, authenticator):
    access = token(world)
    waiting = start(world, access)
    for _ in range(20):
        complete(world, access, authenticator.create(start(world, access)))
    with refused(*LIMIT):
        start(world, access)
    with refused(*LIMIT):
        complete(world, access, authenticator.create(waiting))
    assert len(listed(world, access)) == 20


def test_a_user_who_was_not_verified_is_refused_only_where_that_is_required(world, authenticator):
    access = token(world)
    complete(world, access, authenticator.create(start(world, access), verified=False))
    world.pool.mfa["WebAuthnConfiguration"]["UserVerification"] = "required"
    credential = authenticator.create(start(world, access), verified=False)
    with refused("WebAuthnCredentialNotSupportedException", messages.PASSKEY_UNVERIFIED_USER):
        complete(world, access, credential)


@pytest.mark.parametrize("bent", [{"present": False}, {"kind": "webauthn.get"}])
def test_what_the_authenticator_was_not_asked_is_invalid(world, authenticator, bent):
    access = token(world)
    with refused(*INVALID):
        complete(world, access, authenticator.create(start(world, access), **bent))


def test_an_id_that_is_not_the_signed_one_is_invalid(world, authenticator):
    access = token(world)
    credential = authenticator.create(start(world, access))
    credential |= {"id": "AAAA", "rawId": "AAAA"}
    with refused(*INVALID):
        complete(world, access, credential)


def test_a_passkey_is_registered_for_one_user_once(world, authenticator):
    world.user("other")
    access, others = token(world), token(world, "other")
    complete(world, access, authenticator.create(start(world, access), credential_id=b"same" * 8))
    with refused("InvalidParameterException", messages.PASSKEY_REGISTERED):
        complete(world, others, authenticator.create(start(world, others), credential_id=b"same" * 8))


@pytest.mark.parametrize("cose", [
    {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32},  # no point of the curve
    {1: 2, 3: -7},
    {3: -257, -1: 5, -2: 6},
    {1: 2, -1: 1},
    [],
], ids=["off the curve", "no point", "numbers", "no algorithm", "no map"])
def test_a_key_that_is_none_is_malformed(world, authenticator, cose):
    access = token(world)
    with refused(*MALFORMED):
        complete(world, access, authenticator.create(start(world, access), cose=cose))


def bent_inside(credential, **members):
    return credential | {"response": credential["response"] | members}


def with_ballast(attestation):
    """What is well formed, and longer than any authenticator's."""
    return to_text(cbor.encode({**cbor.decode(from_text(attestation)), "ballast": bytes(30_000)}))


@pytest.mark.parametrize("bend", [
    lambda _: "a string",
    lambda _: {},
    lambda _: [],
    lambda good: {key: value for key, value in good.items() if key != "rawId"},
    lambda good: {key: value for key, value in good.items() if key != "id"},
    lambda good: good | {"id": "other"},
    lambda good: good | {"id": 10**12, "rawId": 10**12},
    lambda good: good | {"type": "password"},
    lambda good: good | {"response": []},
    lambda good: bent_inside(good, clientDataJSON="!"),
    lambda good: bent_inside(good, clientDataJSON=to_text(b"[]")),
    lambda good: bent_inside(good, clientDataJSON=to_text(b'{"type":"webauthn.create","challenge":7,"origin":7}')),
    lambda good: bent_inside(good, clientDataJSON=to_text(
        b'{"type":"webauthn.create","challenge":"AAAA","origin":["https://auth.example.com"]}')),
    lambda good: bent_inside(good, attestationObject=to_text(b"\xa0")),
    lambda good: bent_inside(good, attestationObject=to_text(b"\x81" * 5000)),
    lambda good: bent_inside(good, attestationObject=to_text(b"\x9b" + b"\xff" * 8)),
    lambda good: bent_inside(good, attestationObject="A" * 40_000),
    lambda good: bent_inside(good, attestationObject=with_ballast(good["response"]["attestationObject"])),
    lambda good: bent_inside(good, attestationObject=7),
    lambda good: bent_inside(good, attestationObject=good["response"]["attestationObject"][:80]),
])
def test_a_credential_that_cannot_be_read_is_refused_and_costs_nothing(world, authenticator, bend):
    access = token(world)
    good = authenticator.create(start(world, access))
    with refused(*MALFORMED):
        complete(world, access, bend(good))
    assert complete(world, access, good) == {}


def test_strange_transports_do_no_harm(world, authenticator):
    access = token(world)
    for number, transports in enumerate([None, "usb", [7, "usb", None], ["usb"] * 99]):
        credential = bent_inside(authenticator.create(start(world, access)), transports=transports)
        del credential["authenticatorAttachment"]
        complete(world, access, credential)
        assert listed(world, access)[number].keys().isdisjoint({"AuthenticatorAttachment"})
    assert [each["AuthenticatorTransports"] for each in listed(world, access)] == [[], [], ["usb"], ["usb"] * 16]


def test_the_list_comes_in_pages(world, authenticator):
    access = token(world)
    ids = []
    for _ in range(3):
        complete(world, access, credential := authenticator.create(start(world, access)))
        ids.append(credential["id"])
    first = world.call("ListWebAuthnCredentials", AccessToken=access, MaxResults=2)
    second = world.call("ListWebAuthnCredentials", AccessToken=access, MaxResults=2, NextToken=first["NextToken"])
    assert [each["CredentialId"] for each in first["Credentials"] + second["Credentials"]] == ids
    assert "NextToken" not in second
    assert len(world.call("ListWebAuthnCredentials", AccessToken=access, MaxResults=0)["Credentials"]) == 3


def test_a_name_that_became_free_is_given_again(world, authenticator):
    access = token(world)
    ids = []
    for _ in range(2):
        complete(world, access, credential := authenticator.create(start(world, access)))
        ids.append(credential["id"])
    world.call("DeleteWebAuthnCredential", AccessToken=access, CredentialId=ids[0])
    complete(world, access, authenticator.create(start(world, access)))
    assert [each["FriendlyCredentialName"] for each in listed(world, access)] == ["Passkey 2", "Passkey 1"]


def test_only_ones_own_passkey_can_be_deleted(world, authenticator):
    world.user("other")
    access, others = token(world), token(world, "other")
    complete(world, access, credential := authenticator.create(start(world, access)))
    gone = ("ResourceNotFoundException", messages.PASSKEY_NOT_FOUND)
    for name in ("nothing", ""):
        with refused(*gone):
            world.call("DeleteWebAuthnCredential", AccessToken=access, CredentialId=name)
    with refused(*gone):
        world.call("DeleteWebAuthnCredential", AccessToken=others, CredentialId=credential["id"])
    assert world.call("DeleteWebAuthnCredential", AccessToken=access, CredentialId=credential["id"]) == {}
    with refused(*gone):
        world.call("DeleteWebAuthnCredential", AccessToken=access, CredentialId=credential["id"])


@pytest.mark.parametrize(("operation", "more"), [
    ("StartWebAuthnRegistration", {}), ("CompleteWebAuthnRegistration", {"Credential": {}}),
    ("ListWebAuthnCredentials", {}), ("DeleteWebAuthnCredential", {"CredentialId": "x"}),
])
def test_each_call_needs_a_good_access_token(world, operation, more):
    with refused("NotAuthorizedException", "Invalid Access Token"):
        world.call(operation, AccessToken="x.y.z", **more)


def test_the_pools_configuration_is_kept_and_shown(api, fresh):
    fresh.pool()
    given = {"RelyingPartyId": RP, "UserVerification": "required",
             "FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"}
    api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, WebAuthnConfiguration=given)
    assert api.get_user_pool_mfa_config(UserPoolId=fresh.pool_id)["WebAuthnConfiguration"] == given


def test_passkeys_as_mfa_are_no_part_of_the_lite_tier(world):
    world.pool.settings["UserPoolTier"] = "LITE"
    given = {"RelyingPartyId": RP, "FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"}
    with refused("FeatureUnavailableInTierException", messages.LITE_PASSKEY_MFA):
        world.call("SetUserPoolMfaConfig", UserPoolId=world.pool.pool_id, WebAuthnConfiguration=given)


def test_only_the_newest_registrations_are_kept():
    kept = Registrations(kept=2)
    one = Registration(pool_id="p", client_id=CLIENT, username="u", rp_id=RP, user_verification="preferred",
                       expires_at=1.0)
    challenges = [kept.open(one) for _ in range(3)]
    assert [kept.find(each, 0.0) for each in challenges] == [None, one, one]
