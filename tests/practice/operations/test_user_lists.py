"""ListUsers with its filter, over HTTP with boto3."""

import pytest

from tests.practice.fresh import refused


@pytest.fixture
def people(fresh):
    fresh.pool()
    for name in ("anna", "annika", "bert"):
        fresh.user(name, given_name=name.title())
    fresh.api.admin_disable_user(UserPoolId=fresh.pool_id, Username="bert")
    return fresh


def names(people, text=""):
    given = {"Filter": text} if text else {}
    return [user["Username"] for user in people.api.list_users(UserPoolId=people.pool_id, **given)["Users"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["anna", "annika", "bert"]),
        ('username = "anna"', ["anna"]),
        ('username ^= "ann"', ["anna", "annika"]),
        ('"email" ^= "bert@"', ["bert"]),
        ('given_name = "Annika"', ["annika"]),
        ('status = "Disabled"', ["bert"]),
        ('cognito:user_status = "CONFIRMED"', ["anna", "annika", "bert"]),
        ('username = "nobody"', []),
    ],
)
def test_a_filter_compares_wholly_or_by_the_start(people, text, expected):
    assert names(people, text) == expected


@pytest.mark.parametrize("text", ["username", 'nickname = "a"', 'username > "a"', 'username = "a" or "b"'])
def test_a_filter_that_cannot_be_read_is_refused(people, text):
    with refused("InvalidParameterException"):
        names(people, text)


def test_users_come_by_pages_with_the_attributes_asked_for(people):
    first = people.api.list_users(UserPoolId=people.pool_id, Limit=2, AttributesToGet=["email"])
    assert [user["Username"] for user in first["Users"]] == ["anna", "annika"]
    assert first["Users"][0]["Attributes"] == [{"Name": "email", "Value": "anna@example.com"}]
    rest = people.api.list_users(UserPoolId=people.pool_id, Limit=2, PaginationToken=first["PaginationToken"])
    assert [user["Username"] for user in rest["Users"]] == ["bert"]
    assert "PaginationToken" not in rest
