"""The list of saved sign-ins."""

from PySide6.QtCore import Qt

from app.errors import VaultTrouble
from app.models.saved import SavedModel, SavedRole
from app.vault.vault import Entry


def entry(
    username: str, *, at: float = 880.0, name: str = "refresh_token", trouble: VaultTrouble | None = None
) -> Entry:
    return Entry(
        profile_id="p",
        profile_name="practice / public-all",
        client_id="c",
        username=username,
        name=name,
        saved_at=at,
        flow="user_srp",
        trouble=trouble,
    )


def model_with(*entries: Entry) -> SavedModel:
    model = SavedModel(lambda: 1000.0)
    model.set_entries(entries)
    return model


def users(model: SavedModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_the_newest_comes_first_with_its_profile_flow_and_age(qtmodeltester):
    model = model_with(entry("sms"), entry("totp", at=981.0))
    first = model.index(0)
    assert users(model) == ["totp", "sms"]
    assert first.data(SavedRole.SUBTITLE) == "practice / public-all · User SRP"
    assert first.data(SavedRole.AGO) == "19 s ago"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "totp, practice / public-all, 19 s ago"
    qtmodeltester.check(model)


def test_other_secrets_than_refresh_tokens_are_not_sign_ins():
    assert users(model_with(entry("sms"), entry("sms", name="device_secret"))) == ["sms"]


def test_what_is_about_to_be_forgotten_is_out_of_sight_and_can_come_back():
    model = model_with(entry("sms"), entry("totp"))
    model.hide(frozenset({entry("sms").entry_id}))
    assert users(model) == ["totp"]
    model.hide(frozenset())
    assert sorted(users(model)) == ["sms", "totp"]


def test_a_damaged_entry_says_that_it_is():
    model = model_with(entry("", trouble=VaultTrouble.BROKEN_ENTRY))
    assert "damaged" in model.index(0).data()
    assert "Forget it" in model.index(0).data(SavedRole.SUBTITLE)


def test_a_flow_of_another_version_is_shown_by_its_name():
    model = model_with(Entry(profile_id="p", profile_name="P", client_id="c", username="u", flow="from_tomorrow"))
    assert model.index(0).data(SavedRole.SUBTITLE) == "P · from_tomorrow"


def test_a_row_is_told_by_its_entrys_id_and_no_row_has_no_entry():
    model = model_with(entry("sms"))
    assert model.index(0).data(SavedRole.KEY) == entry("sms").entry_id
    assert model.entry(7) is None
