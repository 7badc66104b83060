"""The practice pool over HTTP: headers, errors, key sets, kept connections."""

import http.client
import json
import socket
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.practice_pool import PASSWORD

TARGET = "AWSCognitoIdentityProviderService."


@pytest.fixture
def connection(practice):
    made = http.client.HTTPConnection(urlsplit(practice.endpoint).netloc, timeout=10)
    yield made
    made.close()


def post(connection, body, operation="ListUserPools", **headers):
    headers = {"X-Amz-Target": TARGET + operation, "Content-Type": "application/x-amz-json-1.1", **headers}
    connection.request("POST", "/", body if isinstance(body, bytes) else json.dumps(body).encode(), headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_an_answer_has_the_headers_that_clients_read(connection):
    answer, body = post(connection, {"MaxResults": 1})
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "application/x-amz-json-1.1"
    assert answer.getheader("Access-Control-Allow-Origin") == "*"
    assert len(answer.getheader("x-amzn-RequestId")) == 36
    assert int(answer.getheader("Content-Length")) == len(body)
    assert answer.getheader("Server") is None
    assert "UserPools" in json.loads(body)


def test_an_error_is_told_in_body_and_headers(connection):
    answer, body = post(connection, {"UserPoolId": "us-east-1_nothere"}, "DescribeUserPool")
    assert answer.status == 400
    message = "User pool us-east-1_nothere does not exist."
    assert json.loads(body) == {"__type": "ResourceNotFoundException", "message": message}
    assert answer.getheader("x-amzn-ErrorType") == "ResourceNotFoundException:"
    assert answer.getheader("x-amzn-ErrorMessage") == message


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 100_000, b"9" * 5000,
     b"<html>"],
)
def test_a_body_that_is_no_json_object_cannot_be_read(connection, body):
    answer, text = post(connection, body)
    assert answer.status == 400
    assert json.loads(text)["__type"] == "SerializationException"


def test_a_huge_body_is_refused(practice):
    with socket.create_connection(("127.0.0.1", urlsplit(practice.endpoint).port), timeout=10) as raw:
        target = f"X-Amz-Target: {TARGET}ListUserPools"
        lines = ["POST / HTTP/1.1", "Host: localhost", target, "Content-Length: 5000000"]
        raw.sendall("\r\n".join([*lines, "", ""]).encode() + b" " * 1_100_000)
        assert b"400" in raw.recv(65536).split(b"\r\n")[0]


def test_an_empty_body_is_an_empty_request(connection):
    answer, text = post(connection, b"")
    assert "maxResults" in json.loads(text)["message"]
    assert answer.status == 400


@pytest.mark.parametrize("target", ["", "ListUserPools", "OtherService.ListUserPools", TARGET, TARGET + "MakeCoffee"])
def test_a_target_that_is_none_of_cognitos_is_unknown(connection, target):
    answer, text = post(connection, {}, **{"X-Amz-Target": target})
    assert answer.status == 400
    assert json.loads(text)["__type"] == "UnknownOperationException"


def test_an_operation_without_output_has_an_empty_body(fresh, connection):
    fresh.pool()
    answer, body = post(connection, {"UserPoolId": fresh.pool_id}, "DeleteUserPool")
    assert (answer.status, body) == (200, b"")


def test_a_browser_may_ask_and_post(practice, connection):
    asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "content-type,x-amz-target"}
    connection.request("OPTIONS", "/", headers=asked)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200
    assert answer.getheader("Access-Control-Allow-Origin") == "*"
    assert "x-amz-target" in answer.getheader("Access-Control-Allow-Headers")
    assert "POST" in answer.getheader("Access-Control-Allow-Methods")


def test_the_date_is_that_of_the_practice_clock(practice, connection):
    with practice.clock_ahead(86_400):
        answer, _ = post(connection, {"MaxResults": 1})
    ahead = parsedate_to_datetime(answer.getheader("Date")) - datetime.now(UTC)
    assert 86_300 < ahead.total_seconds() < 86_500


def test_answers_on_a_kept_connection_do_not_wait(connection):
    post(connection, {"MaxResults": 1})
    before = time.perf_counter()
    for _ in range(20):
        post(connection, {"MaxResults": 1})
    assert (time.perf_counter() - before) / 20 < 0.030  # a delayed ACK would cost 40 ms each time


def test_tokens_verify_by_the_key_set_under_their_issuer(practice, api):
    client_id = practice.client()["id"]
    result = api.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH", ClientId=client_id, AuthParameters={"USERNAME": "plain", "PASSWORD": PASSWORD}
    )["AuthenticationResult"]
    issuer = f"{practice.endpoint}/{practice.pool_id()}"
    key_set = jwt.PyJWKSet.from_dict(practice.get(f"/{practice.pool_id()}/.well-known/jwks.json"))
    for token, audience in ((result["IdToken"], client_id), (result["AccessToken"], None)):
        key = key_set[jwt.get_unverified_header(token)["kid"]]
        jwt.decode(token, key, algorithms=["RS256"], audience=audience, issuer=issuer)
    described = practice.get(f"/{practice.pool_id()}/.well-known/openid-configuration")
    assert described["issuer"] == issuer
    assert described["jwks_uri"] == f"{issuer}/.well-known/jwks.json"


def test_there_is_no_key_set_for_a_pool_that_is_not_there(connection):
    connection.request("GET", "/us-east-1_nothere/.well-known/jwks.json")
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 404


def test_it_listens_on_loopback_alone(practice):
    assert practice.endpoint.startswith("http://127.0.0.1:")


@settings(max_examples=150)
@given(body=st.binary(max_size=200), operation=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30))
def test_no_bytes_whatever_are_a_defect(practice, body, operation):
    connection = http.client.HTTPConnection(urlsplit(practice.endpoint).netloc, timeout=10)
    try:
        answer, text = post(connection, body, operation)
    finally:
        connection.close()
    assert answer.status == 400
    # The last one for an operation that there is: the names in this module are tried, too.
    expected = ("UnknownOperationException", "SerializationException", "InvalidParameterException")
    assert json.loads(text)["__type"] in expected
