"""Admin operations on users, over HTTP with boto3."""

from tests.helpers.practice_pool import PASSWORD
from tests.practice.fresh import pairs, refused


def admin(fresh, operation, name="someone", **given):
    return getattr(fresh.api, operation)(UserPoolId=fresh.pool_id, Username=name, **given)


def test_a_new_user_gets_an_invitation_with_a_temporary_password(fresh):
    fresh.pool()
    made = admin(fresh, "admin_create_user", UserAttributes=pairs({"email": "someone@example.com"}))["User"]
    assert made["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    assert made["Enabled"] is True
    sent = fresh.practice.messages(fresh.pool_id, "someone")
    assert [(each["medium"], each["purpose"]) for each in sent] == [("EMAIL", "invitation")]
    reply = fresh.api.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH", ClientId=fresh.client_id,
        AuthParameters={"USERNAME": "someone", "PASSWORD": sent[0]["code"]},
    )
    assert reply["ChallengeName"] == "NEW_PASSWORD_REQUIRED"


def test_an_invitation_goes_by_the_media_asked_for_or_not_at_all(fresh):
    fresh.pool()
    both = pairs({"email": "someone@example.com", "phone_number": "+15550101111"})
    admin(fresh, "admin_create_user", UserAttributes=both, DesiredDeliveryMediums=["EMAIL", "SMS"])
    assert {each["medium"] for each in fresh.practice.messages(fresh.pool_id, "someone")} == {"EMAIL", "SMS"}
    admin(fresh, "admin_create_user", "quiet", UserAttributes=both, MessageAction="SUPPRESS")
    assert fresh.practice.messages(fresh.pool_id, "quiet") == []


def test_an_invitation_can_be_sent_again_until_the_user_has_a_password(fresh):
    fresh.pool()
    attributes = pairs({"email": "someone@example.com"})
    admin(fresh, "admin_create_user", UserAttributes=attributes)
    admin(fresh, "admin_create_user", MessageAction="RESEND")
    first, second = fresh.practice.messages(fresh.pool_id, "someone")
    assert first["code"] != second["code"]
    admin(fresh, "admin_set_user_password", Password=PASSWORD, Permanent=True)
    message = "Resend not possible. someone status is not FORCE_CHANGE_PASSWORD"
    with refused("UnsupportedUserStateException", message):
        admin(fresh, "admin_create_user", MessageAction="RESEND")


def test_a_temporary_password_runs_out_after_the_days_of_the_policy(fresh):
    fresh.pool(Policies={"PasswordPolicy": {"MinimumLength": 8, "TemporaryPasswordValidityDays": 2}})
    admin(fresh, "admin_create_user", TemporaryPassword=PASSWORD)
    credentials = {"USERNAME": "someone", "PASSWORD": PASSWORD}
    message = "Temporary password has expired and must be reset by an administrator."
    with fresh.practice.clock_ahead(2 * 24 * 60 * 60 + 1), refused("NotAuthorizedException", message):
        fresh.api.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH", ClientId=fresh.client_id, AuthParameters=credentials
        )


def test_a_name_that_is_taken_is_refused_in_other_words_than_at_sign_up(fresh):
    fresh.pool()
    fresh.user()
    with refused("UsernameExistsException", "User account already exists"):
        admin(fresh, "admin_create_user")


def test_a_user_of_a_passwordless_pool_needs_no_password(fresh):
    fresh.pool(Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}})
    verified = pairs({"email": "someone@example.com", "email_verified": "true"})
    made = admin(fresh, "admin_create_user", UserAttributes=verified, MessageAction="SUPPRESS")["User"]
    assert made["UserStatus"] == "CONFIRMED"


def test_a_password_set_by_an_administrator_is_temporary_unless_it_is_permanent(fresh):
    fresh.pool()
    fresh.user()
    with refused("InvalidPasswordException"):
        admin(fresh, "admin_set_user_password", Password="aaaaaaaa")
    admin(fresh, "admin_set_user_password", Password="Another1!")
    assert fresh.status() == "FORCE_CHANGE_PASSWORD"
    admin(fresh, "admin_set_user_password", Password="Another1!", Permanent=True)
    assert fresh.status() == "CONFIRMED"
    assert "AccessToken" in fresh.sign_in(password="Another1!")


def test_an_administrator_confirms_a_sign_up_once_without_verifying_the_address(fresh):
    fresh.pool()
    fresh.api.sign_up(
        ClientId=fresh.client_id, Username="someone", Password=PASSWORD,
        UserAttributes=pairs({"email": "someone@example.com"}),
    )
    admin(fresh, "admin_confirm_sign_up")
    assert fresh.status() == "CONFIRMED"
    assert fresh.attributes()["email_verified"] == "false"
    with refused("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"):
        admin(fresh, "admin_confirm_sign_up")


def test_a_disabled_user_cannot_sign_in_and_loses_its_tokens(fresh):
    fresh.pool()
    fresh.user()
    token = fresh.sign_in()["AccessToken"]
    admin(fresh, "admin_disable_user")
    with refused("NotAuthorizedException", "User is disabled."):
        fresh.sign_in()
    with refused("NotAuthorizedException"):
        fresh.api.get_user(AccessToken=token)
    admin(fresh, "admin_enable_user")
    assert "AccessToken" in fresh.sign_in()


def test_a_reset_password_has_to_be_replaced_with_the_code(fresh):
    fresh.pool()
    fresh.user()
    admin(fresh, "admin_reset_user_password")
    with refused("PasswordResetRequiredException", "Password reset required for the user"):
        fresh.sign_in()
    fresh.api.confirm_forgot_password(
        ClientId=fresh.client_id, Username="someone", ConfirmationCode=fresh.code(), Password="Another1!"
    )
    assert "AccessToken" in fresh.sign_in(password="Another1!")


def test_a_password_that_is_temporary_cannot_be_reset(fresh):
    fresh.pool()
    admin(fresh, "admin_create_user", TemporaryPassword=PASSWORD)
    with refused("NotAuthorizedException", "User password cannot be reset in the current state."):
        admin(fresh, "admin_reset_user_password")


def test_attributes_are_changed_and_deleted_at_once(fresh):
    fresh.pool()
    fresh.user()
    changes = pairs({"email": "new@example.com", "email_verified": "true", "nickname": "so"})
    admin(fresh, "admin_update_user_attributes", UserAttributes=changes)
    assert fresh.attributes()["email_verified"] == "true"
    admin(fresh, "admin_update_user_attributes", UserAttributes=pairs({"email": "newer@example.com"}))
    assert fresh.attributes()["email_verified"] == "false"
    admin(fresh, "admin_delete_user_attributes", UserAttributeNames=["nickname"])
    assert "nickname" not in fresh.attributes()
    with refused("InvalidParameterException"):
        admin(fresh, "admin_update_user_attributes", UserAttributes=pairs({"sub": "other"}))


def test_a_user_is_found_by_name_sub_and_alias(fresh):
    fresh.pool(AliasAttributes=["email"])
    fresh.user()
    for name in ("someone", fresh.attributes()["sub"], "someone@example.com"):
        assert admin(fresh, "admin_get_user", name)["Username"] == "someone"
    admin(fresh, "admin_delete_user", "someone@example.com")
    with refused("UserNotFoundException", "User does not exist."):
        admin(fresh, "admin_get_user")
