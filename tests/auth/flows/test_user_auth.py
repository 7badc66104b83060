"""Playbooks of USER_AUTH: the flow user_auth, with and without a preference, and what follows the choice."""

import pytest
from botocore.loaders import Loader

from app.auth.challenges.first_factors import FIRST_FACTORS
from app.auth.flows import user_auth
from app.errors import ApiError, UnexpectedReply
from app.secret import Secret
from tests.helpers.playbook import CONTEXT, TOKENS, WITH_SECRET, Anything, Playbook, challenge
from tests.helpers.secret_hashes import hashed
from tests.helpers.srp_server import SrpServer

FIELDS = (
    "username", "password", "preferred_challenge", "device", "target_acr_values", "max_age", "access_token",
    "session", "client_metadata",
)  # fmt: skip
MFA_ONLY = {"SOFTWARE_TOKEN"}  # a factor, but no first one: an authenticator app is for MFA
TYPED = {"password": Secret("Practice1!")}
OFFERED = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]


def begin(parameters, context=CONTEXT, **typed):
    """The playbook after its credentials, and its first call."""
    play = Playbook(user_auth.sign_in(context))
    play.asks("CREDENTIALS", *FIELDS).answers(username="plain", **typed)
    metadata = {"ClientMetadata": typed["client_metadata"]} if "client_metadata" in typed else {}
    sent = {"USERNAME": "plain", **parameters}
    return play, play.calls("InitiateAuth", AuthFlow="USER_AUTH", AuthParameters=sent, **metadata)


def choice(*offered, session="s1"):
    return {**challenge("SELECT_CHALLENGE", session), "AvailableChallenges": list(offered or OFFERED)}


def chooses(play, responses, name="SELECT_CHALLENGE", session="s1"):
    sent = {"USERNAME": "plain", **responses}
    return play.calls("RespondToAuthChallenge", ChallengeName=name, Session=session, ChallengeResponses=sent)


def ends(play):
    play.keeps("r", "plain", "user_auth")
    play.returns_tokens()


def enum(shape):
    return set(Loader().load_service_model("cognito-idp", "service-2")["shapes"][shape]["enum"])


def test_every_factor_that_the_model_knows_is_offered_unless_it_is_for_mfa_only():
    asked = next(Playbook(user_auth.sign_in(CONTEXT))._flow)
    preferred = next(field for field in asked.fields if field.name == "preferred_challenge")
    assert preferred.choices == ("", *FIRST_FACTORS)
    assert preferred.value == ""
    assert enum("AuthFactorType") - MFA_ONLY == set(FIRST_FACTORS) - {"PASSWORD_SRP"}
    assert set(FIRST_FACTORS) <= enum("ChallengeNameType")


def test_a_trusting_pool_leads_straight_to_tokens():
    play, request = begin({})
    request.replies(TOKENS)
    ends(play)


def test_the_session_of_a_confirmed_sign_up_goes_beside_the_name_and_brings_tokens():
    play = Playbook(user_auth.sign_in(WITH_SECRET))
    play.asks("CREDENTIALS", *FIELDS).answers(username="plain", session=Secret("s1"))
    sent = {"USERNAME": "plain", "SECRET_HASH": hashed("plain")}
    request = play.calls("InitiateAuth", AuthFlow="USER_AUTH", AuthParameters=sent, Session="s1")
    assert isinstance(request.call.params["Session"], Secret)
    request.replies(TOKENS)
    ends(play)


def test_a_preferred_password_goes_along():
    play, request = begin(
        {"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "Practice1!", "SECRET_HASH": hashed("plain")}, WITH_SECRET,
        **TYPED, preferred_challenge="PASSWORD",
    )  # fmt: skip
    request.replies(TOKENS)
    ends(play)


@pytest.mark.parametrize("context", [CONTEXT, WITH_SECRET])
def test_a_preferred_srp_sends_srp_a_and_proves_the_password(context):
    server, srp_a = SrpServer(password="Practice1!", user="plain"), Anything()
    digest = {"SECRET_HASH": hashed("plain")} if context is WITH_SECRET else {}
    play, request = begin(
        {"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": srp_a, **digest}, context, **TYPED,
        preferred_challenge="PASSWORD_SRP",
    )  # fmt: skip
    request.replies(server.challenge(srp_a.found, "s1"))
    chooses(play, {**server.expected(play.now), **digest}, "PASSWORD_VERIFIER").replies(TOKENS)
    ends(play)


def test_a_preferred_srp_without_a_password_is_proved_with_none_and_refused():
    server, srp_a = SrpServer(password="", user="plain"), Anything()
    play, request = begin({"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": srp_a}, preferred_challenge="PASSWORD_SRP")
    request.replies(server.challenge(srp_a.found, "s1"))
    refused = chooses(play, server.expected(play.now), "PASSWORD_VERIFIER")
    refused.refuses("NotAuthorizedException", "Incorrect username or password.")
    play.raises(ApiError)


@pytest.mark.parametrize("name", ["EMAIL_OTP", "SMS_OTP"])
def test_a_preferred_code_is_asked_for_at_once_and_again_while_it_is_wrong(name):
    play, request = begin({"PREFERRED_CHALLENGE": name}, preferred_challenge=name)
    request.replies(challenge(name, "s1", CODE_DELIVERY_DESTINATION="p***@e***"))
    play.asks(name, f"{name}_CODE").answers_fields({f"{name}_CODE": "1"})
    chooses(play, {f"{name}_CODE": "1"}, name).refuses("CodeMismatchException", "Invalid code or auth state")
    play.asks(name, refusal="CodeMismatchException").answers_fields({f"{name}_CODE": "2"})
    chooses(play, {f"{name}_CODE": "2"}, name).replies(TOKENS)
    ends(play)


def test_what_steps_up_is_sent_only_where_it_was_given():
    step_up = {"TARGET_ACR_VALUES": "urn:cognito:loa:2", "MAX_AGE": "60", "ACCESS_TOKEN": "a.a.a"}
    typed = {name.lower(): value for name, value in step_up.items()}
    play, request = begin(step_up, **typed)
    request.replies(TOKENS)
    ends(play)
    play, request = begin({"MAX_AGE": "60"}, max_age="60", target_acr_values="", access_token=Secret(""))
    request.replies(TOKENS)
    ends(play)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("InvalidParameterException", "USER_AUTH flow not enabled for this client"),
        ("FeatureUnavailableInTierException", "not in this plan"),
        ("UserNotFoundException", "User does not exist."),
    ],
)
def test_a_refused_first_call_ends_the_sign_in(code, message):
    play, request = begin({})
    request.refuses(code, message)
    assert play.raises(ApiError).message == message


def test_the_password_that_was_typed_goes_with_the_choice_and_is_not_asked_for_again():
    play, request = begin({}, **TYPED)
    request.replies(choice())
    asked = play.asks("SELECT_CHALLENGE", "ANSWER", "answer_as")
    assert asked.ask.fields[0].choices == tuple(OFFERED)
    assert (asked.ask.fields[1].choices, asked.ask.fields[1].advanced) == (("SELECT_CHALLENGE", "ITSELF"), True)
    assert asked.ask.deadline_from is not None
    asked.answers(ANSWER="PASSWORD", answer_as="SELECT_CHALLENGE")
    chooses(play, {"ANSWER": "PASSWORD", "PASSWORD": "Practice1!"}).replies(TOKENS)
    ends(play)


def test_a_password_that_was_not_typed_is_asked_for_beside_the_choice():
    play, request = begin({}, password=Secret(""))
    request.replies(choice())
    asked = play.asks("SELECT_CHALLENGE", "ANSWER", "password", "answer_as")
    assert not asked.ask.fields[1].required
    asked.answers(ANSWER="PASSWORD", password=Secret("Practice1!"))
    chooses(play, {"ANSWER": "PASSWORD", "PASSWORD": "Practice1!"}).replies(TOKENS)
    ends(play)


def test_no_password_is_asked_for_where_none_is_offered():
    play, request = begin({})
    request.replies(choice("EMAIL_OTP", "WEB_AUTHN"))
    play.asks("SELECT_CHALLENGE", "ANSWER", "answer_as")


def test_srp_a_goes_with_the_choice_and_the_proof_follows_without_a_question():
    server, srp_a = SrpServer(password="Practice1!", user="plain"), Anything()
    play, request = begin({}, **TYPED)
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER="PASSWORD_SRP")
    chooses(play, {"ANSWER": "PASSWORD_SRP", "SRP_A": srp_a}).replies(server.challenge(srp_a.found, "s2"))
    chooses(play, server.expected(play.now), "PASSWORD_VERIFIER", "s2").replies(TOKENS)
    ends(play)


def test_a_password_is_answered_under_its_own_name_with_the_session_of_the_choice():
    play, request = begin({}, **TYPED)
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER="PASSWORD", answer_as="ITSELF")
    chooses(play, {"PASSWORD": "Practice1!"}, "PASSWORD").replies(TOKENS)
    ends(play)


def test_srp_is_answered_under_its_own_name_with_the_session_of_the_choice():
    server, srp_a = SrpServer(password="Practice1!", user="plain"), Anything()
    play, request = begin({}, **TYPED)
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER="PASSWORD_SRP", answer_as="ITSELF")
    chooses(play, {"SRP_A": srp_a}, "PASSWORD_SRP").replies(server.challenge(srp_a.found, "s2"))
    chooses(play, server.expected(play.now), "PASSWORD_VERIFIER", "s2").replies(TOKENS)
    ends(play)


@pytest.mark.parametrize(("name", "field"), [("PASSWORD", "PASSWORD"), ("PASSWORD_SRP", "password")])
def test_a_factor_of_its_own_asks_for_the_password_that_is_not_known(name, field):
    play, request = begin({})
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER=name, answer_as="ITSELF")
    asked = play.asks(name, field)
    assert asked.ask.deadline_from is not None
    asked.answers_fields({field: "Practice1!"})
    sent = {"PASSWORD": "Practice1!"} if name == "PASSWORD" else {"SRP_A": Anything()}
    chooses(play, sent, name).refuses("NotAuthorizedException", "Incorrect username or password.")
    play.raises(ApiError)


@pytest.mark.parametrize(("name", "field"), [("PASSWORD", "PASSWORD"), ("PASSWORD_SRP", "password")])
def test_a_choice_without_a_password_goes_alone_and_the_challenge_that_comes_back_asks_for_it(name, field):
    play, request = begin({})
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER=name, password=Secret(""))
    chooses(play, {"ANSWER": name}).replies(challenge(name, "s2"))
    play.asks(name, field).answers_fields({field: "Practice1!"})
    sent = {"PASSWORD": "Practice1!"} if name == "PASSWORD" else {"SRP_A": Anything()}
    chooses(play, sent, name, "s2").replies(TOKENS)
    ends(play)


def test_a_challenge_for_the_password_that_is_known_is_answered_without_a_question():
    play, request = begin({}, **TYPED)
    request.replies(challenge("PASSWORD", "s1"))
    chooses(play, {"PASSWORD": "Practice1!"}, "PASSWORD").replies(TOKENS)
    ends(play)


@pytest.mark.parametrize("as_", ["SELECT_CHALLENGE", "ITSELF"])
@pytest.mark.parametrize("name", ["EMAIL_OTP", "SMS_OTP"])
def test_a_code_that_is_chosen_is_sent_first_whatever_it_is_answered_as(name, as_):
    play, request = begin({})
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER=name, answer_as=as_)
    chooses(play, {"ANSWER": name}).replies(challenge(name, "s2"))
    play.asks(name).answers_fields({f"{name}_CODE": "12345678"})
    chooses(play, {f"{name}_CODE": "12345678"}, name, "s2").replies(TOKENS)
    ends(play)


def test_a_preference_that_is_not_available_becomes_a_choice_and_mfa_follows_the_password():
    play, request = begin({"PREFERRED_CHALLENGE": "EMAIL_OTP"}, preferred_challenge="EMAIL_OTP", **TYPED)
    request.replies(choice("PASSWORD_SRP", "PASSWORD"))
    play.asks("SELECT_CHALLENGE").answers(ANSWER="PASSWORD")
    chooses(play, {"ANSWER": "PASSWORD", "PASSWORD": "Practice1!"}).replies(challenge("SMS_MFA", "s2"))
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="1")
    chooses(play, {"SMS_MFA_CODE": "1"}, "SMS_MFA", "s2").replies(TOKENS)
    ends(play)


@pytest.mark.parametrize("answer", ["SOFTWARE_TOKEN", "NEXT_YEARS_FACTOR"])
def test_a_factor_that_nobody_has_heard_of_can_be_chosen(answer):
    play, request = begin({})
    request.replies(choice("PASSWORD", answer))
    play.asks("SELECT_CHALLENGE").answers(ANSWER=answer, answer_as="ITSELF")
    chooses(play, {"ANSWER": answer}).replies(challenge(answer, "s2", HINT="x"))
    play.asks(answer, "ChallengeResponses").answers(ChallengeResponses={"CODE": "1"})
    chooses(play, {"CODE": "1"}, answer, "s2").replies(TOKENS)
    ends(play)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("InvalidParameterException", "Selected challenge is not available"),
        ("NotAuthorizedException", "Incorrect username or password."),
        ("NotAuthorizedException", "Invalid session for the user, session is expired."),
    ],
)
def test_a_refused_choice_ends_the_sign_in(code, message):
    play, request = begin({}, **TYPED)
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER="PASSWORD")
    chooses(play, {"ANSWER": "PASSWORD", "PASSWORD": "Practice1!"}).refuses(code, message)
    assert play.raises(ApiError).message == message


@pytest.mark.parametrize("available", [None, [], "PASSWORD", [7, None, ""], {"PASSWORD": 1}])
def test_a_choice_among_nothing_is_unexpected(available):
    play, request = begin({})
    request.replies({**challenge("SELECT_CHALLENGE", "s1"), "AvailableChallenges": available})
    assert play.raises(UnexpectedReply).missing == "AvailableChallenges"


def test_metadata_goes_along():
    metadata = {"channel": "qa"}
    play, request = begin({}, **TYPED, client_metadata=metadata)
    request.replies(choice())
    play.asks("SELECT_CHALLENGE").answers(ANSWER="PASSWORD")
    sent = {"USERNAME": "plain", "ANSWER": "PASSWORD", "PASSWORD": "Practice1!"}
    play.calls(
        "RespondToAuthChallenge", ChallengeName="SELECT_CHALLENGE", Session="s1", ChallengeResponses=sent,
        ClientMetadata=metadata,
    ).replies(TOKENS)  # fmt: skip
    ends(play)
