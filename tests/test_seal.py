"""Masking by allow-list, and of every known secret wherever it recurs."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.seal import DEEPEST, HEADERS, OPEN, OWN_WORDS, mask_known, reveal, seal, seal_values
from app.secret import MASK, Secret

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=20,
)


def readable(sealed):
    """All texts that can be read in something sealed: names, values and numbers."""
    if isinstance(sealed, MappingProxyType):
        for name, value in sealed.items():
            yield name
            yield from readable(value)
    elif isinstance(sealed, tuple):
        for item in sealed:
            yield from readable(item)
    elif not isinstance(sealed, Secret | bool | None):
        yield str(sealed)


def test_a_request_keeps_its_names_and_hides_its_values():
    sealed = seal(
        {
            "AuthFlow": "USER_PASSWORD_AUTH",
            "ClientId": "client",
            "AuthParameters": {"USERNAME": "plain", "PASSWORD": "p", "SECRET_HASH": "h", "DEVICE_KEY": "d"},
            "ClientMetadata": {"USERNAME": "m", "any": "thing"},
            "UserContextData": {"EncodedData": "e", "IpAddress": "192.0.2.1"},
            "Session": "s",
        }
    )
    assert sealed["AuthFlow"] == "USER_PASSWORD_AUTH"
    assert sealed["ClientId"] == "client"
    values = "plain", Secret("p"), Secret("h"), "d"
    assert sealed["AuthParameters"] == dict(
        zip(["USERNAME", "PASSWORD", "SECRET_HASH", "DEVICE_KEY"], values, strict=True)
    )
    assert sealed["ClientMetadata"] == {"USERNAME": Secret("m"), "any": Secret("thing")}
    assert sealed["UserContextData"] == {"EncodedData": Secret("e"), "IpAddress": Secret("192.0.2.1")}
    assert sealed["Session"] == Secret("s")


def test_tokens_are_hidden_and_their_kind_and_time_and_the_device_are_not():
    result = {"AccessToken": "a", "IdToken": "i", "RefreshToken": "r", "ExpiresIn": 3600, "TokenType": "Bearer"}
    sealed = seal({"AuthenticationResult": {**result, "NewDeviceMetadata": {"DeviceKey": "k"}}})["AuthenticationResult"]
    assert (sealed["ExpiresIn"], sealed["TokenType"]) == (3600, "Bearer")
    assert all(isinstance(sealed[name], Secret) for name in ("AccessToken", "IdToken", "RefreshToken"))
    assert sealed["NewDeviceMetadata"] == {"DeviceKey": "k"}


@pytest.mark.parametrize("name", sorted(OPEN["ChallengeParameters"]))
def test_harmless_parameters_of_known_challenges_are_readable(name):
    assert seal({"ChallengeName": "SMS_MFA", "ChallengeParameters": {name: "v"}})["ChallengeParameters"][name] == "v"


@pytest.mark.parametrize("challenge", ["CUSTOM_CHALLENGE", "SOMETHING_NEW", "", None, 7, ["SMS_MFA"]])
def test_what_a_custom_or_unknown_challenge_asks_is_hidden_but_for_the_name(challenge):
    parameters = {"USERNAME": "plain", "requiredAttributes": "x", "CODE_DELIVERY_DESTINATION": "y", "q": "z"}
    sealed = seal({"ChallengeName": challenge, "ChallengeParameters": parameters})["ChallengeParameters"]
    assert list(readable(sealed)) == ["USERNAME", "plain", *list(parameters)[1:]]


def test_parameters_that_matter_for_the_proof_are_hidden():
    parameters = {"SALT": "1", "SRP_B": "2", "SECRET_BLOCK": "3", "userAttributes": "4"}
    sealed = seal({"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": parameters})["ChallengeParameters"]
    assert all(isinstance(value, Secret) for value in sealed.values())


@pytest.mark.parametrize(
    ("challenge", "is_open"), [("SELECT_MFA_TYPE", True), ("CUSTOM_CHALLENGE", False), ("X", False)]
)
def test_an_answer_is_readable_only_where_it_is_a_factors_name(challenge, is_open):
    sealed = seal({"ChallengeName": challenge, "ChallengeResponses": {"ANSWER": "SMS_MFA"}})
    assert isinstance(sealed["ChallengeResponses"]["ANSWER"], str) is is_open


def test_attributes_are_names_without_values():
    sealed = seal({"UserAttributes": [{"Name": "email", "Value": "p@example.com"}], "Username": "plain"})
    assert sealed["UserAttributes"] == ({"Name": "email", "Value": Secret("p@example.com")},)


@pytest.mark.parametrize(
    ("body", "inside"),
    [("<html>", "<html>"), ("", ""), ([1, "a"], '[1, "a"]'), (7, "7"), (True, "true"), ("\ud800", "\ud800")],
)
def test_a_body_that_is_no_object_is_hidden_whole(body, inside):
    assert seal(body) == Secret(inside)


def test_nothing_stays_nothing():
    assert seal(None) is None


def test_numbers_and_what_is_no_text_are_hidden_too():
    sealed = seal({"pin": 1234, "when": 1.5, "yes": True, "no": None, "list": [1, "a", [2]]})
    assert sealed["pin"] == Secret("1234")
    assert sealed["when"] == Secret("1.5")
    assert (sealed["yes"], sealed["no"]) == (True, None)
    assert sealed["list"] == (Secret("1"), Secret("a"), (Secret("2"),))


def test_a_known_secret_is_masked_in_messages_names_and_numbers():
    known = [Secret("hunter2"), Secret("12345678")]
    body = {
        "message": "Value 'hunter2' at 'password' hunter2",
        "hunter2": "x",
        "ExpiresIn": 12345678,
        "Username": "hunter2",
    }
    sealed = seal(body, known)
    assert sealed["message"] == f"Value '{MASK}' at 'password' {MASK}"
    assert MASK in sealed
    assert sealed["ExpiresIn"] == Secret("12345678")
    assert sealed["Username"] == MASK
    assert not any("hunter2" in text for text in readable(sealed))


def test_a_secret_within_a_secret_leaves_no_rest():
    assert mask_known("hunter2-long", [Secret("hunter2"), Secret("hunter2-long")]) == MASK


@pytest.mark.parametrize("secret", ["", "a", "abc"])
def test_a_very_short_secret_does_not_blot_out_all_text(secret):
    assert mask_known("abc a b c", [Secret(secret)]) == "abc a b c"


@pytest.mark.parametrize("answer", sorted(OWN_WORDS))
def test_an_answer_that_is_cognitos_own_word_leaves_that_word_readable(answer):
    assert seal({"ChallengeName": answer}, [Secret(answer)])["ChallengeName"] == answer


def test_what_is_deep_is_hidden():
    body = deep = {}
    for _ in range(DEEPEST + 5):
        deep["message"] = {"message": "secret below"}
        deep = deep["message"]
    assert "secret below" not in list(readable(seal(body)))
    nested = []
    for _ in range(DEEPEST + 5):
        nested = [nested, "secret below"]
    assert list(readable(seal({"message": nested}))).count("secret below") <= DEEPEST + 1


def test_what_is_sealed_cannot_be_changed():
    sealed = seal({"a": {"b": 1}})
    with pytest.raises(TypeError):
        sealed["a"] = 1
    with pytest.raises(TypeError):
        sealed["a"]["b"] = 1


def test_sealing_twice_changes_nothing():
    sealed = seal({"Session": "s", "Username": "plain"})
    assert seal(sealed) == sealed


@given(st.dictionaries(st.text(max_size=20), json_values, max_size=5))
def test_revealing_gives_back_every_text(body):
    def texts(value):
        if isinstance(value, dict):
            return {name: texts(item) for name, item in value.items()}
        if isinstance(value, list):
            return [texts(item) for item in value]
        return value if value is None or isinstance(value, bool) else str(value)

    assert texts(reveal(seal(body))) == texts(body)


@given(st.dictionaries(st.text(max_size=20), json_values, max_size=5), st.text(min_size=4, max_size=20))
def test_a_known_secret_is_readable_nowhere(body, secret):
    spread = {**body, "message": f"x{secret}y", secret: secret, "Username": secret, "AuthParameters": {secret: secret}}
    if secret not in MASK and secret not in OWN_WORDS:
        for text in readable(seal(spread, [Secret(secret)])):
            assert not any(secret in part for part in text.split(MASK))


@pytest.mark.parametrize("name", ["set-cookie", "authorization", "x-session", "location"])
def test_a_header_that_may_carry_a_secret_is_hidden(name):
    sealed = seal_values({name: "abc", "date": "now"}, HEADERS)
    assert sealed == {name: Secret("abc"), "date": "now"}


def test_what_a_passkey_is_to_be_can_be_read_and_its_challenge_and_ids_cannot():
    options = {
        "rp": {"id": "auth.example.com", "name": "auth.example.com", "icon": "x"},
        "user": {"id": "dXNlci1pZA", "name": "plain", "displayName": "Plain"},
        "challenge": "Y2hhbGxlbmdl",
        "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
        "excludeCredentials": [{"type": "public-key", "id": "b2xk", "transports": ["internal"]}],
        "authenticatorSelection": {"requireResidentKey": True, "userVerification": "preferred"},
        "timeout": 60000,
    }
    sealed = seal({"CredentialCreationOptions": options})["CredentialCreationOptions"]
    assert sealed["rp"] == {"id": "auth.example.com", "name": "auth.example.com", "icon": Secret("x")}
    assert sealed["user"] == {"id": Secret("dXNlci1pZA"), "name": "plain", "displayName": "Plain"}
    assert sealed["challenge"] == Secret("Y2hhbGxlbmdl")
    assert sealed["pubKeyCredParams"] == ({"type": "public-key", "alg": -7},)
    (old,) = sealed["excludeCredentials"]
    assert old == {"type": "public-key", "id": Secret("b2xk"), "transports": ("internal",)}
    assert sealed["authenticatorSelection"] == options["authenticatorSelection"]
    assert sealed["timeout"] == 60000


def test_what_an_authenticator_made_is_hidden_but_for_its_kind():
    made = {
        "id": "bmV3", "rawId": "bmV3", "type": "public-key", "authenticatorAttachment": "platform",
        "clientExtensionResults": {"credProps": {"rk": True}, "appid": "x"},
        "response": {
            "clientDataJSON": "e30", "attestationObject": "o2M", "authenticatorData": "AAAA", "publicKey": "MFk",
            "transports": ["internal"], "publicKeyAlgorithm": -7, "signature": "MEU", "userHandle": "dQ",
        },
    }  # fmt: skip
    assert set(readable(seal({"AccessToken": "a.c.c", "Credential": made}))) >= {"public-key", "platform", "internal"}
    names = {"AccessToken", "Credential", "credProps", "rk", "appid", *made, *made["response"]}
    shown = set(readable(seal({"AccessToken": "a.c.c", "Credential": made}))) - names
    assert shown == {"public-key", "platform", "internal", "-7"}


def test_a_list_of_passkeys_can_be_read_but_for_their_ids():
    one = {"CredentialId": "b25l", "FriendlyCredentialName": "Passkey 1", "CreatedAt": 1736293876.115}
    (sealed,) = seal({"Credentials": [one]})["Credentials"]
    assert sealed == {**one, "CredentialId": Secret("b25l")}


def test_of_devices_keys_and_times_can_be_read_and_their_names_and_addresses_cannot():
    attributes = [{"Name": "last_ip_used", "Value": "192.0.2.1"}, {"Name": "device_name", "Value": "laptop"}]
    one = {"DeviceKey": "k", "DeviceCreateDate": 1.5, "DeviceLastAuthenticatedDate": 2.5}
    (sealed,) = seal({"Devices": [one | {"DeviceAttributes": attributes}]})["Devices"]
    assert (sealed["DeviceKey"], sealed["DeviceCreateDate"], sealed["DeviceLastAuthenticatedDate"]) == ("k", 1.5, 2.5)
    assert [each["Name"] for each in sealed["DeviceAttributes"]] == ["last_ip_used", "device_name"]
    assert all(isinstance(each["Value"], Secret) for each in sealed["DeviceAttributes"])


def test_the_names_of_a_users_factors_can_be_read():
    factors = ("PASSWORD", "SOFTWARE_TOKEN")
    assert seal({"ConfiguredUserAuthFactors": list(factors)})["ConfiguredUserAuthFactors"] == factors


def test_of_a_pools_and_a_clients_settings_all_but_secrets_stay_readable():
    client = {"ClientName": "web", "ClientSecret": "s" * 51, "ExplicitAuthFlows": ["ALLOW_USER_AUTH"],
              "TokenValidityUnits": {"AccessToken": "hours"}, "AuthSessionValidity": 3, "Novelty": "x"}  # fmt: skip
    sealed = seal({"UserPoolClient": client})["UserPoolClient"]
    assert (sealed["ClientSecret"], sealed["Novelty"]) == (Secret("s" * 51), Secret("x"))
    assert (sealed["ClientName"], sealed["ExplicitAuthFlows"]) == ("web", ("ALLOW_USER_AUTH",))
    assert (sealed["TokenValidityUnits"], sealed["AuthSessionValidity"]) == ({"AccessToken": "hours"}, 3)
    policies = {"PasswordPolicy": {"MinimumLength": 8}}
    pool = seal({"UserPool": {"Policies": policies, "LambdaConfig": {"PreSignUp": "a"}}})
    assert list(readable(pool)) == ["UserPool", "Policies", "PasswordPolicy", "MinimumLength", "8", "LambdaConfig",
                                    "PreSignUp", "a"]  # fmt: skip


def test_the_same_name_in_a_list_and_outside_of_one_is_not_the_same():
    event = {"ChallengeResponses": [{"ChallengeName": "Password", "ChallengeResponse": "Failure"}]}
    assert seal({"AuthEvents": [event]})["AuthEvents"][0]["ChallengeResponses"][0]["ChallengeResponse"] == "Failure"
    sealed = seal({"ChallengeName": "X", "ChallengeResponses": {"ChallengeResponse": "my answer"}})
    assert sealed["ChallengeResponses"] == {"ChallengeResponse": Secret("my answer")}
