"""Calls to Cognito against real servers on loopback that answer well, badly, or as somebody else."""

import json

import pytest

from app.auth.steps import Call
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach, is_loopback
from app.errors import ApiError, Fault, TransportError
from app.secret import Secret
from tests.helpers.little_server import JSON, REQUEST_ID, hangs_up, little_server, resets, says, trickles

TOKENS = {"AuthenticationResult": {"AccessToken": "a"}, "ChallengeParameters": {}}
CHALLENGE = {"ChallengeName": "SMS_MFA", "ChallengeParameters": {"NOT_KNOWN": "x"}, "Session": "s" * 20, "New": 1}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n"


def initiate(username="plain", **parameters):
    values = {"USERNAME": username, "PASSWORD": Secret("Practice1!"), **parameters}
    params = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "client", "AuthParameters": values}
    return Call(operation="InitiateAuth", params=params)


def api(server, **reach):
    url = server if isinstance(server, str) else server.url
    return CognitoApi(Reach(region="us-east-1", endpoint_url=url, **reach))


def fails(*answers, call=None):
    with little_server(*answers) as server, pytest.raises(TransportError) as caught:
        api(server)(call or initiate())
    assert len(server.received) == 1
    assert caught.value.operation == "InitiateAuth"
    return caught.value


def refuses(*answers):
    with little_server(*answers) as server, pytest.raises(ApiError) as caught:
        api(server)(initiate())
    assert len(server.received) == 1
    assert caught.value.operation == "InitiateAuth"
    return caught.value


def test_a_call_is_cognitos_json_unsigned_with_its_secrets_revealed():
    with little_server(says(TOKENS)) as server:
        api(server)(initiate())
    (request,) = server.received
    assert (request.method, request.path) == ("POST", "/")
    assert request.headers["x-amz-target"] == "AWSCognitoIdentityProviderService.InitiateAuth"
    assert request.headers["content-type"] == JSON
    assert "authorization" not in request.headers
    assert request.json == {
        "AuthFlow": "USER_PASSWORD_AUTH",
        "ClientId": "client",
        "AuthParameters": {"USERNAME": "plain", "PASSWORD": "Practice1!"},
    }


def test_secrets_in_a_list_are_revealed_too():
    attributes = [{"Name": "email", "Value": Secret("jane@example.com")}]
    with little_server(says({})) as server:
        params = {"ClientId": "client", "Username": "jane", "UserAttributes": attributes}
        api(server)(Call(operation="SignUp", params=params))
    assert server.received[0].json["UserAttributes"] == [{"Name": "email", "Value": "jane@example.com"}]


def test_a_reply_comes_as_cognito_sent_it_with_what_the_model_lacks():
    date = ("Date", "Wed, 05 Apr 2017 22:42:34 GMT")
    with little_server(says(CHALLENGE, 200, date, ("x-amzn-RequestId", REQUEST_ID), ("X-Odd", "1"))) as server:
        reply = api(server)(initiate())
    assert reply.body == CHALLENGE
    assert (reply.challenge, reply.session) == ("SMS_MFA", Secret("s" * 20))
    wire = reply.wire
    assert (wire.status, wire.request_id, wire.size) == (200, REQUEST_ID, len(json.dumps(CHALLENGE)))
    assert wire.headers["x-odd"] == "1"
    assert wire.seconds > 0


def dated(date):
    def answer(handler):
        handler.wfile.write(HEAD + b"Date: " + date + b"\r\n\r\n{}")
        handler.close_connection = True

    return answer


@pytest.mark.parametrize(
    ("date", "epoch"),
    [
        (b"Wed, 05 Apr 2017 22:42:34 GMT", 1_491_432_154.0),
        (b"", None),
        (b"yesterday", None),
        (b"Wed, 99 Foo 2017 99:42:34 GMT", None),
        (b"\xff", None),
        (b"Wed, 31 Dec 1969 22:42:34 GMT", None),
        (b"Fri, 31 Dec 9999 22:42:34 GMT", None),
    ],
)
def test_the_servers_date_is_read_and_an_odd_one_is_none(date, epoch):
    with little_server(dated(date)) as server:
        assert api(server)(initiate()).wire.server_date == epoch


@pytest.mark.parametrize(
    ("status", "body", "headers", "code", "message"),
    [
        (400, {"__type": "NotAuthorizedException", "message": "no"}, [], "NotAuthorizedException", "no"),
        (400, {"__type": "com.amazonaws.x#UserNotFoundException", "Message": "no"}, [], "UserNotFoundException", "no"),
        (400, {"__type": "A:http://x", "message": "no"}, [], "A", "no"),
        (400, {"code": "ThrottlingException"}, [], "ThrottlingException", ""),
        (500, {"__type": "InternalErrorException", "message": "x"}, [], "InternalErrorException", "x"),
        (403, {"__type": "ForbiddenException", "message": "WAF"}, [], "ForbiddenException", "WAF"),
        (429, {"__type": "TooManyRequestsException"}, [], "TooManyRequestsException", ""),
        (400, {}, [("x-amzn-ErrorType", "NotAuthorizedException:")], "NotAuthorizedException", ""),
        (
            400,
            b"",
            [("x-amzn-ErrorType", "A:"), ("x-amzn-ErrorMessage", "said in a header")],
            "A",
            "said in a header",
        ),
        (403, b"<html>WAF</html>", [("x-amzn-errortype", "ForbiddenException")], "ForbiddenException", ""),
        (400, {"__type": "A", "message": 7}, [], "A", ""),
        (400, {"__type": "A", "message": None}, [("x-amzn-errormessage", "h")], "A", "h"),
        (400, {"message": "m"}, [("x-amzn-errortype", "A:"), ("x-amzn-errortype", "B:")], "A", "m"),
        (400, {}, [("x-amzn-errortype", "A"), ("x-amzn-errormessage", "é ü 😀")], "A", "é ü 😀"),
    ],
)
def test_a_refusal_is_read_from_body_or_header(status, body, headers, code, message):
    def answer(handler):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send(raw, status, [(name, value.encode().decode("latin-1")) for name, value in headers])

    error = refuses(answer)
    assert (error.code, error.message) == (code, message)
    assert error.wire.status == status


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (200, "<html><body>Login</body></html>", Fault.NOT_COGNITO),
        (200, '{"AuthenticationResult": {"Acc', Fault.NOT_COGNITO),
        (200, "[]", Fault.NOT_COGNITO),
        (200, '["a"]', Fault.NOT_COGNITO),
        (200, "7", Fault.NOT_COGNITO),
        (200, "null", Fault.NOT_COGNITO),
        (200, '"text"', Fault.NOT_COGNITO),
        (200, "{'a': 1}", Fault.NOT_COGNITO),
        (200, "[" * 200_000, Fault.NOT_COGNITO),
        (200, '{"a": ' + "9" * 10_000 + "}", Fault.NOT_COGNITO),
        (200, b"\xff\xfe\x00", Fault.NOT_COGNITO),
        (200, b'{"a": "\xff"}', Fault.NOT_COGNITO),
        (204, "", None),
        (301, "", Fault.NOT_COGNITO),
        (400, "{}", Fault.NOT_COGNITO),
        (400, "", Fault.NOT_COGNITO),
        (404, "<html>", Fault.NOT_COGNITO),
        (404, '{"message": "no such route"}', Fault.NOT_COGNITO),
        (403, '{"message": "Forbidden"}', Fault.NOT_COGNITO),
        (400, '{"__type": 7}', Fault.NOT_COGNITO),
        (400, '{"__type": ""}', Fault.NOT_COGNITO),
        (502, '{"code": 502, "message": "bad gateway"}', Fault.SERVER),
        (429, '{"message": "slow down"}', Fault.THROTTLED),
        (429, "", Fault.THROTTLED),
        (500, "", Fault.SERVER),
        (503, "<html>Service Unavailable</html>", Fault.SERVER),
        (504, "{}", Fault.SERVER),
    ],
)
def test_an_answer_that_is_not_cognitos_is_told_with_its_status_and_body(status, body, fault):
    if fault is None:  # an empty answer is what void operations have
        with little_server(says(body, status)) as server:
            assert api(server)(initiate()).body == {}
        return
    error = fails(says(body, status))
    assert (error.fault, error.wire.status, error.detail) == (fault, status, f"HTTP {status}")
    raw = body if isinstance(body, bytes) else body.encode()
    assert error.wire.size == len(raw)


def test_an_empty_200_is_an_empty_reply():
    with little_server(says("")) as server:
        assert api(server)(initiate()).body == {}


@pytest.mark.parametrize("answer", [resets, hangs_up])
def test_a_connection_that_breaks_is_told_as_that(answer):
    assert fails(answer).fault is Fault.CLOSED


def test_a_reply_that_breaks_off_is_told_as_that():
    def breaks_off(handler):
        handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"Authent')
        hangs_up(handler)

    assert fails(breaks_off).fault is Fault.CLOSED


@pytest.mark.parametrize("raw", [b"not http\r\n\r\n", b"\0\0\0\0", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
def test_what_is_no_http_is_told_as_that(raw):
    def answer(handler):
        handler.wfile.write(raw)
        hangs_up(handler)

    assert fails(answer).fault in (Fault.CLOSED, Fault.OTHER)


def test_a_reply_of_five_megabytes_arrives():
    body = {**CHALLENGE, "Padding": "x" * 5_000_000}
    with little_server(says(body)) as server:
        reply = api(server)(initiate())
    assert reply.body == body
    assert reply.wire.size > 5_000_000


def test_five_megabytes_of_html_are_told_like_any_other():
    assert fails(says("<" * 5_000_000, 200)).wire.size == 5_000_000


def test_a_trickling_reply_arrives():
    with little_server(trickles(json.dumps(CHALLENGE).encode(), ends=True)) as server:
        assert api(server)(initiate()).body == CHALLENGE


def test_half_a_surrogate_pair_in_a_reply_becomes_a_character_that_can_be_shown():
    with little_server(says(r'{"ChallengeName": "a\ud800b", "x": "\ud83d\ude00", "y": ["\udfff"]}')) as server:
        body = api(server)(initiate()).body
    assert body == {"ChallengeName": "a\ufffdb", "x": "😀", "y": ["\ufffd"]}
    json.dumps(body, ensure_ascii=False).encode()


def test_headers_that_come_twice_are_joined():
    with little_server(says("{}", 200, ("Via", "one"), ("via", "two"), ("X-Amzn-RequestId", "r"))) as server:
        headers = api(server)(initiate()).wire.headers
    assert headers["via"] == "one, two"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"__type": "InternalErrorException"}),
        (503, {}),
        (429, {"__type": "TooManyRequestsException"}),
        (400, {"__type": "LimitExceededException"}),
        (400, {"__type": "ThrottlingException"}),
        (400, {"__type": "RequestTimeout"}),
    ],
)
def test_no_answer_at_all_makes_a_call_go_out_twice(status, body):
    with little_server(says(body, status)) as server:
        with pytest.raises((ApiError, TransportError)):
            api(server)(initiate())
        assert len(server.received) == 1


def test_a_connection_that_broke_does_not_stop_the_next_call():
    with little_server(resets, says(TOKENS)) as server:
        calls = api(server)
        with pytest.raises(TransportError):
            calls(initiate())
        assert calls(initiate()).body == TOKENS


def test_nothing_that_listens_is_refused():
    with little_server(says("{}")) as server:
        url = server.url
    with pytest.raises(TransportError) as caught:
        api(url)(initiate())
    assert caught.value.fault is Fault.REFUSED
    assert "Err" in caught.value.detail  # of the system: unreachable is another thing than refused


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:99999", "http://[::1", "http://127.0.0.1:port", "nonsense", "http://", "http:///x", "ftp://x"],
)
def test_an_endpoint_that_is_no_address_is_told_as_that(url):
    with pytest.raises(TransportError) as caught:
        api(url)(initiate())
    assert caught.value.fault is Fault.ENDPOINT


def test_a_host_that_has_no_address_is_told_as_that(monkeypatch):
    import socket

    def unknown(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(TransportError) as caught:
        api("http://no-such-host.invalid")(initiate())
    assert caught.value.fault is Fault.UNKNOWN_HOST


def test_plain_http_where_tls_is_expected_is_told_as_that():
    with little_server(says("{}")) as server, pytest.raises(TransportError) as caught:
        api(server.url.replace("http:", "https:"))(initiate())
    assert caught.value.fault is Fault.TLS


UNICODE = [
    "Łukasz-Żółć-ß-é-e\u0301",
    "用户名稱ユーザー사용자",
    "مستخدم-משתמש",
    "😀👨‍👩‍👧‍👦🏳️‍🌈",
    "\u202eevil\u202c\u200b\u2066x",
    "\0\x01\x1b[31m\x7f\r\n\t",
    "\"'\\/<>&{}[]%$#@!`;",
    "\ufeff\ufffe\uffff\U0010ffff",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢-ﬁ-İıſ",
]


@pytest.mark.parametrize("part", UNICODE)
def test_a_name_of_128_characters_of_any_kind_arrives_as_it_is(part):
    name = (part * 128)[:128]
    with little_server(says(TOKENS)) as server:
        api(server)(initiate(name))
    assert server.received[0].json["AuthParameters"]["USERNAME"] == name


def test_a_short_session_is_refused_here_by_name():
    params = {"ClientId": "c", "ChallengeName": "SMS_MFA", "Session": Secret("hunter2"), "Odd": Secret("hunter3")}
    with little_server(says("{}")) as server, pytest.raises(TransportError) as caught:
        api(server)(Call(operation="RespondToAuthChallenge", params=params))
    assert server.received == []
    assert caught.value.fault is Fault.PARAMETERS
    assert "Session" in caught.value.detail
    assert "hunter" not in caught.value.detail


def test_a_value_of_a_wrong_type_is_named_and_not_shown():
    params = {"ClientId": ["hunter2\nInvalid line"], "AuthFlow": "X", "AuthParameters": {"A": 7}}
    with little_server(says("{}")) as server, pytest.raises(TransportError) as caught:
        api(server)(Call(operation="InitiateAuth", params=params))
    assert caught.value.fault is Fault.PARAMETERS
    assert "ClientId" in caught.value.detail
    assert "hunter2" not in caught.value.detail


def test_the_target_is_cognitos_own_or_the_profiles():
    assert CognitoApi(Reach(region="eu-west-1")).target("InitiateAuth") == (
        "https://cognito-idp.eu-west-1.amazonaws.com/",
        False,
    )
    assert api("http://127.0.0.1:1").target("AdminInitiateAuth") == ("http://127.0.0.1:1", True)


@pytest.mark.parametrize(
    ("operation", "signed"),
    [
        ("InitiateAuth", False),
        ("RespondToAuthChallenge", False),
        ("AssociateSoftwareToken", False),
        ("VerifySoftwareToken", False),
        ("RevokeToken", False),
        ("AdminInitiateAuth", True),
        ("AdminRespondToAuthChallenge", True),
        ("DescribeUserPoolClient", True),
    ],
)
def test_only_what_cognito_wants_signed_is_signed(operation, signed):
    assert CognitoApi(Reach(region="us-east-1")).signs(operation) is signed


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:1", True),
        ("http://127.9.9.9/", True),
        ("http://[::1]:1", True),
        ("http://localhost:9229/x", True),
        ("https://example.com", False),
        ("http://localhost.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("http://192.0.2.1", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_elsewhere(url, here):
    assert is_loopback(url) is here
