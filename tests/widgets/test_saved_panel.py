"""The saved sign-ins."""

import pytest
from PySide6.QtWidgets import QListView

from app.errors import VaultTrouble
from app.models.saved import SavedModel
from app.texts import has_text
from app.vault.vault import Backend, Entry
from tests.helpers.showing import button, showing, words
from widgets.saved_panel import SavedPanel


def entry(username: str, profile: str = "known", at: float = 1.0) -> Entry:
    return Entry(
        profile_id=profile, profile_name=profile, client_id="c", username=username, saved_at=at, flow="user_srp"
    )


@pytest.fixture
def model():
    return SavedModel(lambda: 100.0)


@pytest.fixture
def panel(model, qtbot):
    made = SavedPanel(model, lambda profile_id: profile_id == "known")
    qtbot.addWidget(made)
    made._clock.setInterval(20)
    made.show()
    return made


def users(model) -> list[str]:
    return [found.username for found in model.rows()]


def choose(panel, model, username: str) -> None:
    panel._list.setCurrentIndex(model.index(users(model).index(username)))


def test_an_empty_list_says_what_will_appear(panel):
    assert any("Nothing saved yet" in each for each in words(panel))
    assert not showing(panel, QListView)


def test_the_list_is_named_and_the_chosen_entry_is_refreshed(panel, model, qtbot):
    model.set_entries((entry("plain", at=2.0), entry("sms")))
    assert showing(panel, QListView)[0].accessibleName() == "Saved sign-ins"
    choose(panel, model, "sms")
    with qtbot.waitSignal(panel.refresh_wanted) as signal:
        button(panel, "Refresh tokens").click()
    assert signal.args[0].username == "sms"


def test_the_chosen_entry_is_signed_out_of_by_a_click(panel, model, qtbot):
    model.set_entries((entry("plain", at=2.0), entry("sms")))
    choose(panel, model, "sms")
    with qtbot.waitSignal(panel.sign_out_wanted) as signal:
        button(panel, "Sign out").click()
    assert signal.args[0].username == "sms"


def test_the_chosen_entry_stays_chosen_when_a_newer_one_comes(panel, model):
    model.set_entries((entry("plain", at=2.0), entry("sms")))
    choose(panel, model, "sms")
    model.set_entries((entry("totp", at=3.0), entry("plain", at=2.0), entry("sms")))
    assert panel._list.currentIndex().data() == "sms"


def test_an_entry_whose_profile_is_gone_can_only_be_forgotten(panel, model):
    model.set_entries((entry("plain", "gone"),))
    assert not button(panel, "Refresh tokens").isEnabled()
    assert not button(panel, "Sign out").isEnabled()
    assert button(panel, "Forget").isEnabled()
    assert any("not here any more" in each for each in words(panel))


def test_a_forgotten_entry_can_be_had_back_for_some_seconds(panel, model, qtbot):
    model.set_entries((entry("plain"), entry("sms")))
    choose(panel, model, "plain")
    with qtbot.assertNotEmitted(panel.forget_wanted):
        button(panel, "Forget").click()
        assert users(model) == ["sms"]
        button(panel, "Undo").click()
    assert sorted(users(model)) == ["plain", "sms"]


def test_after_these_seconds_it_is_forgotten(panel, model, qtbot):
    model.set_entries((entry("plain"),))
    with qtbot.waitSignal(panel.forget_wanted) as signal:
        button(panel, "Forget").click()
    assert signal.args[0] == (entry("plain").entry_id,)
    assert not panel._undo_bar.isVisible()


def test_forgetting_a_second_one_settles_the_first(panel, model, qtbot):
    model.set_entries((entry("plain", at=2.0), entry("sms")))
    choose(panel, model, "plain")
    button(panel, "Forget").click()
    with qtbot.waitSignal(panel.forget_wanted) as signal:
        button(panel, "Forget").click()
    assert signal.args[0] == (entry("plain").entry_id,)
    button(panel, "Undo").click()


def test_all_are_forgotten_together_and_at_once_when_the_window_closes(panel, model, qtbot):
    model.set_entries((entry("plain"), entry("sms", "gone")))
    panel.forget_all()
    assert users(model) == []
    assert any(each.startswith("2 sign-ins are forgotten") for each in words(panel))
    with qtbot.waitSignal(panel.forget_wanted) as signal:
        panel.flush()
    assert set(signal.args[0]) == {entry("plain").entry_id, entry("sms", "gone").entry_id}
    with qtbot.assertNotEmitted(panel.forget_wanted):
        panel.flush()


@pytest.mark.parametrize("trouble", VaultTrouble)
def test_each_trouble_says_what_it_is_and_what_to_do(panel, trouble):
    panel.show_trouble(trouble)
    assert panel._trouble.isVisible()
    assert all(has_text(f"vault_trouble.{trouble.value}.{part}") for part in ("short", "title", "what"))


def test_a_trouble_goes_away_with_a_backend_that_has_none(panel):
    panel.show_trouble(VaultTrouble.LOCKED)
    panel.show_backend(Backend(name="Secret Service", secure=True))
    assert not panel._trouble.isVisible()


def test_a_sign_in_that_is_saved_anew_before_it_is_forgotten_stays(panel, model, qtbot):
    panel.show_entries((entry("plain", at=1.0), entry("sms", at=1.0)))
    panel.forget_all()
    with qtbot.assertNotEmitted(panel.forget_wanted):
        panel.show_entries((entry("plain", at=1.0), entry("sms", at=2.0)))
    assert users(model) == ["sms"]
    with qtbot.waitSignal(panel.forget_wanted) as signal:
        panel.flush()
    assert signal.args[0] == (entry("plain").entry_id,)


def test_a_sign_in_that_was_forgotten_shows_again_once_it_is_saved_again(panel, model):
    panel.show_entries((entry("plain", at=1.0),))
    button(panel, "Forget").click()
    panel.flush()
    assert users(model) == []
    panel.show_entries(())
    panel.show_entries((entry("plain", at=2.0),))
    assert users(model) == ["plain"]


def test_what_the_keyring_would_not_forget_shows_again(panel, model):
    panel.show_entries((entry("plain", at=1.0),))
    button(panel, "Forget").click()
    panel.flush()
    panel.show_entries((entry("plain", at=1.0),))
    assert users(model) == ["plain"]
