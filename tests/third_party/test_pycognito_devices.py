"""pycognito registers a device at the practice pool and signs in with it: a client that nobody here wrote.

Its ConfirmDevice goes to Cognito's public host whatever the endpoint, so that host leads to the practice pool here. It
sends no Session with its answers.
"""

import json

import pytest
import requests
from botocore.exceptions import ClientError
from pycognito.aws_srp import AWSSRP
from pycognito.exceptions import SoftwareTokenMFAChallengeException

from tests.helpers.practice_pool import PASSWORD

PUBLIC_HOST = "https://cognito-idp.us-east-1.amazonaws.com/"
DEVICES = "practice-devices"


class ToThePracticePool(requests.adapters.HTTPAdapter):
    """Sends what is meant for Cognito's public host to the practice pool: pycognito's ConfirmDevice has a fixed URL."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.sent = []
        super().__init__()

    def send(self, request, **more):
        assert request.url == PUBLIC_HOST
        self.sent.append((request.headers["X-Amz-Target"].split(".")[1], json.loads(request.body)))
        request.url = self.endpoint + "/"
        request.headers["Host"] = self.endpoint.removeprefix("http://")
        return super().send(request, **more | {"proxies": {}})


@pytest.fixture(autouse=True)
def seeded(practice):
    practice.control("reset")


@pytest.fixture
def public_host(practice, monkeypatch):
    """pycognito's own requests reach the practice pool; what it sent that way is in `sent`."""
    adapter = ToThePracticePool(practice.endpoint)
    original = requests.Session.get_adapter
    monkeypatch.setattr(requests.Session, "get_adapter",
                        lambda self, url: adapter if url.startswith(PUBLIC_HOST) else original(self, url))
    yield adapter
    adapter.close()


class Recorder:
    """A boto3 client that remembers the requests of RespondToAuthChallenge."""

    def __init__(self, api):
        self.api = api
        self.answers = []

    def respond_to_auth_challenge(self, **request):
        self.answers.append(request)
        return self.api.respond_to_auth_challenge(**request)

    def __getattr__(self, name):
        return getattr(self.api, name)


@pytest.fixture
def api(practice):
    api = Recorder(practice.api())
    yield api
    api.close()


def srp(practice, api, pool=DEVICES, name="device", **device):
    return AWSSRP(name, PASSWORD, practice.pool_id(pool), practice.client("public", pool)["id"], client=api, **device)


def sign_in_with_code(practice, api, pool=DEVICES, name="device"):
    """The first sign-in, which asks for a code: pycognito's object and the reply with the tokens."""
    one = srp(practice, api, pool, name)
    with pytest.raises(SoftwareTokenMFAChallengeException) as caught:
        one.authenticate_user()
    asked = caught.value.get_tokens()
    code = practice.authenticator_code(practice.pool_id(pool), name)
    return one, api.respond_to_auth_challenge(
        ClientId=one.client_id, ChallengeName=asked["ChallengeName"], Session=asked["Session"],
        ChallengeResponses={"USERNAME": name, "SOFTWARE_TOKEN_MFA_CODE": code},
    )


def confirmed(practice, api, pool=DEVICES, name="device"):
    """The keyword arguments of a device that pycognito confirmed, the reply that brought it, and the answer."""
    one, reply = sign_in_with_code(practice, api, pool, name)
    answer, password = one.confirm_device(reply, "test")
    return {
        "device_key": one.device_key, "device_group_key": one.device_group_key, "device_password": password,
    }, reply["AuthenticationResult"], answer


def refusal(call):
    with pytest.raises(ClientError) as caught:
        call()
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


def test_a_confirmed_device_takes_the_place_of_the_code(practice, api, public_host):
    device, _, answer = confirmed(practice, api)
    assert (answer.status_code, answer.json()) == (200, {"UserConfirmationNecessary": False})
    assert [operation for operation, _ in public_host.sent] == ["ConfirmDevice"]
    again = srp(practice, api, **device).authenticate_user()["AuthenticationResult"]
    assert "NewDeviceMetadata" not in again
    [listed] = api.list_devices(AccessToken=again["AccessToken"])["Devices"]
    assert listed["DeviceKey"] == device["device_key"]
    names = [request["ChallengeName"] for request in api.answers[-3:]]
    assert names == ["PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]
    assert not any("Session" in request for request in api.answers[-3:])


def test_a_device_signs_in_again_and_again(practice, api, public_host):
    device, _, _ = confirmed(practice, api)
    for _ in range(20):
        assert "AuthenticationResult" in srp(practice, api, **device).authenticate_user()


@pytest.mark.parametrize("name", ["TIMESTAMP", "PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE"])
def test_the_proof_is_over_the_text_that_was_sent_and_over_no_other(practice, api, public_host, name):
    device, _, _ = confirmed(practice, api)
    one = srp(practice, api, **device)
    original = one.process_device_challenge

    def changed(parameters):
        responses = original(parameters)
        earlier = next(each for each in api.answers if each["ChallengeName"] == "PASSWORD_VERIFIER")
        other = earlier["ChallengeResponses"][name]
        return responses | {name: other if other != responses[name] else "Mon Sep 21 14:13:20 UTC 2026"}

    one.process_device_challenge = changed
    assert refusal(one.authenticate_user) == ("NotAuthorizedException", "Incorrect username or password.")


def test_a_device_with_another_password_is_refused(practice, api, public_host):
    device, _, _ = confirmed(practice, api)
    one = srp(practice, api, **device | {"device_password": "made up"})
    assert refusal(one.authenticate_user) == ("NotAuthorizedException", "Incorrect username or password.")


def test_the_user_has_a_device_remembered_and_forgotten(practice, api, public_host):
    pool, name = "practice-devices-opt-in", "device-opt-in"
    device, tokens, answer = confirmed(practice, api, pool, name)
    assert answer.json() == {"UserConfirmationNecessary": True}
    one = srp(practice, api, pool, name, **device)
    with pytest.raises(SoftwareTokenMFAChallengeException):
        one.authenticate_user()
    one.update_device_status(True, tokens["AccessToken"], device["device_key"])
    assert "AuthenticationResult" in one.authenticate_user()
    one.forget_device(tokens["AccessToken"], device["device_key"])
    assert refusal(one.authenticate_user) == ("ResourceNotFoundException", "Device does not exist.")
    assert [operation for operation, _ in public_host.sent] == ["ConfirmDevice", "UpdateDeviceStatus", "ForgetDevice"]
