"""Passwords in the hands of their user, over HTTP with boto3."""

from tests.helpers.practice_pool import PASSWORD
from tests.practice.fresh import RECOVER_BY_EMAIL, refused

NEW = "Different2?"


def forgot(fresh, name="someone", client_id=""):
    return fresh.api.forgot_password(ClientId=client_id or fresh.client_id, Username=name)


def confirm(fresh, code, password=NEW, name="someone", client_id=""):
    return fresh.api.confirm_forgot_password(
        ClientId=client_id or fresh.client_id, Username=name, ConfirmationCode=code, Password=password
    )


def test_a_forgotten_password_is_replaced_by_the_code(fresh):
    fresh.pool(AccountRecoverySetting=RECOVER_BY_EMAIL)
    fresh.user()
    answer = forgot(fresh)
    assert answer["CodeDeliveryDetails"] == {
        "Destination": "s***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email",
    }
    confirm(fresh, fresh.code())
    with refused("NotAuthorizedException", "Incorrect username or password."):
        fresh.sign_in()
    assert "AccessToken" in fresh.sign_in(password=NEW)
    with refused("ExpiredCodeException", "Invalid code provided, please request a code again."):
        confirm(fresh, fresh.code())


def test_a_refused_password_leaves_the_code_good(fresh):
    fresh.pool()
    fresh.user()
    forgot(fresh)
    with refused("InvalidPasswordException", "Password did not conform with policy: Password not long enough"):
        confirm(fresh, fresh.code(), "Aa1!")
    confirm(fresh, fresh.code())


def test_a_wrong_code_is_refused_five_times_and_then_no_longer_read(fresh):
    fresh.pool()
    fresh.user()
    forgot(fresh)
    wrong = "000000" if fresh.code() != "000000" else "111111"
    for _ in range(5):
        with refused("CodeMismatchException", "Invalid verification code provided, please try again."):
            confirm(fresh, wrong)
    with refused("LimitExceededException", "Attempt limit exceeded, please try after some time."):
        confirm(fresh, fresh.code())


def test_a_code_for_a_new_password_runs_out_after_an_hour(fresh):
    fresh.pool()
    fresh.user()
    forgot(fresh)
    with fresh.practice.clock_ahead(60 * 60 - 5), refused("InvalidPasswordException"):
        confirm(fresh, fresh.code(), "Aa1!")
    with fresh.practice.clock_ahead(60 * 60 + 5), refused("ExpiredCodeException"):
        confirm(fresh, fresh.code())


def test_codes_are_not_sent_without_end(fresh):
    fresh.pool()
    fresh.user()
    for _ in range(5):
        forgot(fresh)
    with refused("LimitExceededException", "Attempt limit exceeded, please try after some time."):
        forgot(fresh)
    with fresh.practice.clock_ahead(15 * 60 + 1):
        forgot(fresh)


def test_without_a_verified_address_there_is_no_reset(fresh):
    fresh.pool()
    fresh.user(email_verified="false")
    message = "Cannot reset password for the user as there is no registered/verified email or phone_number"
    with refused("InvalidParameterException", message):
        forgot(fresh)


def test_the_pool_says_which_address_comes_first(fresh):
    by_phone = {"RecoveryMechanisms": [
        {"Priority": 2, "Name": "verified_email"}, {"Priority": 1, "Name": "verified_phone_number"},
    ]}
    fresh.pool(AccountRecoverySetting=by_phone)
    fresh.user(phone_number="+15550107777", phone_number_verified="true")
    assert forgot(fresh)["CodeDeliveryDetails"]["Destination"] == "+*******7777"


def test_recovery_can_be_left_to_administrators(fresh):
    fresh.pool(AccountRecoverySetting={"RecoveryMechanisms": [{"Priority": 1, "Name": "admin_only"}]})
    fresh.user()
    with refused("NotAuthorizedException", "Contact administrator to reset password."):
        forgot(fresh)


def test_a_user_with_a_temporary_password_cannot_reset_it(fresh):
    fresh.pool()
    fresh.api.admin_create_user(UserPoolId=fresh.pool_id, Username="new", TemporaryPassword=PASSWORD)
    with refused("NotAuthorizedException", "User password cannot be reset in the current state."):
        forgot(fresh, "new")


def test_a_disabled_user_gets_no_code(fresh):
    fresh.pool()
    fresh.user()
    fresh.api.admin_disable_user(UserPoolId=fresh.pool_id, Username="someone")
    with refused("NotAuthorizedException", "User is disabled."):
        forgot(fresh)


def test_who_does_not_exist_shows_or_not_as_the_client_says(fresh):
    fresh.pool()
    hidden = fresh.client(PreventUserExistenceErrors="ENABLED")
    with refused("UserNotFoundException", "Username/client id combination not found."):
        forgot(fresh, "nobody")
    first, second = forgot(fresh, "nobody", hidden), forgot(fresh, "nobody", hidden)
    assert first["CodeDeliveryDetails"] == second["CodeDeliveryDetails"]
    assert fresh.practice.messages(fresh.pool_id) == []
    with refused("ExpiredCodeException"):
        confirm(fresh, "123456", name="nobody", client_id=hidden)


def test_a_password_is_changed_with_the_one_before(fresh):
    fresh.pool()
    fresh.user()
    token = fresh.sign_in()["AccessToken"]
    with refused("NotAuthorizedException", "Incorrect username or password."):
        fresh.api.change_password(AccessToken=token, PreviousPassword="Wrong123!", ProposedPassword=NEW)
    with refused("InvalidParameterException", "Missing required parameter OldPassword"):
        fresh.api.change_password(AccessToken=token, ProposedPassword=NEW)
    with refused("InvalidPasswordException"):
        fresh.api.change_password(AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword="Aa1!aa")
    fresh.api.change_password(AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword=NEW)
    assert "AccessToken" in fresh.sign_in(password=NEW)


def test_the_previous_password_cannot_be_guessed_without_end(fresh):
    fresh.pool()
    fresh.user()
    token = fresh.sign_in()["AccessToken"]
    for _ in range(5):
        with refused("NotAuthorizedException"):
            fresh.api.change_password(AccessToken=token, PreviousPassword="Wrong123!", ProposedPassword=NEW)
    with refused("LimitExceededException"):
        fresh.api.change_password(AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword=NEW)


def test_the_migration_trigger_brings_a_user_who_forgot_the_password(practice, api):
    pool_id, client_id = practice.pool_id(), practice.client("defaults")["id"]
    api.forgot_password(ClientId=client_id, Username="legacy")
    code = practice.code(pool_id, "legacy")
    api.confirm_forgot_password(ClientId=client_id, Username="legacy", ConfirmationCode=code, Password=NEW)
    assert api.admin_get_user(UserPoolId=pool_id, Username="legacy")["UserStatus"] == "CONFIRMED"
    api.admin_delete_user(UserPoolId=pool_id, Username="legacy")
