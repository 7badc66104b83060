"""Two runs compared: what is equal, what differs, what only one has, and what tells nothing."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.tokens import claims
from app.secret import MASK, Secret
from app.transcript.alignment import LARGEST, align, steps
from app.transcript.claims_compared import refreshed_from, tokens_of
from app.transcript.compare import COUNTED, Comparison, Kind, Section, compare, compare_tokens
from app.transcript.events import Called, Ended, Held, Released, Saved, SignedIn, TokensReceived
from app.transcript.members import judge
from app.transcript.recording import Recording
from app.transcript.redaction import redact
from tests.helpers import sample_runs as sample
from tests.helpers.sample_runs import T0, called, refused, replied


def recording(events, run_id="r"):
    return Recording(run_id=run_id, events=tuple(events))


def row(found: Comparison, path: str, section: Section = Section.STEPS, nth: int = 0):
    return [each for each in found.rows if each.path == path and each.section is section][nth]


def differing(found: Comparison):
    return [(found.rows[place].section.value, found.rows[place].path) for place in found.differences]


RIGHT, WRONG = recording(sample.signed_in()), recording(sample.wrong_code(at=T0 + 60))


def test_a_run_compared_with_itself_has_no_difference():
    found = compare(RIGHT, RIGHT)
    assert found.first is None
    assert {each.kind for each in found.rows if each.section is not Section.TIMING} == {Kind.EQUAL}


def test_a_later_sign_in_of_the_same_user_differs_in_nothing_that_counts():
    later = sample.signed_in(at=T0 + 3600)
    tokens = tokens_of(later)
    claimed = {"sub": "34c84488-e0e1-70ae-d2ee-991ad1a898c8", "iat": 5, "exp": 6, "auth_time": 5, "jti": "another"}
    for name in ("iss", "client_id", "token_use", "username", "scope"):
        claimed[name] = claims(tokens.access_token)[name]
    other = replace(tokens, access_token=sample.jwt(claimed))
    later = [replace(each, tokens=other) if isinstance(each, TokensReceived) else each for each in later]
    found = compare(RIGHT, recording(later))
    assert not differing(found)
    assert row(found, "claims/jti", Section.ACCESS_TOKEN).kind is Kind.ALWAYS_DIFFERS
    assert row(found, "claims/sub", Section.ACCESS_TOKEN).kind is Kind.EQUAL


def test_the_first_difference_is_the_refused_call_and_not_the_outcome_that_followed_from_it():
    found = compare(RIGHT, WRONG)
    first = found.rows[found.first]
    assert (first.section, first.path, first.left, first.right) == (
        Section.STEPS, "error", None, "CodeMismatchException",
    )  # fmt: skip
    assert (row(found, "status", nth=2).left, row(found, "status", nth=2).right) == ("200", "400")
    assert row(found, "outcome", Section.OUTCOME).left == "signed_in"
    assert row(found, "outcome", Section.OUTCOME).right == "CodeMismatchException"


def test_tokens_that_only_one_run_has_count_once_each_and_so_does_another_end():
    found = compare(RIGHT, WRONG)
    assert [each for each in differing(found) if each[0] != "steps"] == [
        ("outcome", "outcome"), ("id_token", "id_token"), ("access_token", "access_token"),
    ]  # fmt: skip


def test_a_call_more_on_one_side_is_a_gap_and_no_shift():
    events = list(sample.until_sms())
    more = [
        called(3, "ListDevices", {"AccessToken": Secret("a")}, T0 + 1), replied(3, "ListDevices", {}, T0 + 1.1, 0.1),
    ]  # fmt: skip
    found = compare(recording(events), recording([*events[:3], *more, *events[3:]]))
    heads = [(each.path, each.kind) for each in found.rows if each.head]
    assert heads == [
        ("InitiateAuth", Kind.EQUAL), ("ListDevices", Kind.ONLY_RIGHT), ("RespondToAuthChallenge", Kind.EQUAL),
        ("SMS_MFA", Kind.EQUAL),
    ]  # fmt: skip
    assert differing(found) == [("steps", "ListDevices")]


def test_of_two_attempts_the_one_with_the_same_end_stands_beside_the_other_run():
    said = "Invalid code or auth state for the user."
    answer = {"ChallengeName": "SMS_MFA"}
    first = [called(1, "RespondToAuthChallenge", answer, T0), replied(1, "RespondToAuthChallenge", {}, T0 + 1, 1.0)]
    again = [
        called(1, "RespondToAuthChallenge", answer, T0),
        refused(1, "RespondToAuthChallenge", "CodeMismatchException", said, T0 + 1, 1.0),
        called(2, "RespondToAuthChallenge", answer, T0 + 2),
        replied(2, "RespondToAuthChallenge", {}, T0 + 3, 1.0),
    ]
    laid = align(steps(again), steps(first))
    assert [(one is not None, other is not None) for one, other in laid] == [(True, False), (True, True)]


NAMES = st.lists(st.sampled_from(["InitiateAuth", "RespondToAuthChallenge", "GetUser"]), max_size=7)


@given(NAMES, NAMES)
def test_every_step_of_both_runs_is_laid_once_and_in_its_order(left, right):
    mine, its = ([_call(name, number) for number, name in enumerate(names, 1)] for names in (left, right))
    laid = align(steps(mine), steps(its))
    assert [one.name for one, _ in laid if one is not None] == left
    assert [other.name for _, other in laid if other is not None] == right
    assert all(one.key == other.key for one, other in laid if one is not None and other is not None)


def test_runs_too_long_to_weigh_are_laid_place_by_place():
    many = steps(_call("GetUser", number) for number in range(int(LARGEST**0.5) + 2))
    laid = align(many, many[:-1])
    assert all(one is other for one, other in laid[:-1])
    assert laid[-1] == (many[-1], None)


def _call(name, number):
    return called(number, name, {}, T0 + number)


def changed(params):
    """The first call of a sign-in with other parameters."""
    return recording(
        [
            replace(each, params=MappingProxyType({**each.params, **params})) if _is_first(each) else each
            for each in sample.signed_in()
        ]
    )


def _is_first(event):
    return isinstance(event, Called) and event.number == 1


def test_members_are_compared_one_by_one_and_secrets_by_their_values():
    secret = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": MappingProxyType({"PASSWORD": Secret("one")})}
    other = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": MappingProxyType({"PASSWORD": Secret("two")})}
    assert not differing(compare(changed(secret), changed(secret)))
    assert differing(compare(changed(secret), changed(other))) == [("steps", "params/AuthParameters/PASSWORD")]
    assert ("steps", "params/AuthFlow") in differing(compare(RIGHT, changed(secret)))


def test_attributes_are_found_by_their_names_wherever_they_stand_in_their_list():
    def found(*names):
        body = {"UserAttributes": tuple(MappingProxyType({"Name": each, "Value": Secret(each)}) for each in names)}
        return recording([called(1, "GetUser", {}, T0), replied(1, "GetUser", body, T0 + 1, 1.0)])

    assert differing(compare(found("sub", "email"), found("given_name", "sub", "email"))) == [
        ("steps", "body/UserAttributes[given_name]")
    ]


def test_labels_of_different_files_say_nothing_and_those_of_one_file_do():
    (left,), (right,) = redact([RIGHT]), redact([recording(sample.signed_in(user="other"))])
    apart = compare(left, right)
    name = "params/AuthParameters/USERNAME"
    assert row(apart, name).left == row(apart, name).right == "<user-1>"
    assert row(apart, name).kind is Kind.NOT_COMPARABLE
    together = compare(*redact([RIGHT, recording(sample.signed_in(user="other"))]), same_labels=True)
    assert row(together, name).kind is Kind.DIFFERENT
    assert compare(*redact([RIGHT, RIGHT]), same_labels=True).first is None


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("a", "a", Kind.EQUAL),
        ("a", None, Kind.ONLY_LEFT),
        (None, "a", Kind.ONLY_RIGHT),
        (Secret("a"), "a", Kind.EQUAL),
        (Secret("a"), "<password-1>", Kind.NOT_COMPARABLE),
        ("<user-1> is unknown", "<user-2> is unknown", Kind.NOT_COMPARABLE),
        ("<user-1> is unknown", "<user-1> is disabled", Kind.DIFFERENT),
        ("<user-1>", "<email-1>", Kind.DIFFERENT),
        (Secret("<user-1>"), Secret("<user-1>"), Kind.EQUAL),
        (f"no {MASK}", f"no {MASK}", Kind.NOT_COMPARABLE),
        ("1practice0000001", f"1practice{MASK}1", Kind.NOT_COMPARABLE),
        (f"a{MASK}b{MASK}c", "a1b2c", Kind.NOT_COMPARABLE),
        (f"a{MASK}b{MASK}c", "a12c", Kind.DIFFERENT),
        (f"ab{MASK}ba", "aba", Kind.DIFFERENT),
        ("1practice0000002", f"1practice{MASK}1", Kind.DIFFERENT),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", Kind.ALWAYS_DIFFERS),
        ("http://127.0.0.1:1/", "https://cognito-idp.us-east-1.amazonaws.com/", Kind.DIFFERENT),
    ],
)
def test_what_can_be_said_of_two_values(left, right, kind):
    assert judge(left, right) is kind


def test_times_stand_beside_one_another_and_never_count():
    found = compare(RIGHT, WRONG)
    times = [each for each in found.rows if each.section is Section.TIMING]
    sums = {each.path: (each.left_seconds, each.right_seconds) for each in times if each.what == "sum"}
    assert sums["at_cognito"] == pytest.approx((0.303, 0.244))
    assert sums["waiting"] == pytest.approx((18.987, 3.787))
    assert sums["total"] == pytest.approx((19.34, 4.05), abs=0.02)
    assert not any(each.counts for each in times)


def refresh(**claimed):
    """A refresh of the sample sign-in; its tokens with these claims changed."""
    issued = sample.tokens()
    tokens = replace(
        issued, refresh_token=None,
        access_token=sample.jwt({**claims(issued.access_token), **claimed}),
        id_token=sample.jwt({**claims(issued.id_token), **claimed}),
    )  # fmt: skip
    params = {
        "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": MappingProxyType({"REFRESH_TOKEN": issued.refresh_token}),
    }  # fmt: skip
    return recording(
        [
            sample.started(flow="refresh", at=T0 + 100), called(1, "InitiateAuth", params, T0 + 100),
            replied(1, "InitiateAuth", {}, T0 + 100.1, 0.1), TokensReceived(at=T0 + 100.2, tokens=tokens),
            Saved(at=T0 + 100.2, name="refresh_token", username="sms"), SignedIn(at=T0 + 100.3, username="sms"),
        ],
        run_id="refresh",
    )  # fmt: skip


def test_a_refresh_changes_its_times_and_ids_and_leaves_who_signed_in_and_when():
    found = compare_tokens(RIGHT, refresh(iat=int(T0) + 100, exp=int(T0) + 3700, jti="new"))
    assert not differing(found)
    assert row(found, "claims/auth_time", Section.ID_TOKEN).kind is Kind.EQUAL
    assert row(found, "claims/iat", Section.ID_TOKEN).kind is Kind.ALWAYS_DIFFERS
    assert row(found, "refresh_token", Section.TOKENS).kind is Kind.EQUAL


def test_a_refresh_that_says_another_time_of_sign_in_is_a_difference():
    found = compare_tokens(RIGHT, refresh(auth_time=int(T0) + 100))
    assert differing(found) == [("id_token", "claims/auth_time"), ("access_token", "claims/auth_time")]


def test_the_sign_in_of_a_refresh_is_found_by_the_token_that_it_redeemed():
    another = replace(sample.tokens(), refresh_token=Secret("z"))
    other = [
        replace(each, tokens=another) if isinstance(each, TokensReceived) else each for each in sample.signed_in()
    ]
    assert refreshed_from(refresh(), [RIGHT, recording(other, "other")]) is RIGHT
    assert refreshed_from(refresh(), [recording(other, "other")]) is None
    assert refreshed_from(RIGHT, [RIGHT]) is None
    labelled = redact([RIGHT, refresh()])
    assert refreshed_from(labelled[1], labelled[:1]) is None


def test_runs_that_hold_nothing_can_be_compared_too():
    nothing = recording([])
    found = compare(nothing, RIGHT)
    assert {each.kind for each in found.rows if each.counts} <= set(COUNTED)
    assert compare(nothing, nothing).first is None
    assert compare(recording([sample.started(), Ended(at=T0, reason="cancelled")]), nothing).first is not None


@pytest.mark.parametrize(
    ("outcome", "counted"), [("sent", []), ("edited", ["InitiateAuth"]), ("dropped", ["InitiateAuth"])]
)
def test_that_a_call_was_held_counts_where_the_person_meddled_with_it(outcome, counted):
    first, *rest = sample.signed_in()
    held = [
        Held(at=T0, operation="InitiateAuth", params=MappingProxyType({"ClientId": "publicall"})),
        Released(at=T0 + 2, operation="InitiateAuth", outcome=outcome, changed=("ClientId",)),
    ]
    found = compare(RIGHT, recording([first, *held, *rest]))
    assert [path for _, path in differing(found)] == counted
