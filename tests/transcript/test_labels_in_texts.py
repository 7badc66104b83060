"""Where a secret or a name recurs: in texts of any kind, whole or escaped, and never at the cost of another word."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from app.auth.tokens import claims
from app.secret import Secret
from app.transcript.events import Ended, Finished, Refused, Saved, Shown, SignedIn, TokensReceived
from app.transcript.redaction import redact
from tests.helpers import sample_runs
from tests.transcript.test_redaction import recording


def told(message, user="jane", keep_names=False, **values):
    """What becomes of a message in a run with these values in its call."""
    said = Refused(
        at=sample_runs.T0, number=1, operation="InitiateAuth", status=400, request_id="r", seconds=0.1, size=1,
        headers={}, body=MappingProxyType({"message": message}), code="NotAuthorizedException", message=message,
    )  # fmt: skip
    call = sample_runs.called(1, "InitiateAuth", values, sample_runs.T0)
    (done,) = redact([recording([replace(sample_runs.started(), user=user), call, said])], keep_names)
    assert done.events[2].message == done.events[2].body["message"]
    return done.events[2].message


@pytest.mark.parametrize(
    ("user", "message", "becomes"),
    [
        ("jane", "User jane does not exist.", "User <user-1> does not exist."),
        ("jane", "janet is no jane", "janet is no <user-1>"),
        ("jane.d1", "arn:user_jane.d1_x", "arn:user_<user-1>_x"),
        ("alice.smith", "Alice.Smith rang, ALICE.SMITH too", "<user-1> rang, <user-1> too"),
        ("sms-user", "No such alias as o**ther@x, o***@e*** there", "No such alias as o**ther@x, <email-1> there"),
        ("Łukasz", '{"name": "\\u0141ukasz"}', '{"name": "<user-1>"}'),
        ("Łukasz", "/users/%C5%81ukasz?", "/users/<user-1>?"),
        ("Jane@Example.com", "jane@example.COM is locked", "<email-1> is locked"),
        ("jane@example.com", "sent to j***@e***", "sent to <email-1>"),
        ("jane", "sent to j***@e***, +*******0199", "sent to <email-1>, <phone-1>"),
        ("+15550100199", "sent to +*******0199", "sent to <phone-1>"),
        ("jane", "ask bob@example.com or +15550100199", "ask <email-1> or <phone-1>"),
        ("jane", "us-east-1_34c84488-e0e1-70ae-d2ee-991ad1a898c8!", "<device-1>!"),
    ],
)
def test_a_name_is_found_in_a_message(user, message, becomes):
    assert told(message, user) == becomes
    assert told(message, user, keep_names=True) == message


@pytest.mark.parametrize(
    ("password", "message", "becomes"),
    [
        ("hunter22", "xhunter22x", "x<password-1>x"),
        ('pa"ss\\word', '{"p": "pa\\"ss\\\\word"}', '{"p": "<password-1>"}'),
        ("päss word", "?p=p%C3%A4ss%20word&q", "?p=<password-1>&q"),
        ("1234567", "at 91234567 and 1234567", "at 91234567 and <password-1>"),
        ("user", "<user-3> is no user", "<user-3> is no <password-1>"),
        ("abc", "abc is too short to be looked for", "abc is too short to be looked for"),
        ("o=4829", "foo=482913b@x.com", "fo<password-1><email-2>"),
    ],
)
def test_a_secret_is_found_in_a_message(password, message, becomes):
    assert told(message, PASSWORD=Secret(password)) == becomes


def test_a_password_that_is_the_users_name_is_a_secret_wherever_it_stands():
    (done,) = redact([recording([
        replace(sample_runs.started(), user="jane"),
        sample_runs.called(1, "InitiateAuth", {"PASSWORD": Secret("jane"), "USERNAME": "jane"}, sample_runs.T0),
    ])], keep_names=True)  # fmt: skip
    assert done.events[0].user == "<password-1>"
    assert done.events[1].params == {"PASSWORD": "<password-1>", "USERNAME": "<password-1>"}


@pytest.mark.parametrize("user", ["custom", "email", "SMS_MFA", "EMAIL", "json"])
def test_a_user_who_is_called_like_a_word_of_the_protocol_leaves_that_word_alone(user):
    events = sample_runs.wrong_code(user)
    (done,) = redact([recording(events)])
    assert [event.name for event in done.events if hasattr(event, "name")] == ["SMS_MFA", "SMS_MFA"]
    assert done.events[0].flow == "user_srp"
    assert done.events[2].headers["Content-Type"] == "application/x-amz-json-1.1"
    assert done.events[4].body["ChallengeName"] == "SMS_MFA"
    assert done.events[0].user == "<user-1>"


def test_labels_that_are_there_already_are_not_given_again():
    (old,) = redact([recording(sample_runs.signed_in())])
    new = recording([replace(sample_runs.started(), user="jane")], run_id="new")
    first, second = redact([old, new])
    assert first == old
    assert second.events[0].user == "<user-2>"


def test_what_srp_hashes_tells_the_pool_and_not_the_user():
    shown = Shown(at=1.0, name="srp", values={"pool_name": "Practice1", "identity": "Practice1sms", "a": Secret("1f")})
    (done,) = redact([recording([sample_runs.started(), shown])])
    assert done.events[1].values == {"pool_name": "Practice1", "identity": "Practice1<user-1>", "a": "<srp-a-1>"}


def test_a_devices_password_and_its_key_are_named_as_such():
    key = "us-east-1_34c84488-e0e1-70ae-d2ee-991ad1a898c8"
    values = {"purpose": "DEVICE_PASSWORD_VERIFIER", "pool_name": "-group", "identity": f"-group{key}",
              "password": Secret("device password")}  # fmt: skip
    (done,) = redact([recording([
        sample_runs.started(), Shown(at=1.0, name="srp", values=values),
        Saved(at=2.0, name=f"device {key}", username="sms"), Saved(at=2.0, name="passkey aWQtMQ", username="sms"),
        Ended(at=3.0, reason="device", code="missing", message="a key of another kind"),
    ])])  # fmt: skip
    assert done.events[1].values["password"] == "<device-password-1>"
    assert done.events[1].values["identity"] == "-group<device-1>"
    assert [event.name for event in done.events[2:4]] == ["device <device-1>", "passkey <credential-id-1>"]
    assert done.events[4].message == "<device-2>"


def test_attributes_are_named_after_what_they_are():
    pairs = {"email": "jane@example.com", "sub": "s-1", "email_verified": "true", "custom:x": "what?"}
    findings = {"UserAttributes": tuple({"Name": name, "Value": Secret(value)} for name, value in pairs.items())}
    (done,) = redact([recording([sample_runs.started(), Finished(at=1.0, findings=findings)])])
    found = {each["Name"]: each["Value"] for each in done.events[1].findings["UserAttributes"]}
    assert found == {"email": "<email-1>", "sub": "<sub-1>", "email_verified": "true", "custom:x": "<attribute-1>"}


def claims_of(said):
    """The claims of an ID token after redaction."""
    tokens = replace(sample_runs.tokens(), id_token=sample_runs.jwt(said), refresh_token=sample_runs.jwt({"a": "b"}))
    (done,) = redact([recording([
        sample_runs.started(), TokensReceived(at=1.0, tokens=tokens), SignedIn(at=2.0, username="sms"),
    ])])  # fmt: skip
    assert done.events[1].tokens.refresh_token == "<refresh-token-1>"
    return claims(done.events[1].tokens.id_token)


def test_of_claims_only_those_that_are_known_to_be_harmless_can_be_read():
    said = {"custom:grade": "7b", "birthdate": "2000-01-01", "cognito:groups": ["qa"], "exp": 5, "points": 12,
            "address": {"formatted": "1 Street"}, "identities": [{"userId": "x1"}], "email_verified": True}  # fmt: skip
    assert claims_of(said) == {
        "custom:grade": "<claim-1>", "birthdate": "<claim-2>", "cognito:groups": ["qa"], "exp": 5,
        "points": "<claim-3>", "address": {"formatted": "<claim-4>"}, "identities": [{"userId": "<claim-5>"}],
        "email_verified": True,
    }  # fmt: skip


def test_claims_that_are_nested_without_end_are_cut_off():
    deep = {}
    for _ in range(200):
        deep = {"a": deep}
    assert "<claim-1>" in str(claims_of({"scope": deep}))


def test_a_hint_that_is_the_users_name_is_named_as_that():
    values = {"hint": Secret("jane.d1"), "Username": "jane.d1"}
    assert told("not jane.d1", user="", **values) == "not <user-1>"
    assert told("not jane.d1", user="", keep_names=True, **values) == "not jane.d1"


def test_an_attribute_that_is_a_word_leaves_longer_words_alone():
    given = ({"Name": "given_name", "Value": Secret("Practice")},)
    words = "Practice, of us-east-1_Practice1 and Practices"
    assert told(words, UserAttributes=given) == "<attribute-1>, of us-east-1_Practice1 and Practices"


def test_what_only_looks_like_a_token_beside_a_label_stays_as_it_is():
    call = sample_runs.called(
        1, "GetUser", {"AccessToken": Secret("not.a.token"), "FriendlyDeviceName": "a.b.not.a.token"}, sample_runs.T0
    )
    once = redact([recording([sample_runs.started(), call])])
    assert once[0].events[1].params["FriendlyDeviceName"] == "a.b.<access-token-1>"
    assert redact(once) == once


@pytest.mark.parametrize("word", ["a" * 200_000, "ab-" * 70_000, "*" * 200_000, "a+" * 100_000, "a*" * 100_000])
def test_one_long_word_is_looked_through_once(word):
    """Without a bound on the time: where each place were looked at to the word's end, it would take minutes."""
    assert told(word) == word


@pytest.mark.parametrize("email", ["me", "a", "in", "user"])
@pytest.mark.parametrize("name", ["email", "sub"])
def test_an_attribute_that_is_no_address_or_id_leaves_the_words_of_the_protocol_alone(name, email):
    attributes = (MappingProxyType({"Name": name, "Value": Secret(email)}),)
    said = f"InvalidParameterException: {email} is no {name}"
    call = {"Username": "jane.doe", "UserAttributes": attributes, "AuthFlow": "ADMIN_USER_PASSWORD_AUTH"}
    becomes = told(said, user="jane.doe", **call)
    assert becomes.startswith("InvalidParameterException: <")
    signed = sample_runs.called(1, "InitiateAuth", call, sample_runs.T0)
    (done,) = redact([recording([sample_runs.started(), signed])])
    assert list(done.events[1].params) == ["Username", "UserAttributes", "AuthFlow"]
    assert done.events[1].params["AuthFlow"] == "ADMIN_USER_PASSWORD_AUTH"


def test_an_address_that_is_somebodys_password_is_found_in_other_letters_too():
    becomes = told("Jane.Doe@Example.com is locked", password=Secret("jane.doe@example.com"))
    assert becomes == "<password-1> is locked"
