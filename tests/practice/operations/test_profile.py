"""The signed-in user's own attributes, over HTTP with boto3."""

from tests.practice.fresh import pairs, refused


def test_get_user_shows_name_and_attributes_with_sub_first(fresh):
    fresh.pool()
    fresh.user()
    shown = fresh.api.get_user(AccessToken=fresh.sign_in()["AccessToken"])
    assert shown["Username"] == "someone"
    assert shown["UserAttributes"][0]["Name"] == "sub"
    assert {"Name": "email_verified", "Value": "true"} in shown["UserAttributes"]


def test_a_client_reads_only_what_it_may(fresh):
    fresh.pool()
    fresh.user(nickname="so")
    narrow = fresh.client(ReadAttributes=["nickname"])
    token = fresh.sign_in(client_id=narrow)["AccessToken"]
    names = [each["Name"] for each in fresh.api.get_user(AccessToken=token)["UserAttributes"]]
    assert names == ["sub", "nickname"]


def test_a_changed_address_gets_a_code_and_is_verified_by_it(fresh):
    fresh.pool()
    fresh.user()
    token = fresh.sign_in()["AccessToken"]
    answer = fresh.api.update_user_attributes(AccessToken=token, UserAttributes=pairs({"email": "new@example.com"}))
    assert [each["Destination"] for each in answer["CodeDeliveryDetailsList"]] == ["n***@e***"]
    assert fresh.attributes()["email_verified"] == "false"
    wrong = "000000" if fresh.code() != "000000" else "111111"
    with refused("CodeMismatchException"):
        fresh.api.verify_user_attribute(AccessToken=token, AttributeName="email", Code=wrong)
    fresh.api.verify_user_attribute(AccessToken=token, AttributeName="email", Code=fresh.code())
    assert fresh.attributes()["email_verified"] == "true"


def test_where_the_pool_asks_for_it_the_old_address_counts_until_the_new_one_is_verified(fresh):
    fresh.pool(UserAttributeUpdateSettings={"AttributesRequireVerificationBeforeUpdate": ["email"]})
    fresh.user()
    token = fresh.sign_in()["AccessToken"]
    fresh.api.update_user_attributes(AccessToken=token, UserAttributes=pairs({"email": "new@example.com"}))
    assert fresh.attributes()["email"] == "someone@example.com"
    assert fresh.practice.messages(fresh.pool_id, "someone")[-1]["destination"] == "new@example.com"
    fresh.api.verify_user_attribute(AccessToken=token, AttributeName="email", Code=fresh.code())
    assert fresh.attributes()["email"] == "new@example.com"
    assert fresh.attributes()["email_verified"] == "true"


def test_a_code_for_an_address_can_be_asked_for_again(fresh):
    fresh.pool()
    fresh.user(email_verified="false")
    token = fresh.sign_in()["AccessToken"]
    fresh.api.get_user_attribute_verification_code(AccessToken=token, AttributeName="email")
    fresh.api.verify_user_attribute(AccessToken=token, AttributeName="email", Code=fresh.code())
    assert fresh.attributes()["email_verified"] == "true"
    with refused("InvalidParameterException"):
        fresh.api.get_user_attribute_verification_code(AccessToken=token, AttributeName="phone_number")
    with refused("InvalidParameterException"):
        fresh.api.get_user_attribute_verification_code(AccessToken=token, AttributeName="nickname")


def test_an_alias_of_somebody_else_is_refused(fresh):
    fresh.pool(AliasAttributes=["email"])
    fresh.user()
    fresh.user("other")
    token = fresh.sign_in()["AccessToken"]
    with refused("AliasExistsException", "An account with the given email already exists."):
        fresh.api.update_user_attributes(AccessToken=token, UserAttributes=pairs({"email": "other@example.com"}))


def test_what_a_user_may_not_write_is_refused(fresh):
    fresh.pool(Schema=[{"Name": "fixed", "AttributeDataType": "String", "Mutable": False}])
    fresh.user(**{"custom:fixed": "1"})
    token = fresh.sign_in()["AccessToken"]
    with refused("NotAuthorizedException", "A client attempted to write unauthorized attribute"):
        fresh.api.update_user_attributes(AccessToken=token, UserAttributes=pairs({"email_verified": "true"}))
    with refused("InvalidParameterException"):
        fresh.api.update_user_attributes(AccessToken=token, UserAttributes=pairs({"custom:fixed": "2"}))


def test_attributes_and_the_user_can_be_deleted(fresh):
    fresh.pool()
    fresh.user(nickname="so")
    token = fresh.sign_in()["AccessToken"]
    fresh.api.delete_user_attributes(AccessToken=token, UserAttributeNames=["nickname"])
    assert "nickname" not in fresh.attributes()
    fresh.api.delete_user(AccessToken=token)
    with refused("UserNotFoundException", "User does not exist."):
        fresh.api.get_user(AccessToken=token)
    with refused("UserNotFoundException", "User does not exist."):
        fresh.sign_in()
