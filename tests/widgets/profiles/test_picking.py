"""The picker in the dialog of profiles, against the practice pool: what is picked stands in the editor, unsaved."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.models.profiles import ProfilesModel
from app.profiles.profile import Profile
from app.runs.profile_book import ProfileBook
from app.runs.vault_access import VaultAccess
from app.texts import text
from app.vault.memory_vault import MemoryVault
from app.workers.profiles import ProfilesWorker
from app.workers.sign_in import SignInRun
from tests.helpers.little_server import little_server, says
from tests.helpers.practice_pool import practice_pool
from tests.helpers.showing import button, showing, words
from tests.helpers.sts import KEYS, WITH_MFA, assumed, write_config
from widgets.profiles.dialog import ProfilesDialog

OWN = Profile(id="mine-1", name="mine", user_pool_id="us-east-1_Example1", client_id="a" * 26)
OTHER = replace(OWN, id="other-1", name="other")


@pytest.fixture(scope="module")
def pool():
    with practice_pool() as running:
        yield running


@pytest.fixture(autouse=True)
def aws(tmp_path, monkeypatch):
    """The person's AWS settings: made-up keys of an AWS profile in another region than the practice pool's."""
    path = tmp_path / "config"
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    write_config(path, source=KEYS, qa=WITH_MFA, practice={**KEYS, "region": "us-east-1"})
    return path


@pytest.fixture
def dialog(qapp, qtbot, tmp_path):
    model, access = ProfilesModel(), VaultAccess(MemoryVault)
    model.set_own((OWN, OTHER))
    worker = ProfilesWorker(ProfileBook(tmp_path / "profiles.toml", access))
    made = ProfilesDialog(model, worker, lambda request: SignInRun(request, access, qapp))
    qtbot.addWidget(made)
    made.show()
    made.edit("mine-1")
    yield made
    made.editor.show_profile(None)
    made.close()


def begin(dialog, pool, field, **values):
    """Press a field's Pick from AWS in a new profile at the practice pool."""
    dialog.new()
    dialog.editor.put(endpoint_url=pool.endpoint, aws_profile="practice", **values)
    dialog.editor.pick_wanted.emit(field)
    return dialog.picking.picker


def wait_for_list(qtbot, picker, name):
    qtbot.waitUntil(lambda: picker.list.isVisible() and picker.list.list.accessibleName() == name, timeout=15_000)


def choose(picker, search):
    picker.list.search.setText(search)
    picker.list.pick()


def test_a_new_profile_is_filled_in_by_picking_alone(dialog, qtbot, pool):
    picker = begin(dialog, pool, "user_pool_id")
    wait_for_list(qtbot, picker, "User pools")
    choose(picker, pool.pool_id("practice-devices"))
    wait_for_list(qtbot, picker, "App clients")
    client = pool.client("public", "practice-devices")
    choose(picker, client["id"])
    assert dialog.right.currentWidget() is dialog.editor
    draft = dialog.editor.draft
    assert (draft["region"], draft["user_pool_id"]) == ("us-east-1", pool.pool_id("practice-devices"))
    assert (draft["client_id"], draft["name"]) == (client["id"], "practice-devices / public")
    assert dialog.editor.fields["client_id"].target().hasFocus()
    assert dialog.editor.save.isEnabled()


def test_a_suggested_name_is_one_that_no_other_profile_has(dialog, qtbot):
    dialog.new()
    dialog.picking.picker.picked.emit({"client_id": "a", "name": "MINE"})
    assert dialog.editor.draft["name"] == "MINE 2"


def test_a_region_without_user_pools_says_so_and_another_can_be_picked(dialog, qtbot, pool):
    with little_server(says({"UserPools": []})) as empty:
        picker = begin(dialog, pool, "user_pool_id", region="eu-west-1")
        picker.leave()
        dialog.editor.put(endpoint_url=empty.url)
        dialog.editor.pick_wanted.emit("user_pool_id")
        title = text("pick.empty_user_pool_id", region="eu-west-1")
        qtbot.waitUntil(lambda: title in words(picker), timeout=15_000)
        assert b"eu-west-1/cognito-idp" in empty.received[0].headers["authorization"].encode()
        button(picker, "Other region").click()
        choose(picker, "tokyo")
        assert dialog.editor.draft["region"] == "ap-northeast-1"
        title = text("pick.empty_user_pool_id", region="ap-northeast-1")
        qtbot.waitUntil(lambda: title in words(picker), timeout=15_000)


def test_an_aws_profile_that_is_not_there_says_what_to_run(dialog, qtbot, pool):
    picker = begin(dialog, pool, "user_pool_id", region="us-east-1")
    picker.leave()
    dialog.editor.put(aws_profile="nobody")
    dialog.editor.pick_wanted.emit("user_pool_id")
    qtbot.waitUntil(lambda: picker.again.isVisible(), timeout=15_000)
    assert text("end.failed.credentials.no_profile.what") in picker.says.words
    assert "aws configure --profile nobody" in picker.says.words


def test_mfa_of_the_aws_profile_is_asked_in_the_dialog(dialog, qtbot, pool, monkeypatch):
    with little_server(assumed()) as sts:
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", sts.url)
        picker = begin(dialog, pool, "user_pool_id", region="us-east-1")
        picker.leave()
        dialog.editor.put(aws_profile="qa")
        dialog.editor.pick_wanted.emit("user_pool_id")
        qtbot.waitUntil(lambda: picker.challenge.isVisible(), timeout=15_000)
        assert picker.challenge.put_code("824613")
        button(picker.challenge, "Continue").click()
        wait_for_list(qtbot, picker, "User pools")
        assert b"TokenCode=824613" in sts.received[0].body


def test_closing_the_dialog_ends_what_is_under_way(dialog, qtbot, pool):
    gone = threading.Event()

    def hang(handler):
        gone.set()
        handler.little.over.wait(20)

    with little_server(hang) as slow:
        picker = begin(dialog, pool, "user_pool_id", region="us-east-1")
        picker.leave()
        dialog.editor.put(endpoint_url=slow.url)
        dialog.editor.pick_wanted.emit("user_pool_id")
        qtbot.waitUntil(gone.is_set, timeout=15_000)
        dialog.editor.show_profile(None)
        dialog.hide()
        assert not picker._listing.running


def test_another_profile_in_the_editor_is_not_filled_with_what_was_for_the_first(dialog, qtbot):
    dialog.editor.pick_wanted.emit("region")
    assert dialog.right.currentWidget() is dialog.picking.picker
    dialog.list.choose("other-1")
    assert dialog.right.currentWidget() is dialog.editor
    assert dialog.editor.profile == OTHER


def test_where_the_profile_goes_away_so_does_the_picker(dialog):
    dialog.editor.pick_wanted.emit("region")
    dialog.editing._model.set_own((OTHER,))
    assert dialog.editor.profile == OTHER
    assert dialog.right.currentWidget() is dialog.editor


def test_escape_leaves_the_picker_and_not_the_dialog(dialog, qtbot):
    dialog.editor.pick_wanted.emit("region")
    qtbot.keyClick(dialog.picking.picker.list.search, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.right.currentWidget() is dialog.editor
    assert dialog.editor.fields["region"].target().hasFocus()


def test_the_aws_profiles_of_this_machine_are_offered_each_time_the_dialog_opens(dialog, qtbot, aws):
    (box,) = [each for each in showing(dialog, QComboBox) if each.accessibleName() == "AWS profile"]

    def offered():
        return {box.itemText(place) for place in range(box.count())}

    qtbot.waitUntil(lambda: {"practice", "qa", "source"} <= offered(), timeout=15_000)
    dialog.hide()
    write_config(aws, another=KEYS)
    dialog.show()
    qtbot.waitUntil(lambda: "another" in offered(), timeout=15_000)
    assert dialog.editor.draft["aws_profile"] == ""
