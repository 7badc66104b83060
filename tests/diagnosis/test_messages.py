"""Every end of a run is explained in three parts, whatever Cognito or the way to it said."""

import pytest
from botocore.loaders import Loader
from hypothesis import given
from hypothesis import strategies as st

from app.diagnosis.messages import AWS_CREDENTIALS, MESSAGES, Explained, explain_end
from app.errors import PasskeyTrouble
from app.texts import has_text, text
from app.transcript.events import Ended
from tests.diagnosis.cases import FAULTS

MODEL = Loader().load_service_model("cognito-idp", "service-2")
OPERATIONS = (
    "InitiateAuth",
    "RespondToAuthChallenge",
    "AdminInitiateAuth",
    "AdminRespondToAuthChallenge",
    "AssociateSoftwareToken",
    "VerifySoftwareToken",
    "GetTokensFromRefreshToken",
    "RevokeToken",
    "GlobalSignOut",
    "ConfirmDevice",
    "ListDevices",
    "ForgetDevice",
    "UpdateDeviceStatus",
    "GetUserAuthFactors",
    "StartWebAuthnRegistration",
    "CompleteWebAuthnRegistration",
    "ListWebAuthnCredentials",
    "DeleteWebAuthnCredential",
)
DECLARED = sorted({error["shape"] for name in OPERATIONS for error in MODEL["operations"][name]["errors"]})


def ended(reason, code="", message="", operation="InitiateAuth"):
    return Ended(at=0.0, reason=reason, code=code, message=message, operation=operation)


def parts(explained):
    return [explained.title, explained.what, explained.why, explained.try_]


@pytest.mark.parametrize("key", sorted({key for _, _, key in MESSAGES} | {"aws_credentials", "user_deleted", "other"}))
@pytest.mark.parametrize("part", ["what", "why", "try"])
def test_every_cause_in_the_table_has_its_three_texts(key, part):
    assert has_text(f"end.refused.{key}.{part}")


@pytest.mark.parametrize(
    ("code", "message", "key"),
    [
        ("InvalidParameterException", "Selected challenge is not available", "choice_unavailable"),
        ("InvalidParameterException", "USER_AUTH flow not enabled for this client", "flow_off"),
        ("InvalidParameterException", "Invalid device key given.", "device_key_invalid"),
        ("ResourceNotFoundException", "Device does not exist.", "device_gone"),
    ],
)
def test_a_refusal_of_a_choice_or_a_device_is_told_apart_by_its_message(code, message, key):
    assert explain_end(ended("refused", code, message)).what == text(f"end.refused.{key}.what")


@pytest.mark.parametrize("trouble", ["missing", "locked", "from tomorrow"])
def test_a_device_that_is_not_known_here_is_explained_with_its_key(trouble):
    explained = explain_end(ended("device", trouble, "us-east-1_0000"))
    assert explained.title == text("end.device.title")
    assert "us-east-1_0000" in explained.what + explained.why


@pytest.mark.parametrize("code", DECLARED)
def test_every_exception_that_the_model_declares_is_explained_in_three_parts(code):
    explained = explain_end(ended("refused", code, "Something was wrong."))
    assert explained.title == code
    assert all(parts(explained))


def test_every_exception_that_the_model_declares_has_words_of_its_own():
    general = parts(explain_end(ended("refused", "NoSuchException", "Something was wrong.")))[1:]
    same = [
        code for code in DECLARED if parts(explain_end(ended("refused", code, "Something was wrong.")))[1:] == general
    ]
    assert set(same) <= {"InvalidParameterException", "NotAuthorizedException"}  # these are told apart by their message


@pytest.mark.parametrize(
    ("code", "message", "what"),
    [
        ("NotAuthorizedException", "Invalid session for the user, session is expired.", "session_expired"),
        ("NotAuthorizedException", "Invalid session for the user, session can only be used once.", "session_spent"),
        ("NotAuthorizedException", "Invalid session for the user.", "session_invalid"),
        ("NotAuthorizedException", "User is disabled.", "user_disabled"),
        ("NotAuthorizedException", "Password attempts exceeded", "attempts_exceeded"),
        (
            "NotAuthorizedException",
            "Temporary password has expired and must be reset by an administrator.",
            "temporary_password_expired",
        ),
        ("NotAuthorizedException", "Unable to verify secret hash for client 1example", "secret_hash_wrong"),
        (
            "NotAuthorizedException",
            "Client 1example is configured for secret but secret was not received",
            "secret_hash_missing",
        ),
        (
            "NotAuthorizedException",
            "Client 1example is configured with secret but SECRET_HASH was not received",
            "secret_hash_missing",
        ),
        ("NotAuthorizedException", "Refresh Token has expired", "refresh_expired"),
        ("NotAuthorizedException", "Refresh Token has been revoked", "refresh_revoked"),
        ("NotAuthorizedException", "Invalid Refresh Token", "refresh_invalid"),
        ("NotAuthorizedException", "Invalid Refresh Token.", "refresh_invalid"),
        (
            "NotAuthorizedException",
            "The user has been deleted for the associated refresh token",
            "refresh_user_deleted",
        ),
        ("NotAuthorizedException", "Access Token has expired", "access_expired"),
        ("NotAuthorizedException", "Access Token has been revoked", "access_revoked"),
        ("NotAuthorizedException", "Could not verify signature for Access Token", "access_invalid"),
        ("NotAuthorizedException", "Invalid client or secret", "UnauthorizedException"),
        ("UnsupportedOperationException", "This API does not support refresh token rotation", "rotation_on"),
        ("UnsupportedOperationException", "This feature is not enabled for this client", "revocation_off"),
        ("UnsupportedOperationException", "something new", "UnsupportedOperationException"),
        ("RefreshTokenReuseException", "Refresh token reuse detected", "RefreshTokenReuseException"),
        ("NotAuthorizedException", "Incorrect username or password.", "wrong_credentials"),
        ("InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client", "flow_off"),
        ("InvalidParameterException", "Auth flow not enabled for this client", "flow_off"),
        ("InvalidParameterException", "USER_SRP_AUTH is not enabled for the client.", "flow_off"),
        ("InvalidParameterException", "CUSTOM_AUTH is not enabled for the client.", "flow_off"),
        ("InvalidParameterException", "Only custom auth (lambda driven) is enabled for this client.", "flow_off"),
        ("InvalidParameterException", "Initiate Auth method not supported.", "flow_elsewhere"),
        (
            "InvalidParameterException",
            "Custom auth lambda trigger is not configured for the user pool.",
            "no_custom_trigger",
        ),
        ("InvalidParameterException", "Missing required parameter USERNAME", "parameter_missing"),
        ("ResourceNotFoundException", "User pool client 1example does not exist.", "no_such_client"),
        ("ResourceNotFoundException", "User pool us-east-1_X does not exist.", "no_such_pool"),
        ("UserLambdaValidationException", "PreAuthentication failed with error no.", "trigger_refused"),
        ("UnexpectedLambdaException", "PreAuthentication invocation failed due to error", "trigger_failed"),
        ("InvalidLambdaResponseException", "Invalid lambda function output : Invalid JSON", "trigger_nonsense"),
    ],
)
def test_a_message_of_cognitos_tells_the_cause(code, message, what):
    from app.texts import text

    explained = explain_end(ended("refused", code, message))
    assert explained.what == text(f"end.refused.{what}.what", code=code, message=message, operation="InitiateAuth")


@pytest.mark.parametrize("code", sorted(AWS_CREDENTIALS))
def test_what_aws_says_of_credentials_is_told_as_that(code):
    assert "AWS did not accept the credentials" in explain_end(ended("refused", code, "no")).what


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_on_the_way_has_words_of_its_own(fault):
    assert has_text(f"end.failed.{fault.value}.what")
    assert all(parts(explain_end(ended("failed", fault.value, "some detail"))))


@pytest.mark.parametrize(
    ("fault", "sent"), [("credentials", False), ("parameters", False), ("endpoint", False), ("tls", True)]
)
def test_a_call_that_was_not_sent_has_no_answer_to_wait_for(fault, sent):
    title = explain_end(Ended(at=0, reason="failed", code=fault)).title
    assert title == text("end.failed.title" if sent else "end.failed.title_unsent")


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("unexpected", "ChallengeName, AuthenticationResult"),
        ("unexpected", "AccessToken"),
        ("cancelled", ""),
        ("bug", "KeyError"),
        ("profile", "region"),
        ("profile", "user_pool_id"),
        ("profile", "client_id"),
        ("profile", "endpoint_url"),
    ],
)
def test_every_other_end_is_explained_too(reason, code):
    assert all(parts(explain_end(ended(reason, code, "detail"))))


@given(
    code=st.text(max_size=40), message=st.text(max_size=80), reason=st.sampled_from(["refused", "failed", "unexpected"])
)
def test_no_words_of_a_server_make_explaining_fail(code, message, reason):
    assert isinstance(explain_end(ended(reason, code, message)), Explained)


@pytest.mark.parametrize("code", ["other.what", "{0.__class__}", "..", "other", "title", "{message}"])
def test_a_code_that_looks_like_a_key_is_only_a_word(code):
    explained = explain_end(ended("refused", code, "{code} %s"))
    assert explained.title == code
    assert "{code} %s" in explained.why


@pytest.mark.parametrize(
    ("code", "detail", "part"),
    [
        ("relying_party", "public_suffix", "anybody can register names below it"),
        ("not_kept", "locked", "The keyring: locked."),
        ("options", "challenge", "challenge"),
        ("unsupported", "UNSUPPORTED_ALGORITHM", "UNSUPPORTED_ALGORITHM"),
        ("no_passkey", "", "They were made by another authenticator"),
    ],
)
def test_what_an_authenticator_says_is_told_in_words_where_there_are_any(code, detail, part):
    assert part in explain_end(ended("passkey", code, detail)).why


@pytest.mark.parametrize("trouble", list(PasskeyTrouble))
def test_every_trouble_of_an_authenticator_has_words_of_its_own(trouble):
    assert has_text(f"end.passkey.{trouble}.what")
    assert all(parts(explain_end(ended("passkey", trouble.value, "detail"))))


@pytest.mark.parametrize(
    ("operation", "cause"), [("GetUser", "user_deleted"), ("InitiateAuth", "UserNotFoundException")]
)
def test_an_access_token_of_nobody_is_told_apart_from_a_name_that_nobody_has(operation, cause):
    explained = explain_end(ended("refused", "UserNotFoundException", "User does not exist.", operation))
    assert explained.what == text(f"end.refused.{cause}.what")
