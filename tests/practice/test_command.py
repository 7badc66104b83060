"""`practice` as a program: what it prints, how it ends, what it refuses."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.helpers.practice_pool import ROOT, api_of, practice_pool
from tests.helpers.processes import end
from tests.helpers.waiting import wait_for

COMMAND = [sys.executable, "-m", "app.practice"]


@pytest.fixture
def started():
    """Start `practice` with arguments; ended and its pipes closed afterwards."""
    children = []

    def start(*arguments, **environment):
        child = subprocess.Popen(
            [*COMMAND, *arguments], cwd=ROOT, env={**os.environ, **environment},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        children.append(child)
        return child

    yield start
    for child in children:
        end(child)
        for pipe in (child.stdin, child.stdout, child.stderr):
            pipe.close()


def announced(child):
    return json.loads(child.stdout.readline())


def accepts(endpoint):
    try:
        socket.create_connection(("127.0.0.1", int(endpoint.rsplit(":", 1)[1])), timeout=1).close()
    except OSError:
        return False
    return True


def test_who_hangs_up_in_the_middle_of_a_call_is_worth_no_word(started):
    child = started("--until-stdin-closes")
    place = announced(child)["endpoint"].rsplit(":", 1)[1]
    head = "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth\r\n"
    with socket.create_connection(("127.0.0.1", int(place)), timeout=5) as line:
        line.sendall(f"{head}Content-Type: application/x-amz-json-1.1\r\nContent-Length: 100\r\n\r\n{{".encode())
    assert accepts(f"http://127.0.0.1:{place}")  # it saw to the one before
    child.stdin.close()
    assert child.wait(10) == 0
    assert child.stderr.read() == b""


def test_it_prints_one_line_once_it_accepts_connections_and_ends_when_stdin_closes(started):
    child = started("--until-stdin-closes")
    endpoint = announced(child)["endpoint"]
    assert accepts(endpoint)
    child.stdin.close()
    assert child.wait(10) == 0
    assert child.stdout.read() == b""
    assert child.stderr.read() == b""
    assert not accepts(endpoint)


def test_it_may_be_ended_as_soon_as_it_has_begun(started):
    child = started("--until-stdin-closes")
    child.stdin.close()
    assert child.wait(10) == 0
    assert announced(child)["endpoint"]
    assert child.stderr.read() == b""


def test_the_line_has_pools_clients_and_users(started):
    shown = announced(started("--until-stdin-closes"))
    pools = {pool["name"]: pool for pool in shown["user_pools"]}
    assert list(pools) == [
        "practice", "practice-mfa-required", "practice-devices", "practice-lite", "practice-devices-opt-in",
    ]
    assert [client["name"] for client in pools["practice"]["clients"]] == [
        "public-all", "confidential", "srp-only", "defaults", "legacy-values", "choice-only", "rotating",
    ]
    assert [user["username"] for user in pools["practice"]["users"]] == [
        "plain", "totp", "sms", "email", "choose-mfa", "new-password", "custom", "otp-only", "passkey", "unconfirmed",
        "disabled", "reset-required", "legacy",
    ]
    assert all(user["shows"] for pool in pools.values() for user in pool["users"])
    users = {user["username"]: user for user in pools["practice"]["users"]}
    assert list(users["totp"]) == ["username", "password", "shows", "totp_secret"]
    assert {name: user["password"] for name, user in users.items() if user["password"] != "Practice1!"} == {
        "otp-only": "",
    }
    with_secret = [client["name"] for client in pools["practice"]["clients"] if "secret" in client]
    assert with_secret == ["confidential"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_without_a_word(started, number, code):
    child = started()
    announced(child)
    child.send_signal(number)
    assert child.wait(10) == code
    assert child.stderr.read() == b""


def test_without_the_flag_it_goes_on_when_stdin_closes(started):
    child = started()
    endpoint = announced(child)["endpoint"]
    child.stdin.close()
    assert accepts(endpoint)
    assert child.poll() is None


def test_a_port_that_is_taken_is_named(started):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        child = started("--port", str(port))
        assert child.wait(10) == 2
        complaint = child.stderr.read().decode()
    assert complaint.count("\n") == 1
    assert f"port {port} of 127.0.0.1 cannot be used" in complaint


def test_it_takes_the_port_that_is_given(started):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert announced(started("--port", str(port), "--until-stdin-closes"))["endpoint"] == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("arguments", [["--port", "x"], ["--port", "65536"], ["--port", "-1"], ["--nothing"]])
def test_bad_arguments_are_refused(started, arguments):
    child = started(*arguments)
    assert child.wait(10) == 2
    assert child.stdout.read() == b""


@pytest.mark.parametrize(
    ("content", "named"), [("def broken(:\n", "line 1"), ("x = 1\nraise ValueError('no')\n", "line 2"), (None, "")]
)
def test_triggers_that_cannot_be_loaded_are_named_in_one_line(started, tmp_path, content, named):
    path = tmp_path / "mine.py"
    if content is not None:
        path.write_text(content)
    child = started("--triggers", str(path))
    assert child.wait(30) == 2
    complaint = child.stderr.read().decode()
    assert complaint.count("\n") == 1, complaint
    assert "mine.py" in complaint
    assert named in complaint
    assert child.stdout.read() == b""


def test_functions_of_a_file_are_triggers(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(
        "def let_in(event, context):\n"
        "    event['response']['autoConfirmUser'] = True\n"
        "    event['response']['autoVerifyEmail'] = True\n"
        "    return event\n"
    )
    with practice_pool(["--triggers", str(path)]) as practice:
        api = api_of(practice.endpoint)
        pool_id = api.create_user_pool(
            PoolName="p", LambdaConfig={"PreSignUp": "arn:aws:lambda:eu-west-1:123456789012:function:let_in"}
        )["UserPool"]["Id"]
        client_id = api.create_user_pool_client(UserPoolId=pool_id, ClientName="c")["UserPoolClient"]["ClientId"]
        answer = api.sign_up(
            ClientId=client_id, Username="u", Password="Practice1!",
            UserAttributes=[{"Name": "email", "Value": "u@example.com"}],
        )
        assert answer["UserConfirmed"] is True
        shown = api.admin_get_user(UserPoolId=pool_id, Username="u")
        assert {"Name": "email_verified", "Value": "true"} in shown["UserAttributes"]
        api.close()


def test_it_ends_at_once_while_a_trigger_hangs_and_others_are_served_meanwhile(started, tmp_path):
    path = tmp_path / "mine.py"
    reached = tmp_path / "reached"
    path.write_text(f"def hang(event, context):\n    open({str(reached)!r}, 'w').close()\n    while True: ...\n")
    child = started("--until-stdin-closes", "--triggers", str(path))
    api = api_of(announced(child)["endpoint"])
    function = "arn:aws:lambda:us-east-1:000000000000:function:hang"
    pool_id = api.create_user_pool(PoolName="p", LambdaConfig={"PreSignUp": function})["UserPool"]["Id"]
    client_id = api.create_user_pool_client(UserPoolId=pool_id, ClientName="c")["UserPoolClient"]["ClientId"]
    refusals = []

    def sign_up():
        with pytest.raises(ClientError) as caught:
            api.sign_up(ClientId=client_id, Username="u", Password="Practice1!")
        refusals.append(caught.value.response["Error"]["Code"])

    waiting = threading.Thread(target=sign_up)
    waiting.start()
    wait_for(reached.exists, "the trigger to hang")
    assert api.list_user_pools(MaxResults=1)["UserPools"]
    child.stdin.close()
    assert child.wait(4) == 0  # an attempt would have lasted five seconds
    waiting.join(10)
    api.close()
    assert refusals == ["UserLambdaValidationException"]
    assert child.stderr.read() == b""


def test_it_ends_with_the_process_that_started_it_even_by_kill(tmp_path):
    parent = (
        "import subprocess\n"
        f"child = subprocess.Popen({[*COMMAND, '--until-stdin-closes']!r}, stdin=subprocess.PIPE)\n"
        "child.wait()\n"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", parent], cwd=Path(ROOT), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    try:
        endpoint = announced(starter)["endpoint"]
        starter.kill()
        starter.wait(10)
        wait_for(lambda: not accepts(endpoint), "the practice pool's end")
    finally:
        end(starter)
        starter.stdout.close()


def test_control_is_off_where_no_token_was_given(started):
    child = started("--until-stdin-closes", PRACTICE_CONTROL_TOKEN="")
    host = announced(child)["endpoint"].removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("POST", "/practice/reset", headers={"Authorization": "Bearer "})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 403
