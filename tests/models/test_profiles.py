"""The list of profiles."""

from PySide6.QtCore import Qt

from app.models.profiles import ProfilesModel
from app.profiles.profile import Profile


def profile(name: str) -> Profile:
    return Profile(id=name, name=name, user_pool_id="us-east-1_Practice1", client_id="client1")


def names(model: ProfilesModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_practice_profiles_stand_before_the_persons_own(qtmodeltester):
    model = ProfilesModel((profile("own"),))
    model.set_practice((profile("practice / a"), profile("practice / b")))
    assert names(model) == ["practice / a", "practice / b", "Your own", "own"]
    qtmodeltester.check(model)


def test_the_heading_between_them_is_no_choice():
    model = ProfilesModel((profile("own"),))
    model.set_practice((profile("practice / a"),))
    can_choose = [bool(model.index(row).flags() & Qt.ItemFlag.ItemIsSelectable) for row in range(model.rowCount())]
    assert can_choose == [True, False, True]
    assert model.index(model.row_of("own")).data() == "own"


def test_only_the_persons_own_stay_when_the_practice_pool_is_gone(qtmodeltester):
    model = ProfilesModel((profile("own"),))
    model.set_practice((profile("practice / a"),))
    model.set_practice(())
    assert names(model) == ["own"]
    qtmodeltester.check(model)


def test_a_profile_is_found_by_its_id():
    model = ProfilesModel((profile("own"),))
    assert (model.row_of("own"), model.row_of("gone")) == (0, -1)
    assert (model.find("own"), model.find("gone")) == (model.profiles[0], None)
