"""A comparison in Markdown: what differs, and none of the secrets."""

from dataclasses import replace

from app.exporters.comparing import about, kept
from app.exporters.comparison import comparison_markdown
from app.secret import Secret
from app.transcript.compare import compare, compare_tokens
from app.transcript.events import Answered, TokensReceived
from app.transcript.members import Kind
from app.transcript.recording import Recording
from app.transcript.redaction import redact
from tests.helpers import sample_runs as sample
from tests.helpers.sample_runs import T0

RIGHT = Recording(run_id="a", events=tuple(sample.signed_in()))
WRONG = Recording(run_id="b", events=tuple(sample.wrong_code(at=T0 + 60)))


def test_it_says_what_each_run_was_how_many_differences_there_are_and_which_is_the_first():
    lines = comparison_markdown(compare(RIGHT, WRONG)).splitlines()
    assert "| Outcome | Signed in | CodeMismatchException |" in lines
    assert "First difference: Exchanges and questions, error" in lines
    assert "| error | not there | CodeMismatchException | only right |" in lines
    assert "| `params/AuthFlow` | `USER_SRP_AUTH` | `USER_SRP_AUTH` | equal |" in lines
    assert "| At Cognito, all calls | 303 ms | 244 ms |  |" in lines


def test_only_the_differences_stand_in_it_where_a_person_looks_at_those_alone():
    said = comparison_markdown(compare(RIGHT, WRONG), only_differences=True)
    assert "| error |" in said
    assert "**`RespondToAuthChallenge · SMS_MFA`**" in said
    assert "USER_SRP_AUTH" not in said
    assert "InitiateAuth" not in said


def test_secrets_and_names_are_labels_that_tell_what_differs():
    other = [
        replace(each, values={"SMS_MFA_CODE": Secret("111111"), "ANSWER": Secret("other words")})
        if isinstance(each, Answered) else each for each in sample.signed_in()
    ]  # fmt: skip
    mine = [
        replace(each, values={"SMS_MFA_CODE": Secret("482913"), "ANSWER": Secret("my words")})
        if isinstance(each, Answered) else each for each in sample.signed_in()
    ]  # fmt: skip
    said = comparison_markdown(
        compare(Recording(run_id="a", events=tuple(mine)), Recording(run_id="b", events=tuple(other)))
    )
    assert "| `answer/ANSWER` | `<answer-1>` | `<answer-2>` | different |" in said
    assert "| `answer/SMS_MFA_CODE` | `<code-1>` | `<code-2>` | always different |" in said
    for secret in ("482913", "111111", "my words", "other words", "sms@example.com", "r" * 40, "x" * 40):
        assert secret not in said


def test_runs_of_different_files_are_said_to_have_labels_of_their_own():
    (left,), (right,) = redact([RIGHT]), redact([WRONG])
    said = comparison_markdown(compare(left, right))
    assert "the same label may stand for different values" in said
    assert "| `params/AuthParameters/USERNAME` | `<user-1>` | `<user-1>` | cannot be compared |" in said


def test_the_tokens_of_a_refresh_are_written_without_the_steps():
    tokens = replace(sample.tokens(), refresh_token=None)
    after = Recording(run_id="b", events=(sample.started(flow="refresh"), TokensReceived(at=T0, tokens=tokens)))
    said = comparison_markdown(compare_tokens(RIGHT, after))
    assert "## ID token" in said
    assert "## Exchanges" not in said
    assert "**No difference**" in said


def test_a_run_in_which_nothing_happened_has_a_title():
    assert about(Recording(run_id="a", events=())).title == "Run"


def test_only_differences_keep_the_step_that_they_are_of_once():
    found = compare(RIGHT, WRONG)
    shown = [row for _, row in kept(found, only_differences=True)]
    assert sum(row.head for row in shown if row.section == "steps") == len(
        {row.path for row in shown if row.head and row.section == "steps"}
    )
    assert all(row.counts or row.kind is Kind.DIFFERENT for row in shown)
