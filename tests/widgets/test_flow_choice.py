"""The configured flow preselects; a choice in the window takes precedence, and the window says which is in force."""

from dataclasses import replace

import pytest

from app.profiles.profile import Profile
from tests.helpers.showing import button, words

PLAIN = Profile(id="plain", name="Plain", user_pool_id="us-east-1_Example1", client_id="client")
AMPLIFY = replace(PLAIN, id="amplify", name="Amplify", amplify_flow="USER_PASSWORD_AUTH", usernames=("ann", "ben"))


@pytest.fixture
def left(make_desk, qtbot):
    desk = make_desk(PLAIN, AMPLIFY)
    qtbot.waitUntil(lambda: desk.panels.top.profile is not None, timeout=10_000)
    desk.panels.top.want("plain")
    return desk.panels.left, desk.panels.top


def test_a_profile_without_a_preference_changes_nothing_and_says_nothing(left):
    column, _ = left
    assert column.flows.chosen_flow == "user_srp"
    assert not column.in_force.isVisible()


def test_the_configured_flow_is_preselected(left):
    column, top = left
    top.want("amplify")
    assert column.flows.chosen_flow == "user_password"
    assert words(column.in_force) == ["In force: User password. The Amplify file says USER_PASSWORD_AUTH."]


def test_a_choice_takes_precedence_and_can_be_taken_back(left):
    column, top = left
    top.want("amplify")
    column.flows.choose("custom")
    said = "In force: Custom, chosen here. The Amplify file says USER_PASSWORD_AUTH."
    assert said in words(column.in_force)
    button(column.in_force, "Use the configured flow").click()
    assert column.flows.chosen_flow == "user_password"
    assert said not in words(column.in_force)


def test_each_profile_remembers_its_choice(left):
    column, top = left
    top.want("amplify")
    column.flows.choose("custom")
    top.want("plain")
    column.flows.choose("user_auth")
    top.want("amplify")
    assert column.flows.chosen_flow == "custom"
    top.want("plain")
    assert column.flows.chosen_flow == "user_auth"


def test_the_profiles_first_user_name_fills_an_empty_form_and_all_are_offered(left):
    column, top = left
    top.want("amplify")
    assert column.form.username == "ann"
    offered = button(column.form, "User names").menu().actions()
    assert [action.text() for action in offered] == ["ann", "ben"]


def test_a_name_that_the_person_typed_stays_when_the_profile_changes(left):
    column, top = left
    column.form.fill(username="carol", password="typed")
    top.want("amplify")
    assert column.form.username == "carol"
    assert column.form.answer().text("password") == "typed"


def test_another_of_the_names_leaves_the_typed_password(left):
    column, top = left
    top.want("amplify")
    column.form.fill(password="typed")
    button(column.form, "User names").menu().actions()[1].trigger()
    assert (column.form.username, column.form.answer().text("password")) == ("ben", "typed")
