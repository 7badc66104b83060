"""What a row says about its event."""

import pytest

from app.diagnosis.messages import explain_end
from app.errors import Fault, PasskeyTrouble, VaultTrouble
from app.models.plain_rows import plain_row
from app.models.row_words import end_word, failed, fault, sent
from app.models.rows import Row, RowKind, Run, Tone, call_row, finish_call
from app.secret import Secret
from app.texts import has_text, text
from app.transcript.events import Called, Ended, Fetched, NotSaved, Removed, Saved, Shown
from tests.helpers import sample_runs as sample


def finished(*events) -> Row:
    run = Run(run_id="r")
    row = call_row(run, events[0])
    finish_call(row, events[1])
    return row


def test_a_call_names_what_it_carries_and_leaves_out_what_every_call_has():
    call = sample.until_sms()[1]
    assert isinstance(call, Called)
    assert sent(call) == "USER_SRP_AUTH · SRP_A"


def test_the_parts_of_a_proof_are_called_a_proof():
    call = sample.until_sms()[3]
    assert isinstance(call, Called)
    assert sent(call) == "PASSWORD_VERIFIER · password proof"


def test_an_operation_without_a_flow_names_its_members():
    params = {"AccessToken": Secret("x"), "DeviceKey": "us-east-1_aa", "Limit": None}
    assert sent(sample.called(1, "ForgetDevice", params, 0.0)) == "AccessToken, DeviceKey"


def test_values_that_are_no_mapping_do_no_harm():
    assert sent(sample.called(1, "InitiateAuth", {"AuthFlow": Secret("x"), "AuthParameters": Secret("y")}, 0.0)) == ""


def test_a_reply_shows_its_challenge_and_says_so_to_screen_readers():
    row = finished(*sample.until_sms()[3:5])
    assert (row.chip, row.tone, row.time_text) == ("SMS_MFA", Tone.GREEN, "121 ms")
    assert row.accessible == "RespondToAuthChallenge, replied, SMS_MFA, 121 ms"


def test_a_refusal_shows_cognitos_name_and_words():
    row = finished(*sample.wrong_code()[7:9])
    assert (row.chip, row.tone) == ("CodeMismatchException", Tone.RED)
    expected = "RespondToAuthChallenge, refused, CodeMismatchException, Invalid code or auth state for the user., 39 ms"
    assert row.accessible == expected


def test_a_call_without_answer_says_why():
    row = finished(*sample.no_answer()[1:3])
    assert row.detail == "nothing listens at this address · 127.0.0.1:9"
    assert row.accessible == "InitiateAuth, no answer, nothing listens at this address · 127.0.0.1:9, 12 ms"


@pytest.mark.parametrize(("name", "words"), [("credentials", "unsent"), ("tls", "failed")])
def test_what_was_never_sent_has_no_answer_to_miss(name, words):
    assert failed(name, "detail") == (text(f"timeline.{words}"), fault(name, "detail"))
    assert end_word(Ended(at=0.0, reason="failed", code=name)) == text(f"timeline.end.{words}")


def test_a_call_under_way_says_so_once():
    row = call_row(Run(run_id="r"), sample.called(1, "InitiateAuth", {}, 0.0))
    assert row.accessible == "InitiateAuth, under way, 0 ms"


def test_a_token_that_was_not_saved_is_a_warning_unless_nobody_wanted_it():
    run = Run(run_id="r")
    locked = plain_row(run, NotSaved(at=0.0, name="refresh_token", reason="locked"))
    unwanted = plain_row(run, NotSaved(at=0.0, name="refresh_token", reason="off"))
    assert locked is not None
    assert unwanted is not None
    assert (locked.tone, unwanted.tone) == (Tone.AMBER, Tone.MUTED)
    assert locked.detail.startswith("the keyring is locked")


def test_every_fault_has_words():
    for each in Fault:
        assert has_text(f"timeline.fault.{each}"), each
        assert fault(each, "detail").endswith(" · detail")


@pytest.mark.parametrize("trouble", [*VaultTrouble, "off"])
def test_every_reason_why_a_token_was_not_saved_has_words(trouble):
    row = plain_row(Run(run_id="r"), NotSaved(at=0.0, name="refresh_token", reason=trouble))
    assert row is not None
    assert "stays in memory" in row.detail


@pytest.mark.parametrize("reason", ["refused", "failed", "unexpected", "passkey", "cancelled", "profile", "bug"])
def test_every_end_has_words(reason):
    assert has_text(f"timeline.end.{reason}")
    assert end_word(Ended(at=0.0, reason=reason)) == text(f"timeline.end.{reason}")


def test_the_outcome_is_named_as_such_so_that_it_is_no_double_of_the_label_below():
    row = plain_row(Run(run_id="r"), Ended(at=0.0, reason="cancelled"))
    assert row is not None
    assert row.kind is RowKind.OUTCOME
    assert row.accessible == "Outcome: Cancelled"


@pytest.mark.parametrize("trouble", PasskeyTrouble)
def test_every_trouble_of_an_authenticator_has_words(trouble):
    assert has_text(f"timeline.passkey_trouble.{trouble}")
    what = text(f"end.passkey.{trouble}.what", code=trouble)
    assert explain_end(Ended(at=0.0, reason="passkey", code=trouble)).what == what


@pytest.mark.parametrize("because", ["asked", "allowed", "rotation", "not_allowed", "unknown", "refused"])
def test_the_call_that_refreshes_has_a_row_that_says_why_it_is_this_one(because):
    row = plain_row(Run(run_id="r"), shown("refresh_call", call="GetTokensFromRefreshToken", because=because))
    assert row is not None
    assert row.title == "Refresh by GetTokensFromRefreshToken"
    assert row.detail == text(f"timeline.refresh_because.{because}")


@pytest.mark.parametrize(
    ("values", "detail", "tone"),
    [
        (
            {"saved": "yes", "reason": "", "grace_seconds": "10"},
            "the new one is in the keyring · the old one still works for 10 s",
            Tone.GREEN,
        ),
        (
            {"saved": "yes", "reason": "", "grace_seconds": "0"},
            "the new one is in the keyring · the old one is spent",
            Tone.GREEN,
        ),
        (
            {"saved": "no", "reason": "locked", "grace_seconds": ""},
            "the keyring is locked: it stays in memory until the window closes · how long the old one still works is"
            " not known",
            Tone.AMBER,
        ),
    ],
)
def test_a_rotation_says_where_the_new_token_is_and_what_the_old_one_is_good_for(values, detail, tone):
    row = plain_row(Run(run_id="r"), shown("rotated", **values))
    assert row is not None
    assert (row.title, row.detail, row.tone) == ("Refresh token rotated", detail, tone)


def test_the_values_of_a_handshake_have_no_row():
    assert plain_row(Run(run_id="r"), shown("srp", A=Secret("ab"))) is None


def test_a_document_that_was_read_says_which_and_one_that_was_not_says_why():
    read = plain_row(Run(run_id="r"), Fetched(at=0.0, url="http://x/jwks.json", seconds=0.01))
    missing = plain_row(Run(run_id="r"), Fetched(at=0.0, url="http://x/jwks.json", seconds=0.01, problem="404"))
    assert read is not None
    assert missing is not None
    assert (read.title, read.detail, read.time_text) == ("Public document read", "http://x/jwks.json", "10 ms")
    assert (missing.title, missing.detail) == ("Public document not read", "404 · http://x/jwks.json")


def test_what_was_kept_is_named():
    names = ("refresh_token", "device us-east-1_aa", "passkey abc")
    rows = [plain_row(Run(run_id="r"), Saved(at=0.0, name=name, username="plain")) for name in names]
    assert [row.title for row in rows if row] == ["Refresh token saved", "Device saved", "Passkey saved"]


def shown(name: str, **values) -> Shown:
    return Shown(at=0.0, name=name, values=values)


def test_what_was_forgotten_is_named_and_what_was_not_there_has_no_row():
    names = ("refresh_token", "device us-east-1_aa", "passkey abc")
    rows = [plain_row(Run(run_id="r"), Removed(at=0.0, name=name, count=1)) for name in names]
    assert [row.title for row in rows if row] == [
        "Saved refresh token forgotten", "Kept device forgotten", "Kept passkey forgotten",
    ]  # fmt: skip
    assert plain_row(Run(run_id="r"), Removed(at=0.0, name="device d", count=0)) is None


@pytest.mark.parametrize("trouble", list(VaultTrouble))
def test_what_the_keyring_could_not_forget_is_a_warning_with_its_reason(trouble):
    row = plain_row(Run(run_id="r"), Removed(at=0.0, name="device d", count=0, reason=trouble.value))
    assert row is not None
    assert (row.tone, row.detail) == (Tone.AMBER, text(f"vault_trouble.{trouble.value}.title"))
