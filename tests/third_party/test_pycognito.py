"""pycognito signs in to the practice pool with nothing but another endpoint: a client that nobody here wrote."""

import pyotp
import pytest
from botocore.exceptions import ClientError
from pycognito import Cognito
from pycognito.exceptions import (
    ForceChangePasswordException,
    SMSMFAChallengeException,
    SoftwareTokenMFAChallengeException,
    TokenVerificationException,
)

from tests.helpers.practice_pool import PASSWORD

NEW = "Different2?"
KEYS = {"aws_access_key_id": "practice", "aws_secret_access_key": "practice"}


@pytest.fixture(autouse=True)
def seeded(practice):
    practice.control("reset")


@pytest.fixture
def cognito(practice):
    """Make a Cognito object for a user; its boto3 client is closed afterwards."""
    made = []

    def make(username, client="public-all", pool="practice", pool_id="", client_id=""):
        chosen = practice.client(client, pool) if not client_id else {"id": client_id}
        one = Cognito(
            pool_id or practice.pool_id(pool), chosen["id"], username=username, client_secret=chosen.get("secret"),
            boto3_client_kwargs={"endpoint_url": practice.endpoint, **KEYS},
        )
        made.append(one)
        return one

    yield make
    for one in made:
        one.client.close()


@pytest.fixture
def own_pool(practice, cognito):
    """A pool whose users need no attributes, made through the API: a function that makes Cognito objects for it."""
    api = practice.api()
    pool_id = api.create_user_pool(PoolName="own", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
    client_id = api.create_user_pool_client(UserPoolId=pool_id, ClientName="c")["UserPoolClient"]["ClientId"]
    api.close()
    return lambda username: cognito(username, pool_id=pool_id, client_id=client_id)


def refusal(call, *arguments, **more):
    with pytest.raises(ClientError) as caught:
        call(*arguments, **more)
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


@pytest.mark.parametrize("client", ["public-all", "confidential", "srp-only", "defaults", "legacy-values"])
def test_srp_signs_in_and_both_tokens_verify_by_the_key_set(cognito, client):
    user = cognito("plain", client)
    user.authenticate(PASSWORD)
    user.verify_tokens()
    assert user.id_claims["cognito:username"] == "plain"
    assert user.access_claims["username"] == "plain"
    assert user.token_type == "Bearer"


@pytest.mark.parametrize("name", ["plain@example.com", "plain"])
def test_srp_signs_in_by_user_name_and_by_alias(cognito, name):
    user = cognito(name)
    user.authenticate(PASSWORD)
    assert user.id_claims["email"] == "plain@example.com"


def test_srp_signs_in_again_and_again(cognito):
    # Salts, B and S with leading zeros come up about once in 256 times each; a wrong padding shows here.
    user = cognito("plain")
    for _ in range(40):
        user.authenticate(PASSWORD)


@pytest.mark.parametrize("name", ["plain", "nobody"])
def test_a_wrong_password_and_an_unknown_user_are_refused_alike(cognito, name):
    assert refusal(cognito(name).authenticate, "Wrong123!") == (
        "NotAuthorizedException", "Incorrect username or password.",
    )


def test_an_unknown_user_is_told_where_the_client_does_not_hide_it(cognito):
    assert refusal(cognito("nobody", "defaults").authenticate, PASSWORD) == (
        "UserNotFoundException", "User does not exist.",
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("unconfirmed", "UserNotConfirmedException"), ("disabled", "NotAuthorizedException"),
        ("reset-required", "PasswordResetRequiredException"),
    ],
)
def test_users_in_no_state_to_sign_in_are_refused(cognito, name, code):
    assert refusal(cognito(name).authenticate, PASSWORD)[0] == code


def test_a_client_without_its_secret_is_refused(practice, cognito):
    user = cognito("plain", client_id=practice.client("confidential")["id"])
    code, message = refusal(user.authenticate, PASSWORD)
    assert code == "NotAuthorizedException"
    assert message.endswith("is configured with secret but SECRET_HASH was not received")


@pytest.mark.parametrize("client", ["public-all", "confidential"])
def test_tokens_are_renewed(practice, cognito, client):
    user = cognito("plain", client)
    user.authenticate(PASSWORD)
    before = user.access_token
    assert user.check_token(renew=False) is False
    user.renew_access_token()
    assert user.access_token != before
    user.verify_tokens()
    assert user.get_user().sub == user.id_claims["sub"]


def test_a_token_of_another_pool_does_not_verify(practice, cognito):
    user = cognito("plain")
    user.authenticate(PASSWORD)
    other = cognito("plain", "public", "practice-lite")
    with pytest.raises(TokenVerificationException):
        other.verify_token(user.access_token, "access_token", "access")


def test_an_authenticators_code_is_asked_for(practice, cognito):
    user = cognito("totp")
    with pytest.raises(SoftwareTokenMFAChallengeException) as caught:
        user.authenticate(PASSWORD)
    code = practice.authenticator_code(practice.pool_id(), "totp")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert refusal(user.respond_to_software_token_mfa_challenge, wrong)[0] == "CodeMismatchException"
    user.respond_to_software_token_mfa_challenge(code, caught.value.get_tokens())
    user.verify_tokens()


def test_a_code_by_text_message_is_asked_for(practice, cognito):
    user = cognito("sms")
    with pytest.raises(SMSMFAChallengeException):
        user.authenticate(PASSWORD)
    user.respond_to_sms_mfa_challenge(practice.code(practice.pool_id(), "sms"))
    user.verify_tokens()


def test_an_authenticator_is_set_up_and_then_asked_for(practice, cognito):
    user = cognito("plain")
    user.authenticate(PASSWORD)
    secret = user.associate_software_token()
    assert user.verify_software_token(pyotp.TOTP(secret).now(), "phone") is True
    user.set_user_mfa_preference(False, True, "SOFTWARE_TOKEN")
    with pytest.raises(SoftwareTokenMFAChallengeException):
        user.authenticate(PASSWORD)
    with practice.clock_ahead(30):
        user.respond_to_software_token_mfa_challenge(practice.authenticator_code(practice.pool_id(), "plain"))


def test_a_temporary_password_has_to_be_replaced(cognito, own_pool):
    admin = own_pool("admin")
    admin.admin_create_user("new", PASSWORD, email="new@example.com")
    user = own_pool("new")
    with pytest.raises(ForceChangePasswordException):
        user.authenticate(PASSWORD)
    assert refusal(user.new_password_challenge, PASSWORD, "short")[0] == "InvalidPasswordException"
    user.new_password_challenge(PASSWORD, NEW)
    user.verify_tokens()
    own_pool("new").authenticate(NEW)


def test_the_admin_flow_signs_in(cognito):
    for client in ("public-all", "confidential", "legacy-values"):
        user = cognito("plain", client)
        user.admin_authenticate(PASSWORD)
        user.verify_tokens()


def test_the_admin_flow_is_refused_where_the_client_does_not_allow_it(cognito):
    assert refusal(cognito("plain", "srp-only").admin_authenticate, PASSWORD) == (
        "InvalidParameterException", "Auth flow not enabled for this client",
    )


def test_somebody_signs_up_confirms_and_signs_in(practice, own_pool):
    user = own_pool("someone")
    user.set_base_attributes(email="someone@example.com", nickname="so")
    shown = user.register("someone", PASSWORD)
    assert shown["CodeDeliveryDetails"]["Destination"] == "s***@e***"
    assert refusal(user.authenticate, PASSWORD)[0] == "UserNotConfirmedException"
    user.resend_confirmation_code("someone")
    user.confirm_sign_up(practice.code(user.user_pool_id, "someone"))
    user.authenticate(PASSWORD)
    assert user.get_user().nickname == "so"
    assert user.get_user().email_verified is True


def test_a_profile_is_changed_and_an_address_verified(practice, own_pool):
    user = own_pool("someone")
    user.admin_create_user("someone", PASSWORD, email="someone@example.com")
    user.new_password_challenge(PASSWORD, NEW)
    user.update_profile({"nickname": "so", "email": "new@example.com"})
    assert user.get_user().nickname == "so"
    user.send_verification()
    user.validate_verification(practice.code(user.user_pool_id, "someone"))
    assert user.get_user().email_verified is True
    user.admin_update_profile({"nickname": "other"})
    assert user.admin_get_user().nickname == "other"
    assert user.admin_get_user().user_status == "CONFIRMED"


def test_a_password_is_changed_and_a_forgotten_one_replaced(practice, cognito):
    user = cognito("plain")
    user.authenticate(PASSWORD)
    user.change_password(PASSWORD, NEW)
    user.authenticate(NEW)
    user.initiate_forgot_password()
    user.confirm_forgot_password(practice.code(practice.pool_id(), "plain"), PASSWORD)
    user.authenticate(PASSWORD)


def test_groups_are_kept_and_are_in_the_tokens(cognito):
    user = cognito("plain")
    user.authenticate(PASSWORD)
    assert user.id_claims["cognito:groups"] == ["testers"]
    assert [group.group_name for group in user.get_groups()] == ["testers"]
    assert user.get_group("testers").group_name == "testers"
    user.admin_add_user_to_group("sms", "testers")
    assert user.admin_list_groups_for_user("sms") == ["testers"]
    user.admin_remove_user_from_group("sms", "testers")
    assert user.admin_list_groups_for_user("sms") == []


def test_users_are_listed_disabled_reset_and_deleted(cognito):
    user = cognito("plain")
    assert "totp" in {each._metadata["username"] for each in user.get_users()}
    user.admin_disable_user("plain")
    assert refusal(user.authenticate, PASSWORD)[1] == "User is disabled."
    user.admin_enable_user("plain")
    user.admin_reset_password("plain")
    assert refusal(user.authenticate, PASSWORD)[0] == "PasswordResetRequiredException"
    user.admin_delete_user()
    assert refusal(user.admin_get_user)[0] == "UserNotFoundException"


def test_a_log_out_ends_the_tokens_everywhere(cognito):
    user, elsewhere = cognito("plain"), cognito("plain")
    user.authenticate(PASSWORD)
    elsewhere.authenticate(PASSWORD)
    user.logout()
    assert refusal(elsewhere.get_user) == ("NotAuthorizedException", "Access Token has been revoked")
    assert refusal(elsewhere.renew_access_token)[0] == "NotAuthorizedException"


def test_a_user_deletes_itself(cognito):
    user = cognito("plain")
    user.authenticate(PASSWORD)
    user.delete_user()
    assert refusal(user.authenticate, PASSWORD)[0] == "NotAuthorizedException"
