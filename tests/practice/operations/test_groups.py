"""Groups and who is in them, over HTTP with boto3."""

import jwt

from tests.practice.fresh import refused

ROLE = "arn:aws:iam::000000000000:role/"


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def group(fresh, operation, **given):
    return getattr(fresh.api, operation)(UserPoolId=fresh.pool_id, **given)


def test_a_group_is_made_changed_listed_and_deleted(fresh):
    fresh.pool()
    group(fresh, "create_group", GroupName="testers", Description="who test", Precedence=3)
    with refused("GroupExistsException", "A group with the name already exists."):
        group(fresh, "create_group", GroupName="testers")
    group(fresh, "update_group", GroupName="testers", Precedence=1)
    shown = group(fresh, "get_group", GroupName="testers")["Group"]
    assert (shown["Description"], shown["Precedence"]) == ("who test", 1)
    assert [each["GroupName"] for each in group(fresh, "list_groups")["Groups"]] == ["testers"]
    group(fresh, "delete_group", GroupName="testers")
    with refused("ResourceNotFoundException", "Group not found."):
        group(fresh, "get_group", GroupName="testers")


def test_users_join_and_leave(fresh):
    fresh.pool()
    fresh.user()
    group(fresh, "create_group", GroupName="testers")
    for _ in range(2):
        group(fresh, "admin_add_user_to_group", GroupName="testers", Username="someone")
    members = group(fresh, "list_users_in_group", GroupName="testers")["Users"]
    assert [user["Username"] for user in members] == ["someone"]
    assert len(group(fresh, "admin_list_groups_for_user", Username="someone")["Groups"]) == 1
    group(fresh, "admin_remove_user_from_group", GroupName="testers", Username="someone")
    assert group(fresh, "list_users_in_group", GroupName="testers")["Users"] == []


def test_groups_are_in_both_tokens_and_their_roles_in_the_id_token(fresh):
    fresh.pool()
    fresh.user()
    group(fresh, "create_group", GroupName="second", Precedence=2, RoleArn=ROLE + "second")
    group(fresh, "create_group", GroupName="first", Precedence=1, RoleArn=ROLE + "first")
    for name in ("second", "first"):
        group(fresh, "admin_add_user_to_group", GroupName=name, Username="someone")
    tokens = fresh.sign_in()
    in_id, in_access = claims(tokens["IdToken"]), claims(tokens["AccessToken"])
    assert in_id["cognito:groups"] == in_access["cognito:groups"] == ["second", "first"]
    assert in_id["cognito:roles"] == [ROLE + "first", ROLE + "second"]
    assert in_id["cognito:preferred_role"] == ROLE + "first"
    assert "cognito:roles" not in in_access


def test_a_deleted_group_is_gone_from_its_users(fresh):
    fresh.pool()
    fresh.user()
    group(fresh, "create_group", GroupName="testers")
    group(fresh, "admin_add_user_to_group", GroupName="testers", Username="someone")
    group(fresh, "delete_group", GroupName="testers")
    assert "cognito:groups" not in claims(fresh.sign_in()["IdToken"])
