"""The dialog of profiles beside the window: how it opens, what the window shows of it, what closing asks."""

from app.auth.steps import Answer
from app.diagnosis.verdict import Remedy
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from tests.helpers.showing import button, words
from tests.widgets.desk import Desk

OWN = Profile(id="mine-1", name="mine", user_pool_id="us-east-1_Example1", client_id="a" * 26)


def dialog_of(desk: Desk):
    return desk.window.conductors.profiles.dialog


def with_own(desk: Desk, qtbot) -> None:
    desk.services.profiles.save(OWN)
    qtbot.waitUntil(lambda: desk.panels.models.profiles.find("mine-1") is not None)


def test_the_button_opens_it_at_the_chosen_profile(desk, qtbot):
    with_own(desk, qtbot)
    desk.panels.top.want("mine-1")
    desk.panels.top.edit_profiles.click()
    assert dialog_of(desk).isVisible()
    assert dialog_of(desk).editor.draft["name"] == "mine"


def test_a_new_profile_is_chosen_once_it_is_saved(desk, qtbot):
    desk.window.conductors.profiles.open()
    dialog_of(desk).new()
    dialog_of(desk).editor.put(name="new one", user_pool_id="eu-west-1_Abc", client_id="c" * 26)
    button(dialog_of(desk), "Save").click()
    qtbot.waitUntil(lambda: desk.panels.top.profiles.currentText() == "new one")


def test_a_remedy_opens_it_at_its_field(desk, qtbot):
    with_own(desk, qtbot)
    refused = SignInRequest(profile=OWN, flow="user_srp", credentials=Answer(values={"username": "ada"}), save=False)
    desk.window.conductors.refusals.remedies.do(Remedy(name="edit_profile", value="proxy"), refused)
    dialog = dialog_of(desk)
    assert dialog.editor.profile == OWN
    assert dialog.editor.fields["proxy"].target().isVisible()


def test_closing_the_window_asks_once_about_what_is_not_saved(desk, qtbot):
    with_own(desk, qtbot)
    desk.window.show()
    desk.window.conductors.profiles.edit(OWN)
    dialog_of(desk).editor.put(name="ours")
    desk.window.close()
    assert desk.window.isVisible()
    assert "Not saved: ours." in words(dialog_of(desk))
    desk.window.close()
    assert not desk.window.isVisible()


def test_what_is_wrong_with_the_file_is_said_where_the_person_looks(desk, qtbot):
    desk.window.show()
    desk.window.conductors.profiles.open()
    desk.services.profiles._book._file._path.write_text("[[profile")
    desk.services.profiles.load()
    qtbot.waitUntil(dialog_of(desk).notice.isVisible)
    assert not desk.window._strips.notice.isVisible()
