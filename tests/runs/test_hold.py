"""Held calls at the practice pool: in which order things happen, what reaches the pool, and how a dropped call ends."""

import pytest

from app.cognito.parameters import problems
from app.runs.hold import Release, changes, masked
from app.seal import reveal
from app.secret import Secret
from app.transcript.events import Called, Ended, Finished, Held, Refused, Released, Replied, SignedIn
from tests.helpers.practice_desk import PUBLIC, ended, signed_in
from tests.runs.test_devices import registered

CONFIDENTIAL = "practice / confidential"
SMS = {"SMS_MFA": lambda step: {"SMS_MFA_CODE": "000000"}}


class Person:
    """Decides on each held call by its place among them; sends what nothing was said about."""

    closed = True

    def __init__(self, **decisions):
        self.decisions = {int(place.removeprefix("at_")): decide for place, decide in decisions.items()}
        self.held = []

    def __call__(self, call):
        self.held.append(call)
        return self.decisions.get(len(self.held), lambda _: Release())(call)


def drop(_call):
    return Release(drop=True)


def edit(*path, to):
    """Returns a decision that changes one member."""

    def decide(call):
        members = reveal(call.params)
        inner = members
        for name in path[:-1]:
            inner = inner[name]
        if to is None:
            del inner[path[-1]]
        else:
            inner[path[-1]] = to
        return Release(params=members)

    return decide


def told(events, *kinds):
    return [(type(event).__name__, event.operation) for event in events if isinstance(event, kinds)]


def test_each_call_is_held_then_released_then_sent(desk):
    person = Person()
    events = desk.sign_in("user_password", "plain", gate=person)
    signed_in(events)
    assert told(events, Held, Released, Called, Replied) == [
        (name, "InitiateAuth") for name in ("Held", "Released", "Called", "Replied")
    ]
    (call,) = person.held
    assert call.params["AuthParameters"]["PASSWORD"] == Secret("Practice1!")
    held = next(event for event in events if isinstance(event, Held))
    assert isinstance(held.params["AuthParameters"]["PASSWORD"], Secret)
    assert "Practice1!" not in repr(held)
    assert "Practice1!" not in repr(call)


def test_nothing_is_held_while_the_gate_is_open(desk):
    person = Person()
    person.closed = False
    events = desk.sign_in("user_srp", "plain", gate=person)
    signed_in(events)
    assert not told(events, Held, Released)


@pytest.mark.parametrize(("user", "profile"), [("plain", PUBLIC), ("plain", CONFIDENTIAL)])
def test_the_answer_to_a_password_verifier_never_waits(user, profile, desk):
    person = Person()
    events = desk.sign_in("user_srp", user, profile, gate=person)
    signed_in(events)
    assert [call.operation for call in person.held] == ["InitiateAuth"]
    passed = [event for event in events if isinstance(event, Released)][1:]
    assert [(event.operation, event.outcome) for event in passed] == [("RespondToAuthChallenge", "hurried")]


def test_the_answer_to_a_devices_password_verifier_never_waits_either(desk):
    profile = "practice-devices / public"
    key, _ = registered(desk)
    person = Person()
    events = desk.sign_in("user_srp", "device", profile, gate=person, device=key)
    signed_in(events)
    sent = [call.params.get("ChallengeName", "") for call in person.held]
    assert "DEVICE_SRP_AUTH" in sent
    assert not {"PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER"} & set(sent)
    hurried = [event for event in events if isinstance(event, Released) and event.outcome == "hurried"]
    assert len(hurried) == 2


def test_what_was_edited_reaches_the_pool_and_the_transcript(desk):
    person = Person(at_1=edit("AuthParameters", "USERNAME", to="nobody-of-that-name"))
    events = desk.sign_in("user_password", "plain", gate=person)
    assert ended(events)[:2] == ("refused", "NotAuthorizedException")
    released = next(event for event in events if isinstance(event, Released))
    assert (released.outcome, released.changed) == ("edited", ("AuthParameters.USERNAME",))
    called = next(event for event in events if isinstance(event, Called))
    assert called.params["AuthParameters"]["USERNAME"] == "nobody-of-that-name"
    held = next(event for event in events if isinstance(event, Held))
    assert held.params["AuthParameters"]["USERNAME"] == "plain"


def test_a_secret_hash_can_be_spoiled_and_stays_masked(desk):
    person = Person(at_1=edit("AuthParameters", "SECRET_HASH", to="c3BvaWxlZA=="))
    events = desk.sign_in("user_password", "plain", CONFIDENTIAL, gate=person)
    refused = next(event for event in events if isinstance(event, Refused))
    assert "SecretHash" in refused.message or "secret hash" in refused.message
    called = next(event for event in events if isinstance(event, Called))
    assert called.params["AuthParameters"]["SECRET_HASH"] == Secret("c3BvaWxlZA==")
    assert "c3BvaWxlZA==" not in repr(events)


def test_a_member_can_be_taken_away_where_botocore_can_do_without_it(desk):
    person = Person(at_1=edit("AuthParameters", "SECRET_HASH", to=None))
    events = desk.sign_in("user_password", "plain", CONFIDENTIAL, gate=person)
    assert ended(events)[0] == "refused"
    assert next(event for event in events if isinstance(event, Released)).changed == ("AuthParameters.SECRET_HASH",)


def test_what_botocore_would_not_send_comes_back_and_nothing_is_lost(desk):
    person = Person(at_1=edit("ClientId", to=None), at_2=edit("AuthParameters", "USERNAME", to=5))
    events = desk.sign_in("user_password", "plain", gate=person)
    signed_in(events)
    said = [[(each.kind, each.where) for each in call.problems] for call in person.held]
    assert said == [[], [("missing", "ClientId")], [("type", "AuthParameters.USERNAME")]]
    assert len(told(events, Held)) == len(told(events, Called)) == 1


def test_the_session_that_a_call_carries_is_known_by_when_it_came(desk):
    person = Person(at_2=drop)
    events = desk.sign_in("user_password", "sms", answers=SMS, gate=person)
    first, second = person.held
    assert first.deadline_from is None
    assert second.deadline_from == next(event.at for event in events if isinstance(event, Replied))


FLOWS = [
    ("user_srp", "plain", {}),
    ("user_password", "sms", SMS),
    ("admin_password", "plain", {}),
    ("user_auth", "plain", {"preferred_challenge": "PASSWORD_SRP"}),
    ("user_auth", "otp-only", {"preferred_challenge": "EMAIL_OTP"}),
    ("custom", "custom", {}),
    ("custom_srp", "custom", {}),
]


@pytest.mark.parametrize(("flow", "user", "given"), FLOWS)
@pytest.mark.parametrize("place", [1, 2])
def test_a_call_that_is_dropped_ends_the_sign_in_cleanly(flow, user, given, place, desk):
    answers = given if given is SMS else {}
    values = {} if given is SMS else given
    answers = {
        **answers,
        "CUSTOM_CHALLENGE": [{"ANSWER": "clock"}, {"ANSWER": "footsteps"}],
        "EMAIL_OTP": [{"EMAIL_OTP_CODE": "000000"}],
    }
    person = Person(**{f"at_{place}": drop})
    events = desk.sign_in(flow, user, answers=answers, gate=person, **values)
    if len(person.held) < place:  # nothing else could be held
        assert isinstance(events[-1], SignedIn)
        return
    assert isinstance(events[-2], Released), events
    assert events[-2].outcome == "dropped"
    assert events[-1] == Ended(at=events[-1].at, reason="dropped", operation=person.held[-1].operation)
    assert len(told(events, Called)) == len(told(events, Replied, Refused))


def test_the_calls_of_an_action_are_held_too(desk):
    tokens = signed_in(desk.sign_in("user_srp", "plain"))
    person = Person()
    events = desk.sign_in("get_user", "plain", gate=person, access_token=tokens.access_token)
    assert isinstance(events[-1], Finished)
    assert [call.operation for call in person.held] == ["GetUser"]
    events = desk.sign_in("get_user", "plain", gate=Person(at_1=drop), access_token=tokens.access_token)
    assert ended(events)[0] == "dropped"


def test_changed_added_and_missing_members_are_named_by_their_paths():
    before = {"ClientId": "a", "AuthParameters": {"USERNAME": "x", "PASSWORD": Secret("p")}, "Names": ("a",)}
    after = {"ClientId": "a", "AuthParameters": {"USERNAME": "x", "PASSWORD": "q", "MORE": "1"}, "Names": ["a"]}
    assert list(changes(before, after)) == ["AuthParameters.PASSWORD", "AuthParameters.MORE"]
    assert list(changes(before, {"Names": ["b"], "ClientId": "a"})) == ["AuthParameters", "Names"]


def test_what_is_not_known_to_be_harmless_is_masked_where_it_was_typed():
    typed = {"ClientId": "open", "Session": "s", "MaxResults": 5, "AuthParameters": {"USERNAME": "u", "PASSWORD": "p"}}
    assert masked(typed) == {
        "ClientId": "open", "Session": Secret("s"), "MaxResults": 5,
        "AuthParameters": {"USERNAME": "u", "PASSWORD": Secret("p")},
    }  # fmt: skip


def test_problems_never_quote_a_value():
    wrong = {"AuthFlow": "X", "ClientId": ["hidden"], "AuthParameters": {"A": 5}, "Sesion": ""}
    found = problems("InitiateAuth", wrong)
    assert {(each.kind, each.where) for each in found} == {
        ("type", "ClientId"), ("type", "AuthParameters.A"), ("unknown", "Sesion"),
    }  # fmt: skip
    assert "hidden" not in repr(found)
    assert not problems("InitiateAuth", {"AuthFlow": "X", "ClientId": "id", "AuthParameters": {"A": Secret("5")}})
