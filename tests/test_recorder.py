"""What a run tells of itself: every step as an event, in order, and no secret in what can be read."""

import logging
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.auth.conversation import LONGEST_NAME
from app.auth.flows import FLOWS
from app.auth.steps import (
    Answer,
    Ask,
    Call,
    CreatePasskey,
    Fetch,
    Forget,
    Forgotten,
    Keep,
    Kept,
    PasskeyAnswer,
    Recall,
    Recalled,
    Reply,
    Show,
    UsePasskey,
)
from app.auth.steps import Fetched as Page
from app.auth.tokens import TokenSet
from app.driver import Effects, drive, performer
from app.errors import ApiError, Fault, PasskeyError, PasskeyTrouble, SignInError, TransportError, UnexpectedReply, Wire
from app.recorder import Recorder
from app.secret import MASK, Secret
from app.transcript.events import (
    Answered,
    Asked,
    Called,
    Failed,
    Fetched,
    NotSaved,
    Refused,
    Removed,
    Replied,
    Saved,
    TokensReceived,
)
from app.transcript.recording import Recording
from app.transcript.redaction import redact
from tests.helpers.playbook import CONTEXT, RESULT, T0, TOKENS, WITH_SECRET, challenge
from tests.helpers.sample_runs import jwt
from tests.helpers.srp_server import SrpServer


def wire(body, status=200, **headers):
    return Wire(status=status, request_id="r-1", headers=headers, seconds=0.1, size=10, body=body, server_date=T0)


class World:
    """A scripted world below a recorder: replies in order, answers by question."""

    def __init__(self, *outcomes, answers=None, kept=None, known=()):
        self.outcomes, self.answers, self.kept = list(outcomes), answers or {}, kept or Kept(saved=True)
        self.events = []
        self.sent = []
        below = performer(
            Effects(
                api=self.api,
                answers=self.answer,
                secrets=self,
                fetch=lambda step: Page(problem="hunter2 is not there"),
                authenticators=self.authenticator,
            )
        )
        self.recorder = Recorder(
            below, self.events.append, target=lambda op: ("http://127.0.0.1:1/", False), known=known, clock=lambda: T0
        )

    def api(self, step):
        self.sent.append(step)
        outcome = self.outcomes.pop(0)
        if callable(outcome):
            outcome = outcome(step)
        if isinstance(outcome, SignInError):
            raise outcome
        return Reply(operation=step.operation, body=outcome, at=T0, wire=wire(outcome))

    def answer(self, step):
        return Answer(values=self.answers[step.name], at=T0)

    def keep(self, step):
        return self.kept

    def recall(self, step):
        return Recalled(secret=Secret("hunter2"))

    def forget(self, step):
        return Forgotten(count=1, reason="hangs")

    def authenticator(self, step):
        if step.authenticator == "software":
            return PasskeyAnswer(credential={"id": "cred", "response": {"signature": "sig"}})
        raise PasskeyError(PasskeyTrouble.TIMEOUT, "hunter2 was not touched")

    def runs(self, flow, context=CONTEXT):
        return drive(FLOWS[flow].sign_in(context), self.recorder)

    def kinds(self):
        return [type(event) for event in self.events]


CREDENTIALS = {"CREDENTIALS": {"username": "plain", "password": Secret("Practice1!")}}


def test_a_sign_in_is_told_step_by_step():
    sms = challenge("SMS_MFA", "session-1", CODE_DELIVERY_DESTINATION="+*******0199")
    world = World(sms, TOKENS, answers={**CREDENTIALS, "SMS_MFA": {"SMS_MFA_CODE": "482913"}})
    world.runs("user_password")
    rounds = [Asked, Answered, Called, Replied]
    assert world.kinds() == [*rounds, *rounds, TokensReceived, Saved]
    first, second = [event for event in world.events if isinstance(event, Called)]
    assert (first.number, second.number) == (1, 2)
    assert (first.operation, first.url, first.signed) == ("InitiateAuth", "http://127.0.0.1:1/", False)
    assert first.params["AuthParameters"] == {"USERNAME": "plain", "PASSWORD": Secret("Practice1!")}
    replied = next(event for event in world.events if isinstance(event, Replied))
    assert (replied.number, replied.challenge, replied.status, replied.request_id) == (1, "SMS_MFA", 200, "r-1")
    asked = [event for event in world.events if isinstance(event, Asked)][1]
    assert asked.params == {"CODE_DELIVERY_DESTINATION": "+*******0199"}
    answered = [event for event in world.events if isinstance(event, Answered)]
    assert answered[0].values == {"username": "plain", "password": Secret("Practice1!")}
    assert answered[1].values == {"SMS_MFA_CODE": Secret("482913")}


def test_the_event_of_a_call_comes_before_the_call_is_made():
    world = World(lambda step: world.kinds()[-1:] == [Called] and TOKENS, answers=CREDENTIALS)
    world.runs("user_password")
    assert world.kinds()[-1] is Saved


def test_a_refusal_is_told_and_thrown_on_with_secrets_masked():
    said = "Value 'Practice1!' at 'password' failed"
    refusal = ApiError("InvalidParameterException", said, wire=wire({"__type": "X", "message": said}, 400))
    world = World(refusal, answers=CREDENTIALS)
    with pytest.raises(ApiError) as caught:
        world.runs("user_password")
    refused = world.events[-1]
    assert isinstance(refused, Refused)
    assert (refused.status, refused.code) == (400, "InvalidParameterException")
    assert refused.message == caught.value.message == f"Value '{MASK}' at 'password' failed"
    assert refused.body["message"] == refused.message


def test_a_question_that_is_asked_again_says_why():
    refusal = ApiError("CodeMismatchException", "", wire=wire({}, 400))
    answers = {**CREDENTIALS, "SMS_MFA": {"SMS_MFA_CODE": "1"}}
    world = World(challenge("SMS_MFA", "s"), refusal, TOKENS, answers=answers)
    world.runs("user_password")
    assert [event.refusal for event in world.events if isinstance(event, Asked)] == ["", "", "CodeMismatchException"]


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [(None, 0, None), (wire("<html>", 503, **{"set-cookie": "a=b"}), 503, Secret("<html>"))],
)
def test_no_answer_is_told_with_what_there_was_of_one(answer, status, body):
    world = World(TransportError(Fault.SERVER, "Practice1! at 127.0.0.1", wire=answer), answers=CREDENTIALS)
    with pytest.raises(TransportError):
        world.runs("user_password")
    failed = world.events[-1]
    assert isinstance(failed, Failed)
    assert (failed.fault, failed.status, failed.body) == (Fault.SERVER, status, body)
    assert failed.detail == f"{MASK} at 127.0.0.1"
    assert failed.headers == ({"set-cookie": Secret("a=b")} if answer else {})


@pytest.mark.parametrize("reason", ["off", "locked", "hangs"])
def test_what_could_not_be_kept_is_told_with_its_reason(reason):
    world = World(TOKENS, answers=CREDENTIALS, kept=Kept(saved=False, reason=reason))
    world.runs("user_password")
    assert world.events[-1] == NotSaved(at=T0, name="refresh_token", reason=reason)


def test_the_chosen_factor_is_readable_and_the_auth_flow_too():
    choose = challenge("SELECT_MFA_TYPE", "s", MFAS_CAN_CHOOSE='["SMS_MFA"]')
    answers = {"CREDENTIALS": {**CREDENTIALS["CREDENTIALS"], "auth_flow": "ADMIN_NO_SRP_AUTH"}}
    world = World(choose, TOKENS, answers={**answers, "SELECT_MFA_TYPE": {"ANSWER": "SMS_MFA"}})
    world.runs("admin_password")
    credentials, chosen = [event.values for event in world.events if isinstance(event, Answered)]
    assert credentials["auth_flow"] == "ADMIN_NO_SRP_AUTH"
    assert chosen == {"ANSWER": "SMS_MFA"}


def test_the_device_the_choice_and_the_preferred_factor_are_readable_and_what_goes_along_is_not():
    choose = {**challenge("SELECT_CHALLENGE", "s"), "AvailableChallenges": ["PASSWORD"]}
    typed = {"username": "plain", "device": "none", "preferred_challenge": "EMAIL_OTP", "access_token": Secret("a.b.c")}
    chosen = {"ANSWER": "PASSWORD", "password": Secret("hunter2!"), "answer_as": "SELECT_CHALLENGE"}
    world = World(choose, TOKENS, answers={"CREDENTIALS": typed, "SELECT_CHALLENGE": chosen})
    world.runs("user_auth")
    credentials, choice = [event.values for event in world.events if isinstance(event, Answered)]
    assert (credentials["device"], credentials["preferred_challenge"]) == ("none", "EMAIL_OTP")
    assert (choice["ANSWER"], choice["answer_as"]) == ("PASSWORD", "SELECT_CHALLENGE")
    _, answer = (event.params for event in world.events if isinstance(event, Called))
    assert answer["ChallengeResponses"]["ANSWER"] == "PASSWORD"
    assert [hidden for hidden in ("hunter2!", "a.b.c") if hidden in repr(world.events)] == []


def test_metadata_and_free_rows_are_hidden_where_they_stand():
    answers = {"CREDENTIALS": {"username": "plain", "client_metadata": {"note": "private"}}}
    answers["SOMETHING_NEW"] = {"ChallengeResponses": {"KEY": "value!"}}
    world = World(challenge("SOMETHING_NEW", "s"), TOKENS, answers=answers)
    world.runs("custom")
    assert "private" not in repr(world.events)
    assert "value!" not in repr(world.events)


# What follows is a property: whatever the secrets, and whatever a server does with them, they are not to be read.

# The tilde keeps them apart from the names on the wire, which hypothesis finds in the sources and likes to try.
secrets = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=8, max_size=24).map(
    lambda text: f"~{text}"
)


class Echo:
    """A server that puts all that it was sent, masked by nobody, wherever a reply has room for it."""

    def __init__(self, *names):
        self.names = list(names)
        self.seen = []

    def __call__(self, step):
        self.see(step.params)
        every = " ".join(self.seen)
        spread = {"message": every, "Username": every, every: every, "ExpiresIn": every, "Status": "SUCCESS"}
        if not self.names:
            access = jwt({"username": every}).reveal()
            return {**spread, "AuthenticationResult": {**RESULT, "AccessToken": access, "TokenType": every}}
        name = self.names.pop(0)
        listed = '["SMS_MFA","EMAIL_OTP"]'
        parameters = {"CODE_DELIVERY_DESTINATION": every, "FRIENDLY_DEVICE_NAME": every, "MFAS_CAN_CHOOSE": listed}
        return {
            **spread,
            "ChallengeName": name or every[:LONGEST_NAME],
            "ChallengeParameters": parameters,
            "Session": "s" * 20,
        }

    def see(self, value):
        if isinstance(value, Secret):
            self.seen.append(value.reveal())
        elif isinstance(value, dict):
            for item in value.values():
                self.see(item)


class Answers:
    """Answers every question alike."""

    def __init__(self, values):
        self.values_for_all = values

    def __getitem__(self, name):
        return self.values_for_all


def everything_readable(value):
    """All texts in events, however deep, that are not inside a Secret."""
    if isinstance(value, Secret):
        return
    if is_dataclass(value):
        for field in fields(value):
            yield from everything_readable(getattr(value, field.name))
    elif hasattr(value, "items"):
        for name, item in value.items():
            yield str(name)
            yield from everything_readable(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from everything_readable(item)
    else:
        yield str(value)


@settings(max_examples=60)
@given(
    flow=st.sampled_from(["user_password", "custom", "admin_password", "refresh"]),
    password=secrets,
    code=secrets,
    token=secrets,
    client_secret=secrets,
)
def test_no_secret_of_a_run_can_be_read_in_its_events_whatever_a_server_echoes(
    flow, password, code, token, client_secret
):
    answers = Answers(
        {
            "username": "plain",
            "password": Secret(password),
            "refresh_token": Secret(token),
            "SMS_MFA_CODE": code,
            "NEW_PASSWORD": f"{password}2",
            "ANSWER": code,
            "ChallengeResponses": {"KEY": code},
        }
    )
    echo = Echo("SMS_MFA", "CUSTOM_CHALLENGE", "NEW_PASSWORD_REQUIRED", "", "SMS_MFA")
    world = World(*[echo] * 6, answers=answers, known=(Secret(client_secret),))
    client = replace(WITH_SECRET.client, client_secret=Secret(client_secret))
    try:
        world.runs(flow, replace(WITH_SECRET, client=client))
    except UnexpectedReply as error:
        assert_hidden([str(error), repr(error)], password, code, token, client_secret)
    assert len(world.sent) == (1 if flow == "refresh" else 6)
    assert_hidden(everything_readable(world.events), password, code, token, client_secret)
    assert_hidden([repr(world.events)], password, code, token, client_secret)


def assert_hidden(texts, *hidden):
    for text in texts:
        found = [secret for secret in hidden if any(secret in part for part in text.split(MASK))]
        assert not found, f"{found} can be read in {text!r}"


def test_srp_shows_nothing_of_its_arithmetic(caplog):
    caplog.set_level(logging.DEBUG)
    server = SrpServer(password="Practice1!", user="plain")
    world = World(
        lambda step: server.challenge(step.params["AuthParameters"]["SRP_A"].reveal()), TOKENS, answers=CREDENTIALS
    )
    world.runs("user_srp")
    shown = " ".join(everything_readable(world.events)) + repr(world.events) + caplog.text
    for secret in ("Practice1!", f"{server.public:x}", server.expected(T0)["PASSWORD_CLAIM_SIGNATURE"]):
        assert secret not in shown


def test_nothing_that_a_run_is_made_of_shows_a_secret():
    made_of = [
        Call(operation="InitiateAuth", params={"AuthParameters": {"PASSWORD": Secret("hunter2")}}),
        Keep(name="refresh_token", secret=Secret("hunter2"), username="plain"),
        Answer(values={"password": Secret("hunter2"), "ChallengeResponses": {"KEY": "hunter2"}}),
        Ask(name="MFA_SETUP", fields=(), params={"SecretCode": "hunter2"}),
        Reply(operation="x", body={"Session": "hunter2"}, at=0.0, wire=wire({"Session": "hunter2"})),
        replace(wire("hunter2"), headers={"x-amzn-errormessage": "hunter2"}),
        TokenSet(access_token=Secret("hunter2")),
        ApiError("X", "hunter2", wire=wire({"message": "hunter2"})),
        WITH_SECRET,
    ]
    assert "hunter2" not in repr(made_of)
    assert "shh" not in repr(made_of)


def test_what_a_flow_shows_is_readable_but_for_its_secrets():
    desk = World(known=(Secret("hunter2"),))
    desk.recorder(Show(name="srp", values={"A": Secret("abcd"), "rule": "hunter2 and more", "rows": [{"x": "y"}]}))
    (shown,) = desk.events
    assert (shown.name, shown.values["A"], shown.values["rows"]) == ("srp", Secret("abcd"), ({"x": "y"},))
    assert shown.values["rule"] == f"{MASK} and more"


def test_a_secret_that_was_recalled_is_masked_wherever_it_recurs():
    desk = World()
    desk.recorder(Recall(name="device d"))
    assert desk.recorder.mask("it is hunter2") == f"it is {MASK}"
    assert desk.events == []


def test_what_the_vault_has_forgotten_is_told():
    desk = World()
    desk.recorder(Forget(name="device d"))
    assert desk.events == [Removed(at=T0, name="device d", count=1, reason="hangs")]


def test_a_document_that_cannot_be_read_is_told_with_known_secrets_masked():
    desk = World(known=(Secret("hunter2"),))
    desk.recorder(Fetch(url="https://example.com/keys"))
    assert desk.events == [
        Fetched(at=T0, url="https://example.com/keys", seconds=0.0, problem=f"{MASK} is not there")
    ]


def test_an_authenticator_is_told_before_it_is_asked_and_what_it_gave_is_sealed():
    desk = World()
    step = UsePasskey(options={"rpId": "example.com"}, origin="https://example.com", authenticator="software")
    desk.recorder(step)
    wanted, given = desk.events
    assert (wanted.purpose, wanted.authenticator, wanted.rp_id) == ("get", "software", "example.com")
    assert given.credential["response"]["signature"] == Secret("sig")


def test_an_authenticator_that_gives_nothing_is_told_and_its_error_goes_on():
    desk = World(known=(Secret("hunter2"),))
    step = CreatePasskey(options={"rp": {"id": "example.com"}}, origin="https://example.com", authenticator="key")
    with pytest.raises(PasskeyError):
        desk.recorder(step)
    wanted, missed = desk.events
    assert (wanted.purpose, wanted.rp_id) == ("create", "example.com")
    assert (missed.trouble, missed.detail) == ("timeout", f"{MASK} was not touched")


def test_a_long_message_is_masked_before_it_is_cut():
    token = "hunter2" * 500
    said = ApiError("InvalidParameterException", f"Value '{token}' at 'accessToken'", wire=wire({}))
    desk = World(said, known=(Secret(token),))
    with pytest.raises(ApiError) as caught:
        desk.recorder(Call(operation="GetUser", params={}))
    assert "hunter2" not in caught.value.message + desk.events[-1].message
    assert len(desk.events[-1].message) < 100


@pytest.mark.parametrize("password", ["password", "username", "word", "Incorrect", "PASSWORD"])
def test_a_password_that_is_a_word_of_cognitos_own_sentence_leaves_the_sentence_whole(password):
    said = ApiError("NotAuthorizedException", "Incorrect username or password.", wire=wire({}))
    desk = World(said, answers={"CREDENTIALS": {"username": "plain", "password": Secret(password)}})
    with pytest.raises(ApiError):
        desk.runs("user_password")
    refused = next(event for event in desk.events if isinstance(event, Refused))
    assert refused.message == "Incorrect username or password."
    asked, answered = desk.events[0], desk.events[1]
    assert {"username", "password"} <= {field.name for field in asked.fields}
    assert {"username", "password"} <= set(answered.values)
    assert isinstance(answered.values["password"], Secret)
    (redacted,) = redact([Recording(run_id="r", events=tuple(desk.events))])
    assert redacted.events[-1].message == "Incorrect username or password."
    assert {"username", "password"} <= set(redacted.events[1].values)


def test_a_clock_that_is_set_back_makes_no_time_negative():
    times = iter([T0, T0, T0 - 60, T0 - 60, T0 - 60])
    events = []

    def broken(step):
        if isinstance(step, Fetch):
            return Page(problem="no")
        raise TransportError(Fault.TIMEOUT, "no", operation=step.operation)

    recorder = Recorder(broken, events.append, target=lambda op: ("http://x/", False), clock=lambda: next(times))
    with pytest.raises(TransportError):
        recorder(Call(operation="GetUser", params={}))
    times = iter([T0, T0 - 60])
    recorder(Fetch(url="http://x/"))
    assert [each.seconds for each in events if isinstance(each, Failed | Fetched)] == [0.0, 0.0]
