"""AWS credentials: asked for their MFA code once, kept while the program runs, and told what is wrong with them."""

import logging
import threading

import pytest

from app.auth.steps import Call
from app.cognito import logins
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.errors import Cancelled, CredentialsTrouble, Fault, TransportError
from tests.helpers.little_server import little_server, says
from tests.helpers.sts import KEYS, ROLE, SERIAL, WITH_MFA, WRONG_CODE, assumed, refuses, sent, write_config

ADMIN = Call(operation="AdminGetUser", params={"UserPoolId": "us-east-1_X", "Username": "plain"})
PUBLIC = Call(operation="InitiateAuth", params={"AuthFlow": "CUSTOM_AUTH", "ClientId": "c", "AuthParameters": {}})
NOBODY = Cancelled


class Person:
    """Answers the questions for codes, and remembers them."""

    def __init__(self, *codes):
        self.codes = list(codes)
        self.asked = []

    def __call__(self, serial, aws_profile, refusal):
        self.asked.append((serial, aws_profile, refusal.code if refusal else ""))
        code = self.codes.pop(0)
        if code is NOBODY:
            raise Cancelled
        return code


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(logins, "_kept", {})


@pytest.fixture
def config(tmp_path, monkeypatch):
    """A config file of the test's own, with an AWS profile `qa` whose role wants MFA."""
    path = tmp_path / "config"
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    write_config(path, source=KEYS, qa=WITH_MFA)
    return path


@pytest.fixture
def cognito():
    with little_server(says("{}")) as server:
        yield server


@pytest.fixture
def sts(config, monkeypatch):
    """Start a token service that answers so."""
    running = []

    def start(*answers):
        context = little_server(*answers)
        running.append(context)
        server = context.__enter__()
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", server.url)
        return server

    yield start
    for context in running:
        context.__exit__(None, None, None)


def call(cognito, person, aws_profile="qa", step=ADMIN):
    api = CognitoApi(Reach(region="us-east-1", endpoint_url=cognito.url, aws_profile=aws_profile))
    api.make_ready(step.operation, person)
    return api(step)


def fails(cognito, person, aws_profile="qa"):
    with pytest.raises(TransportError) as caught:
        call(cognito, person, aws_profile)
    assert cognito.received == []
    return caught.value


def test_the_code_is_asked_for_once_and_its_credentials_sign_all_later_calls(cognito, sts):
    service, person = sts(assumed()), Person("123456")
    for _ in range(3):
        call(cognito, person)
    assert person.asked == [(SERIAL, "qa", "")]
    (request,) = service.received
    assert (sent(request)["TokenCode"], sent(request)["SerialNumber"], sent(request)["RoleArn"]) == (
        "123456", SERIAL, ROLE,
    )
    assert "Credential=AKIASOURCE/" in request.headers["authorization"]
    assert ["Credential=ASIAROLE/" in each.headers["authorization"] for each in cognito.received] == [True] * 3
    assert cognito.received[0].headers["x-amz-security-token"] == "role-token"


def test_a_public_call_and_the_practice_pool_ask_for_nothing(cognito, sts):
    service, person = sts(assumed()), Person()
    call(cognito, person, step=PUBLIC)
    practice = CognitoApi(Reach(region="us-east-1", endpoint_url=cognito.url, aws_profile="qa", practice=True))
    practice.make_ready(ADMIN.operation, person)
    practice(ADMIN)
    assert (person.asked, service.received) == ([], [])


def test_a_changed_file_or_variable_is_noticed(cognito, sts, config, monkeypatch):
    sts(assumed())
    person = Person("123456", "234567", "345678")
    call(cognito, person)
    write_config(config, source=KEYS, qa={**WITH_MFA, "duration_seconds": "1200"})
    call(cognito, person)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    call(cognito, person)
    call(cognito, person)
    assert len(person.asked) == 3


def test_a_wrong_code_is_asked_for_again_with_what_aws_said(cognito, sts):
    service, person = sts(WRONG_CODE, assumed()), Person("000000", "123456")
    call(cognito, person)
    assert person.asked == [(SERIAL, "qa", ""), (SERIAL, "qa", "AccessDenied")]
    assert [sent(request)["TokenCode"] for request in service.received] == ["000000", "123456"]


def test_after_three_wrong_ones_it_is_told(cognito, sts):
    sts(WRONG_CODE)
    error = fails(cognito, Person(*["000000"] * 4))
    assert (error.fault, error.trouble, error.aws_profile) == (Fault.CREDENTIALS, CredentialsTrouble.MFA, "qa")


def test_what_is_no_code_is_asked_for_again_before_anything_is_sent(cognito, sts):
    service, person = sts(assumed()), Person("", "123456")
    call(cognito, person)
    assert [refusal for _, _, refusal in person.asked] == ["", "ValidationError"]
    assert len(service.received) == 1


def test_who_does_not_answer_ends_the_call_and_is_asked_anew_at_the_next(cognito, sts):
    service = sts(assumed())
    with pytest.raises(Cancelled):
        call(cognito, Person(NOBODY))
    assert service.received == []
    call(cognito, Person("123456"))
    assert len(cognito.received) == 1


def test_a_role_that_may_not_be_assumed_is_told_without_another_question(cognito, sts):
    sts(refuses("AccessDenied", "User: x is not authorized to perform: sts:AssumeRole"))
    person = Person("123456")
    error = fails(cognito, person)
    assert (error.trouble, len(person.asked)) == (CredentialsTrouble.ROLE, 1)
    assert "not authorized" in error.detail


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch"])
def test_keys_that_the_token_service_does_not_take_are_told_as_that(cognito, sts, code):
    sts(refuses(code, "no"))
    assert fails(cognito, Person("123456")).trouble is CredentialsTrouble.REJECTED


def test_credentials_that_have_run_out_bring_the_question_back(cognito, sts):
    sts(assumed(seconds=1000), assumed(key="ASIANEXT"))
    person = Person("123456", "234567")
    call(cognito, person)
    # As if there were less time left than botocore wants.
    ((_, session),) = logins._kept.values()
    credentials = session.get_credentials()
    credentials._advisory_refresh_timeout = credentials._mandatory_refresh_timeout = 2000
    call(cognito, person)
    call(cognito, person)
    assert len(person.asked) == 2
    assert "Credential=ASIANEXT/" in cognito.received[-1].headers["authorization"]


def test_a_role_without_mfa_asks_nobody(cognito, sts, config):
    write_config(config, source=KEYS, qa={name: value for name, value in WITH_MFA.items() if name != "mfa_serial"})
    sts(assumed())
    call(cognito, Person())
    assert "Credential=ASIAROLE/" in cognito.received[0].headers["authorization"]


def test_two_runs_at_once_ask_one_code(cognito, sts):
    sts(assumed())
    second_waits, asked = threading.Event(), []

    def slow(serial, aws_profile, refusal):
        asked.append(serial)
        assert second_waits.wait(10)
        return "123456"

    def second():
        second_waits.set()
        call(cognito, slow)

    threads = [threading.Thread(target=call, args=(cognito, slow)), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(asked), len(cognito.received)) == (1, 2)


def test_where_nobody_can_be_asked_it_is_told(cognito, sts):
    sts(assumed())
    with pytest.raises(TransportError) as caught:
        CognitoApi(Reach(region="us-east-1", endpoint_url=cognito.url, aws_profile="qa"))(ADMIN)
    assert caught.value.trouble is CredentialsTrouble.MFA


def test_the_code_and_the_keys_are_in_no_log_and_no_repr(cognito, sts, caplog):
    caplog.set_level(logging.DEBUG)
    sts(WRONG_CODE)
    error = fails(cognito, Person(*["824613"] * 3))
    hidden = ["824613", "source-secret", "role-secret", "role-token"]
    seen = caplog.text + repr(error) + error.detail + repr(logins._kept)
    assert [secret for secret in hidden if secret in seen] == []


SSO = {"sso_start_url": "https://example.com/start", "sso_region": "eu-west-1", "sso_account_id": "0" * 12,
       "sso_role_name": "reader"}  # fmt: skip


@pytest.mark.parametrize(
    ("profiles", "troubles"),
    [
        ({"qa": {"region": "eu-west-1"}}, {CredentialsTrouble.NONE}),
        ({"other": {}}, {CredentialsTrouble.NO_PROFILE}),
        ({"qa": {"aws_access_key_id": "AKIAHALF"}}, {CredentialsTrouble.PARTIAL}),
        ({"qa": {"role_arn": ROLE}}, {CredentialsTrouble.PARTIAL}),
        ({"qa": {"role_arn": ROLE, "source_profile": "nowhere"}}, {CredentialsTrouble.CONFIG}),
        ({"qa": {"role_arn": ROLE, "source_profile": "qa"}}, {CredentialsTrouble.CONFIG}),
        ({"qa": SSO}, {CredentialsTrouble.SSO}),
        ({"qa": {"sso_session": "nowhere", **SSO}}, {CredentialsTrouble.CONFIG}),
        ({"qa": {"credential_process": "false"}}, {CredentialsTrouble.PROCESS}),
        ({"qa": {"login_session": ROLE}}, {CredentialsTrouble.LOGIN, CredentialsTrouble.DEPENDENCY}),
    ],
)
def test_each_thing_that_is_wrong_with_credentials_is_told_apart(cognito, config, profiles, troubles):
    write_config(config, **profiles)
    error = fails(cognito, Person())
    assert error.fault is Fault.CREDENTIALS
    assert error.trouble in troubles, error.detail
    assert error.aws_profile == "qa"


def test_what_was_put_right_meanwhile_is_taken_though_no_file_of_awss_changed(cognito, config, tmp_path):
    write_config(config, qa={"credential_process": f"cat {tmp_path / 'given'}"})
    assert fails(cognito, Person()).trouble is CredentialsTrouble.PROCESS
    (tmp_path / "given").write_text('{"Version": 1, "AccessKeyId": "AKIAGIVEN", "SecretAccessKey": "x"}')
    call(cognito, Person())
    assert "Credential=AKIAGIVEN/" in cognito.received[0].headers["authorization"]


def test_a_file_that_cannot_be_parsed_is_named(cognito, config):
    config.write_text("[[[")
    error = fails(cognito, Person())
    assert (error.trouble, str(config) in error.detail) == (CredentialsTrouble.CONFIG, True)


def test_a_token_service_that_is_not_there_is_no_trouble_with_credentials(cognito, config, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9")
    error = fails(cognito, Person("123456"))
    assert (error.fault, error.trouble) == (Fault.REFUSED, None)
    assert "http://127.0.0.1:9" in error.detail
