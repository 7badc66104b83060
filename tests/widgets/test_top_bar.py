"""The bar on top."""

import pytest
from PySide6.QtWidgets import QLabel

from app.models.profiles import ProfilesModel
from app.profiles.profile import Profile
from tests.helpers.showing import showing, words
from widgets.top_bar import TopBar


def profile(name: str, endpoint: str = "http://127.0.0.1:52731", region: str = "") -> Profile:
    return Profile(
        id=name, name=name, user_pool_id="us-east-1_Practice1", client_id="c", endpoint_url=endpoint, region=region
    )


@pytest.fixture
def model():
    return ProfilesModel()


@pytest.fixture
def bar(model, qtbot):
    made = TopBar(model)
    qtbot.addWidget(made)
    made.resize(1000, 50)
    made.show()
    return made


def test_the_combo_box_is_labelled_profile(bar):
    (caption,) = [each for each in showing(bar, QLabel) if each.text() == "Profile"]
    assert caption.buddy() is bar.profiles


def test_nothing_can_be_begun_before_there_is_a_profile(bar):
    assert (bar.profile, bar.sign_in.isEnabled(), bar.cancel.isEnabled()) == (None, False, False)


def test_the_first_profile_is_chosen_and_where_it_leads_is_said(bar, model, qtbot):
    with qtbot.waitSignal(bar.profile_chosen):
        model.set_practice((profile("a"), profile("b")))
    assert bar.profile.name == "a"
    assert bar.sign_in.isEnabled()
    assert "us-east-1_Practice1 · 127.0.0.1:52731" in words(bar)


def test_a_region_that_the_pool_id_does_not_say_and_cognito_itself_are_named(bar, model):
    model.set_practice((profile("a", endpoint="", region="eu-west-1"),))
    assert "eu-west-1 · us-east-1_Practice1 · Amazon Cognito" in words(bar)


def test_the_profile_of_last_time_is_chosen_as_soon_as_it_is_there(bar, model):
    bar.want("b")
    model.set_practice((profile("a"), profile("b")))
    assert bar.profile.name == "b"


def test_the_chosen_profile_stays_when_the_list_is_made_anew(bar, model):
    model.set_practice((profile("a"), profile("b")))
    bar.profiles.setCurrentIndex(1)
    bar.profiles.activated.emit(1)
    model.set_practice((profile("new"), profile("a"), profile("b")))
    assert bar.profile.name == "b"


def test_while_a_sign_in_runs_only_cancel_can_be_pressed(bar, model):
    model.set_practice((profile("a"),))
    bar.set_running(True)
    assert (bar.sign_in.isEnabled(), bar.cancel.isEnabled()) == (False, True)
    bar.set_running(False)
    assert (bar.sign_in.isEnabled(), bar.cancel.isEnabled()) == (True, False)


def test_without_any_profile_it_says_so(bar, model):
    model.set_practice((profile("a"),))
    model.set_practice(())
    bar.no_profile("No profile")
    assert (bar.profiles.currentIndex(), bar.profiles.placeholderText()) == (-1, "No profile")
    assert not bar.sign_in.isEnabled()


def test_while_the_list_is_made_anew_nobody_is_told_of_another_profile(bar, model):
    model.set_practice((profile("a"),))
    model.set_own((profile("b"),))
    bar.profiles.setCurrentIndex(model.row_of("b"))
    bar.profiles.activated.emit(model.row_of("b"))
    told = []
    bar.profile_chosen.connect(lambda chosen: told.append(chosen and chosen.name))
    model.set_own((profile("b"), profile("c")))
    assert set(told) == {"b"}
