"""The triggers' calls can be read, a text be tried and used, and the file be had back; only by the pool's owner."""

import urllib.error
from urllib.parse import urlencode

import pytest

from tests.helpers.practice_pool import practice_pool
from tests.practice.fresh import refused

POOL, CLIENT = "us-east-1_Practice1", "1publicall0practice0000001"
WHERE = {"user_pool_id": POOL}
ANSWER_IS_42 = '''

def verify_auth_challenge(event, context):
    event["response"]["answerCorrect"] = event["request"]["challengeAnswer"] == "42"
    return event
'''


@pytest.fixture(scope="module")
def own():
    with practice_pool() as running:
        yield running


@pytest.fixture
def pool(own):
    yield own
    own.control("reset")


@pytest.fixture(scope="module")
def calls(own):
    client = own.api()
    yield client
    client.close()


def look(pool, what="triggers", **query):
    headers = {"Authorization": f"Bearer {pool.token}"}
    return pool.get(f"/practice/{what}?{urlencode({**WHERE, **query})}", headers)


def text_of(pool):
    return look(pool)["text"]


def sample(pool, trigger):
    return next(each["sample"] for each in look(pool)["triggers"] if each["trigger"] == trigger)


def attempt(pool, text, trigger="VerifyAuthChallengeResponse", function="verify_auth_challenge", event=None):
    event = event or sample(pool, trigger)
    return pool.control("triggers/try", {"text": text, "trigger": trigger, "function": function, "event": event})


def use(pool, text):
    return pool.control("triggers/use", {"text": text, **WHERE})


def begin(calls):
    return calls.initiate_auth(AuthFlow="CUSTOM_AUTH", ClientId=CLIENT, AuthParameters={"USERNAME": "custom"})


def answer(calls, asked, word):
    return calls.respond_to_auth_challenge(
        ClientId=CLIENT, ChallengeName="CUSTOM_CHALLENGE", Session=asked["Session"],
        ChallengeResponses={"USERNAME": "custom", "ANSWER": word},
    )  # fmt: skip


def test_the_text_is_the_samples_and_each_trigger_has_an_event_to_try(pool):
    found = look(pool)
    assert (found["file"], found["edited"]) == ("triggers.py", False)
    assert "def verify_auth_challenge" in found["text"]
    named = {each["trigger"]: each["function"] for each in found["triggers"]}
    assert (named["UserMigration"], named["PreSignUp"]) == ("migrate_user", "")
    for each in found["triggers"]:
        if each["function"]:
            assert attempt(pool, found["text"], each["trigger"], each["function"])["failure"] == ""


def test_calls_are_told_once_each_with_what_was_given_and_answered(pool, calls):
    begin(calls)
    first = look(pool, "triggers/calls")
    assert [each["trigger"] for each in first["calls"]] == ["DefineAuthChallenge", "CreateAuthChallenge"]
    created = first["calls"][1]
    assert created["response"]["privateChallengeParameters"] == {"answer": "clock"}
    assert created["event"]["triggerSource"] == "CreateAuthChallenge_Authentication"
    known = {"run": first["run"], "after": created["number"]}
    assert look(pool, "triggers/calls", **known)["calls"] == []
    begin(calls)
    assert [each["number"] for each in look(pool, "triggers/calls", **known)["calls"]] == [3, 4]
    pool.control("reset")
    begin(calls)
    assert [each["number"] for each in look(pool, "triggers/calls", **known)["calls"]] == [1, 2]


def test_a_failure_names_the_file_and_the_line(pool, calls):
    fails = "def create_auth_challenge(event, context):\n    raise ValueError('no riddle today')\n"
    use(pool, f"{text_of(pool)}\n\n{fails}")
    with refused("UserLambdaValidationException", "CreateAuthChallenge failed with error no riddle today."):
        begin(calls)
    failed = look(pool, "triggers/calls")["calls"][-1]
    lines = text_of(pool).splitlines()
    assert failed["place"] == f"triggers.py:{len(lines)}"
    assert failed["failure"].startswith("UserLambdaValidationException")


def test_a_text_in_use_decides_from_the_next_call_on_and_the_file_comes_back(pool, calls):
    asked = begin(calls)
    assert use(pool, text_of(pool) + ANSWER_IS_42)["edited"]
    asked = answer(calls, asked, "42")
    assert "AuthenticationResult" in answer(calls, asked, "42")
    assert not pool.control("triggers/back", WHERE)["edited"]
    asked = answer(calls, begin(calls), "clock")
    assert "AuthenticationResult" in answer(calls, asked, "footsteps")


def test_a_reset_brings_the_file_back_too(pool, calls):
    use(pool, text_of(pool) + ANSWER_IS_42)
    pool.control("reset")
    assert not look(pool)["edited"]
    assert "AuthenticationResult" in answer(calls, answer(calls, begin(calls), "clock"), "footsteps")


@pytest.mark.parametrize(("text", "line", "says"), [
    ("x = 1\ndef broken(:\n", 2, "line 2"),
    ("\n\nimport nothing_of_that_name\n", 3, "ModuleNotFoundError"),
    ("raise SystemExit(1)\n", 1, "SystemExit"),
    ("def f():\n\treturn 1\n        return 2\n", 3, "line 3"),
])  # fmt: skip
def test_a_text_that_cannot_be_loaded_names_the_line_and_the_old_functions_go_on(pool, calls, text, line, says):
    said = use(pool, text)
    assert (said["line"], says in said["error"]) == (line, True), said
    assert not look(pool)["edited"]
    assert begin(calls)["ChallengeName"] == "CUSTOM_CHALLENGE"
    tried = attempt(pool, text, function="f")
    assert (tried["line"], says in tried["error"]) == (line, True)


def test_a_try_tells_the_answer_and_what_was_printed_and_changes_nothing(pool, calls):
    event = sample(pool, "VerifyAuthChallengeResponse")
    event["request"]["challengeAnswer"] = "42"
    text = text_of(pool) + ANSWER_IS_42.replace("    event", "    print('asked')\n    event", 1)
    tried = attempt(pool, text, event=event)
    assert (tried["response"], tried["printed"]) == ({"answerCorrect": True}, "asked\n")
    assert tried["returned"]["request"]["challengeAnswer"] == "42"
    assert not look(pool)["edited"]
    assert look(pool, "triggers/calls")["calls"] == []
    assert answer(calls, begin(calls), "42")["ChallengeParameters"]["round"] == "1 of 2"


def test_a_try_that_fails_shows_the_traceback_with_its_line_and_no_path(pool):
    tried = attempt(pool, "def f(event, context):\n    x = 1\n    return x / 0\n", function="f")
    assert tried["error"] == "ZeroDivisionError: division by zero"
    assert (tried["line"], tried["response"]) == (3, None)
    assert 'File "triggers.py", line 3, in f' in tried["traceback"]
    assert "return x / 0" in tried["traceback"]
    assert "child.py" not in tried["traceback"]
    assert tried["failure"] == (
        "UserLambdaValidationException: VerifyAuthChallengeResponse failed with error division by zero."
    )


@pytest.mark.parametrize(("body", "failure"), [
    ("return None", "InvalidLambdaResponseException"),
    ("import os; os._exit(3)", "UserLambdaValidationException"),
    ("while True: pass", "UnexpectedLambdaException"),
])  # fmt: skip
def test_a_try_ends_as_the_sign_in_would(pool, body, failure):
    tried = attempt(pool, f"def f(event, context):\n    {body}\n", function="f")
    assert tried["failure"].startswith(failure)
    assert tried["seconds"] < 10


def test_a_function_with_a_triggers_own_name_is_put_into_the_pool(pool, calls):
    use(pool, text_of(pool) + "\n\ndef pre_authentication(event, context):\n    raise Exception('closed')\n")
    config = calls.describe_user_pool(UserPoolId=POOL)["UserPool"]["LambdaConfig"]
    assert config["PreAuthentication"].endswith(":function:pre_authentication")
    with refused("UserLambdaValidationException", "PreAuthentication failed with error closed."):
        calls.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=CLIENT,
                            AuthParameters={"USERNAME": "plain", "PASSWORD": "Practice1!"})
    pool.control("triggers/back", WHERE)
    assert "PreAuthentication" not in calls.describe_user_pool(UserPoolId=POOL)["UserPool"]["LambdaConfig"]


def test_a_function_that_was_taken_out_again_is_asked_of_no_pool(pool, calls):
    def configured():
        return calls.describe_user_pool(UserPoolId=POOL)["UserPool"]["LambdaConfig"]

    before = text_of(pool)
    added = before + "\n\ndef pre_authentication(event, context):\n    return event\n"
    other = {"user_pool_id": "us-east-1_Practice2"}
    for undo in (lambda: use(pool, before), lambda: pool.control("triggers/back", other)):
        use(pool, added)
        assert "PreAuthentication" in configured()
        undo()
        assert "PreAuthentication" not in configured()


def test_a_file_of_ones_own_is_what_is_edited_and_it_is_never_written(tmp_path):
    mine = tmp_path / "mine.py"
    mine.write_text("def verify_auth_challenge(event, context):\n    return event\n")
    with practice_pool(["--triggers", str(mine)]) as pool:
        assert (look(pool)["file"], look(pool)["text"]) == ("mine.py", mine.read_text())
        use(pool, ANSWER_IS_42)
        api = pool.api()
        asked = answer(api, begin(api), "42")
        assert asked["ChallengeParameters"]["round"] == "2 of 2"
        api.close()
    assert mine.read_text() == "def verify_auth_challenge(event, context):\n    return event\n"


@pytest.mark.parametrize("body", [{}, {"text": 7, **WHERE}, {"text": "x"}, {"text": "x", "user_pool_id": "nothing"}])
def test_a_text_that_is_none_or_of_no_pool_is_refused(pool, body):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        pool.control("triggers/use", body)
    assert refusal.value.code == 400
    refusal.value.close()


@pytest.mark.parametrize("what", ["try", "use", "back"])
def test_nobody_else_may_run_or_use_a_text(pool, what):
    pool.token, right = "wrong", pool.token
    try:
        with pytest.raises(urllib.error.HTTPError) as refusal:
            pool.control(f"triggers/{what}", {"text": "", **WHERE})
    finally:
        pool.token = right
    assert refusal.value.code == 403
    refusal.value.close()
