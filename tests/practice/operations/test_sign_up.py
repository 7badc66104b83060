"""Sign-up by the user, over HTTP with boto3."""

import pytest

from tests.helpers.practice_pool import PASSWORD
from tests.practice.fresh import pairs, refused

EMAIL = pairs({"email": "someone@example.com"})


def sign_up(fresh, name="someone", client_id="", **given):
    given = {"UserAttributes": EMAIL, "Password": PASSWORD, **given}
    return fresh.api.sign_up(ClientId=client_id or fresh.client_id, Username=name, **given)


def confirm(fresh, code, name="someone", client_id="", **given):
    return fresh.api.confirm_sign_up(
        ClientId=client_id or fresh.client_id, Username=name, ConfirmationCode=code, **given
    )


def test_a_user_signs_up_confirms_with_the_code_and_signs_in(fresh):
    fresh.pool()
    answer = sign_up(fresh)
    assert answer["UserConfirmed"] is False
    assert answer["CodeDeliveryDetails"] == {
        "Destination": "s***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email",
    }
    with refused("UserNotConfirmedException", "User is not confirmed."):
        fresh.sign_in()
    confirm(fresh, fresh.code())
    assert fresh.attributes()["email_verified"] == "true"
    assert fresh.attributes()["sub"] == answer["UserSub"]
    assert "AccessToken" in fresh.sign_in()


def test_a_wrong_code_is_refused_and_the_right_one_still_works(fresh):
    fresh.pool()
    sign_up(fresh)
    code = fresh.code()
    with refused("CodeMismatchException", "Invalid verification code provided, please try again."):
        confirm(fresh, "000000" if code != "000000" else "111111")
    confirm(fresh, code)


def test_five_wrong_codes_end_the_tries_until_some_time_has_passed(fresh):
    fresh.pool()
    sign_up(fresh)
    code = fresh.code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        with refused("CodeMismatchException"):
            confirm(fresh, wrong)
    with refused("LimitExceededException", "Attempt limit exceeded, please try after some time."):
        confirm(fresh, code)
    with fresh.practice.clock_ahead(15 * 60 + 1):
        confirm(fresh, code)


def test_a_code_runs_out_after_a_day_and_a_new_one_can_be_sent(fresh):
    fresh.pool()
    sign_up(fresh)
    with fresh.practice.clock_ahead(24 * 60 * 60 + 1):
        with refused("ExpiredCodeException", "Invalid code provided, please request a code again."):
            confirm(fresh, fresh.code())
        fresh.api.resend_confirmation_code(ClientId=fresh.client_id, Username="someone")
        confirm(fresh, fresh.code())


def test_a_new_code_ends_the_one_before(fresh):
    fresh.pool()
    sign_up(fresh)
    first = fresh.code()
    fresh.api.resend_confirmation_code(ClientId=fresh.client_id, Username="someone")
    if fresh.code() != first:
        with refused("CodeMismatchException"):
            confirm(fresh, first)
    confirm(fresh, fresh.code())


def test_a_user_cannot_be_confirmed_twice_or_get_another_code(fresh):
    fresh.pool()
    sign_up(fresh)
    confirm(fresh, fresh.code())
    with refused("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"):
        confirm(fresh, "123456")
    with refused("InvalidParameterException", "User is already confirmed."):
        fresh.api.resend_confirmation_code(ClientId=fresh.client_id, Username="someone")


def test_a_name_that_is_taken_is_refused(fresh):
    fresh.pool()
    sign_up(fresh)
    with refused("UsernameExistsException", "User already exists"):
        sign_up(fresh)


def test_names_differ_by_case_unless_the_pool_says_otherwise(fresh):
    fresh.pool(UsernameConfiguration={"CaseSensitive": False})
    sign_up(fresh)
    with refused("UsernameExistsException"):
        sign_up(fresh, "SomeOne")
    confirm(fresh, fresh.code(), "SOMEONE")
    assert "AccessToken" in fresh.sign_in("SomeOne")


def test_names_differ_by_case_where_the_pool_does_not_say(fresh):
    fresh.pool()
    sign_up(fresh)
    sign_up(fresh, "SomeOne")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Aa1!", "Password not long enough"),
        ("AAAAAA1!", "Password must have lowercase characters"),
        ("aaaaaa1!", "Password must have uppercase characters"),
        ("Aaaaaaa!", "Password must have numeric characters"),
        ("Aaaaaaa1", "Password must have symbol characters"),
    ],
)
def test_a_password_that_breaks_the_policy_is_refused_with_its_reason(fresh, password, reason):
    fresh.pool()
    with refused("InvalidPasswordException", f"Password did not conform with policy: {reason}"):
        sign_up(fresh, Password=password)


def test_a_policy_that_asks_for_length_alone_takes_letters(fresh):
    fresh.pool(Policies={"PasswordPolicy": {"MinimumLength": 6}})
    sign_up(fresh, Password="aaaaaa")


def test_sign_up_can_be_left_to_administrators(fresh):
    fresh.pool(AdminCreateUserConfig={"AllowAdminCreateUserOnly": True})
    with refused("NotAuthorizedException", "SignUp is not permitted for this user pool"):
        sign_up(fresh)


def test_where_nothing_is_verified_no_code_is_sent(fresh):
    fresh.pool(AutoVerifiedAttributes=[])
    assert "CodeDeliveryDetails" not in sign_up(fresh)
    assert fresh.practice.messages(fresh.pool_id) == []
    with refused("NotAuthorizedException", "Cannot resend codes. Auto verification not turned on."):
        fresh.api.resend_confirmation_code(ClientId=fresh.client_id, Username="someone")


def test_a_phone_number_gets_a_text_message(fresh):
    fresh.pool(AutoVerifiedAttributes=["phone_number"])
    answer = sign_up(fresh, UserAttributes=pairs({"phone_number": "+15550101234"}))
    assert answer["CodeDeliveryDetails"] == {
        "Destination": "+*******1234", "DeliveryMedium": "SMS", "AttributeName": "phone_number",
    }
    sent = fresh.practice.messages(fresh.pool_id, "someone")[-1]
    assert (sent["medium"], sent["destination"], sent["purpose"]) == ("SMS", "+15550101234", "sign_up")


def test_required_attributes_have_to_be_there(fresh):
    fresh.pool(Schema=[{"Name": "given_name", "Required": True}])
    with refused(
        "InvalidParameterException", "Attributes did not conform to the schema: given_name: The attribute is required"
    ):
        sign_up(fresh)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"email": "nobody"}, "Invalid email address format."),
        ({"phone_number": "555"}, "Invalid phone number format."),
        ({"custom:tier": "gold"},
         "Attributes did not conform to the schema: custom:tier: Attribute does not exist in the schema."),
    ],
)
def test_attributes_that_do_not_fit_are_refused(fresh, given, message):
    fresh.pool()
    with refused("InvalidParameterException", message):
        sign_up(fresh, UserAttributes=pairs(given))


def test_a_user_cannot_call_an_address_verified(fresh):
    fresh.pool()
    with refused("NotAuthorizedException", "A client attempted to write unauthorized attribute"):
        sign_up(fresh, UserAttributes=[*EMAIL, *pairs({"email_verified": "true"})])


def test_a_client_writes_only_what_it_may(fresh):
    fresh.pool()
    narrow = fresh.client(WriteAttributes=["email"])
    with refused("NotAuthorizedException", "A client attempted to write unauthorized attribute"):
        sign_up(fresh, client_id=narrow, UserAttributes=[*EMAIL, *pairs({"nickname": "so"})])


def test_in_a_pool_with_e_mail_names_the_real_name_is_the_sub(fresh):
    fresh.pool(UsernameAttributes=["email"])
    with refused("InvalidParameterException", "Username should be an email."):
        sign_up(fresh, UserAttributes=[])
    answer = sign_up(fresh, "someone@example.com", UserAttributes=[])
    confirm(fresh, fresh.code("someone@example.com"), "someone@example.com")
    tokens = fresh.sign_in("someone@example.com")
    shown = fresh.api.get_user(AccessToken=tokens["AccessToken"])
    assert shown["Username"] == answer["UserSub"]
    with refused("UsernameExistsException", "An account with the given email already exists."):
        sign_up(fresh, "someone@example.com", UserAttributes=[])


@pytest.mark.parametrize(
    ("allowed", "message"),
    [
        (["phone_number"], "Username should be a phone number."),
        (["email", "phone_number"], "Username should be either an email or a phone number."),
    ],
)
def test_a_name_that_is_no_address_is_refused_where_it_has_to_be_one(fresh, allowed, message):
    fresh.pool(UsernameAttributes=allowed)
    with refused("InvalidParameterException", message):
        sign_up(fresh)


def test_an_alias_works_once_it_is_verified_and_belongs_to_one_user(fresh):
    fresh.pool(AliasAttributes=["email"])
    with refused("InvalidParameterException"):
        sign_up(fresh, "someone@example.com")
    sign_up(fresh)
    with refused("UserNotFoundException"):
        confirm(fresh, fresh.code(), "someone@example.com")
    confirm(fresh, fresh.code())
    assert "AccessToken" in fresh.sign_in("someone@example.com")
    sign_up(fresh, "other")
    with refused("AliasExistsException", "An account with the given email already exists."):
        confirm(fresh, fresh.code("other"), "other")
    confirm(fresh, fresh.code("other"), "other", ForceAliasCreation=True)
    assert fresh.attributes("someone")["email_verified"] == "false"
    token = fresh.sign_in("someone@example.com")["AccessToken"]
    assert fresh.api.get_user(AccessToken=token)["Username"] == "other"


def test_who_does_not_exist_shows_or_not_as_the_client_says(fresh):
    fresh.pool()
    hidden = fresh.client(PreventUserExistenceErrors="ENABLED")
    with refused("UserNotFoundException", "Username/client id combination not found."):
        confirm(fresh, "123456", "nobody")
    with refused("UserNotFoundException", "Username/client id combination not found."):
        fresh.api.resend_confirmation_code(ClientId=fresh.client_id, Username="nobody")
    with refused("ExpiredCodeException", "Invalid code provided, please request a code again."):
        confirm(fresh, "123456", "nobody", client_id=hidden)
    shown = fresh.api.resend_confirmation_code(ClientId=hidden, Username="nobody@example.com")
    assert shown["CodeDeliveryDetails"]["Destination"] == "n***@e***"


def test_a_client_with_a_secret_wants_its_hash(fresh):
    fresh.pool()
    made = fresh.api.create_user_pool_client(UserPoolId=fresh.pool_id, ClientName="c", GenerateSecret=True)
    secret_id = made["UserPoolClient"]["ClientId"]
    message = f"Client {secret_id} is configured for secret but secret was not received"
    with refused("NotAuthorizedException", message):
        sign_up(fresh, client_id=secret_id)
    with refused("NotAuthorizedException", f"Unable to verify secret hash for client {secret_id}"):
        sign_up(fresh, client_id=secret_id, SecretHash="AAAA")
    message = f"App client {fresh.client_id} is not configured for secret but secret hash was received"
    with refused("InvalidParameterException", message):
        sign_up(fresh, SecretHash="AAAA")


def test_an_unknown_client_is_named(fresh):
    with refused("ResourceNotFoundException", "User pool client nothere does not exist."):
        sign_up(fresh, client_id="nothere")
