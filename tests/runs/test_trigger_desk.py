"""What triggers are given and answer is masked by an allow-list, and a try has what is under its masks."""

import json

import pytest

from app.models.json_text import as_text
from app.runs import trigger_desk
from app.runs.practice_client import PracticeClient, PracticeRefusal
from app.runs.trigger_desk import Attempt, TriggerCalls, seal, unmask
from app.runs.what_if import back_to_normal, change, read, with_what_if
from app.secret import MASK, Secret
from tests.helpers.practice_desk import Desk, ended
from tests.helpers.practice_pool import practice_pool

POOL = "us-east-1_Practice1"
EVENT = {
    "version": "1", "userName": "plain", "triggerSource": "UserMigration_Authentication",
    "request": {
        "password": "hunter2 and more", "validationData": {"userName": "as a key that a person chose"},
        "userAttributes": {"sub": "s", "email": "plain@example.com", "userName": "x"},
        "privateChallengeParameters": {"answer": "clock", "challengeName": "no name"},
        "session": [{"challengeName": "SRP_A", "challengeResult": True, "challengeMetadata": None}], "pin": 1234,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def pool():
    with practice_pool() as running:
        yield running


@pytest.fixture
def client(pool):
    yield PracticeClient(pool.endpoint, (POOL,), pool.token)
    pool.control("reset")


def test_only_what_is_known_to_be_harmless_stays_readable():
    shown = as_text(seal(EVENT)).text
    for secret in ("hunter2", "chose", "example.com", "clock", "no name", "1234", '"x"'):
        assert secret not in shown
    for harmless in ('"plain"', "UserMigration_Authentication", "SRP_A", "true", "null", '"sub": "s"'):
        assert harmless in shown


def test_masks_that_are_left_alone_stand_for_what_is_under_them():
    sealed = seal(EVENT)
    edited = json.loads(as_text(sealed).text)
    edited["userName"] = "other"
    edited["request"]["userAttributes"]["email"] = "new@example.com"
    got = unmask(edited, sealed)
    assert got["request"]["password"] == "hunter2 and more"
    assert got["request"]["privateChallengeParameters"]["answer"] == "clock"
    assert (got["userName"], got["request"]["userAttributes"]["email"]) == ("other", "new@example.com")


def test_a_mask_where_nothing_was_is_a_text_like_any_other():
    assert unmask({"new": MASK, "list": [MASK]}, {"list": ()}) == {"new": MASK, "list": [MASK]}


def test_what_a_try_says_holds_no_secret_of_its_event(client):
    found = trigger_desk.functions(client, POOL)
    sample = next(each.sample for each in found.triggers if each.trigger == "UserMigration")
    text = "def f(event, context):\n    print(event['request']['password'])\n    raise ValueError(event['request'])\n"
    tried = trigger_desk.attempt(client, Attempt(text=text, trigger="UserMigration", function="f",
                                                 event=as_text(sample).text, sealed=sample))
    assert tried.line == 3
    assert "Practice1!" not in f"{tried.printed}{tried.error}{tried.failure}{tried.traceback}"
    assert MASK in tried.printed


def test_calls_hold_their_secrets_sealed(client, pool):
    desk = Desk(pool)
    desk.sign_in("user_password", "legacy")
    found = trigger_desk.calls(client, TriggerCalls())
    migration = next(call for call in found.calls if call.trigger == "UserMigration")
    assert isinstance(migration.event["request"]["password"], Secret)
    assert "Practice1!" not in repr(found)
    assert trigger_desk.calls(client, TriggerCalls(run=found.run, calls=found.calls)).calls == ()


def test_a_profile_learns_what_its_app_client_allows_now_and_others_stay_the_same_object(client, pool):
    profiles = Desk(pool).profiles
    public, other = profiles["practice / public-all"], profiles["practice / srp-only"]
    wanted = {"user_pool_id": POOL, "clients": [{"client_id": public.client_id, "existence_errors": "LEGACY"}]}
    now = change(client, {"user_pools": [wanted]})
    assert with_what_if(public, now).facts["PreventUserExistenceErrors"] == "LEGACY"
    assert with_what_if(other, now) is other
    assert back_to_normal(client).normal
    assert with_what_if(public, read(client)) is public


def test_a_refused_change_says_why(client):
    with pytest.raises(PracticeRefusal, match="one of OFF, OPTIONAL, ON"):
        change(client, {"user_pools": [{"user_pool_id": POOL, "mfa": "SOMETIMES"}]})


@pytest.mark.parametrize(("fault", "reason", "code"), [
    ({"kind": "throttle"}, "refused", "TooManyRequestsException"),
    ({"kind": "error"}, "refused", "InternalErrorException"),
    ({"kind": "drop"}, "failed", None),
])  # fmt: skip
def test_the_programs_own_sign_in_ends_at_a_fault_as_at_cognito(client, pool, fault, reason, code):
    desk = Desk(pool)
    change(client, {"faults": [{**fault, "left": 1}]})
    how, said, _ = ended(desk.sign_in("user_srp", "plain"))
    assert how == reason
    assert code is None or said == code
