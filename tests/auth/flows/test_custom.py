"""Playbooks of CUSTOM_AUTH: the flows custom and custom_srp (customWithoutSRP and customWithSRP of Amplify)."""

from app.auth.flows import custom
from app.errors import ApiError, UnexpectedReply
from tests.helpers.playbook import CONTEXT, TOKENS, WITH_SECRET, Anything, Playbook, challenge
from tests.helpers.secret_hashes import hashed
from tests.helpers.srp_server import SrpServer


def test_without_srp_only_the_name_goes_first():
    play = Playbook(custom.sign_in(CONTEXT))
    play.asks("CREDENTIALS", "username", "device", "client_metadata").answers(username="custom")
    play.calls("InitiateAuth", AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "custom"}).replies(
        challenge("CUSTOM_CHALLENGE", "s1", USERNAME="f5946488", contact="c@example.com")
    )
    asked = play.asks("CUSTOM_CHALLENGE", "ANSWER")
    assert asked.ask.params == {"USERNAME": "f5946488", "contact": "c@example.com"}
    asked.answers(ANSWER="orange")
    answers_custom(play, "s1", "orange").replies(TOKENS)
    play.keeps("r", "f5946488", "custom")
    play.returns_tokens()


def answers_custom(play, session, answer):
    responses = {"USERNAME": "f5946488", "ANSWER": answer}
    return play.calls(
        "RespondToAuthChallenge", ChallengeName="CUSTOM_CHALLENGE", Session=session, ChallengeResponses=responses
    )


def test_a_client_with_a_secret_hashes_the_typed_name_and_then_the_returned_one():
    play = Playbook(custom.sign_in(WITH_SECRET))
    play.asks("CREDENTIALS").answers(username="c@example.com")
    first = {"USERNAME": "c@example.com", "SECRET_HASH": hashed("c@example.com")}
    play.calls("InitiateAuth", AuthFlow="CUSTOM_AUTH", AuthParameters=first).replies(
        challenge("CUSTOM_CHALLENGE", "s1", USERNAME="f5946488")
    )
    play.asks("CUSTOM_CHALLENGE").answers(ANSWER="x")
    responses = {"USERNAME": "f5946488", "ANSWER": "x", "SECRET_HASH": hashed("f5946488")}
    play.calls(
        "RespondToAuthChallenge", ChallengeName="CUSTOM_CHALLENGE", Session="s1", ChallengeResponses=responses
    ).replies(TOKENS)


def test_no_trigger_in_the_pool_ends_the_sign_in():
    play = Playbook(custom.sign_in(CONTEXT))
    play.asks("CREDENTIALS").answers(username="custom")
    play.calls("InitiateAuth", AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "custom"}).refuses(
        "InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool."
    )
    assert play.raises(ApiError).code == "InvalidParameterException"


def test_with_srp_the_proof_comes_before_the_custom_rounds_and_carries_the_session():
    server = SrpServer(password="Practice1!", user="f5946488")
    play = Playbook(custom.sign_in_with_srp(CONTEXT))
    play.asks("CREDENTIALS", "username", "password", "device", "client_metadata").answers(
        username="custom", password="Practice1!"
    )
    srp_a = Anything()
    play.calls(
        "InitiateAuth",
        AuthFlow="CUSTOM_AUTH",
        AuthParameters={"USERNAME": "custom", "CHALLENGE_NAME": "SRP_A", "SRP_A": srp_a},
    ).replies(server.challenge(srp_a.found, session="s0"))
    proof = server.expected(play.now)
    play.calls(
        "RespondToAuthChallenge", ChallengeName="PASSWORD_VERIFIER", Session="s0", ChallengeResponses=proof
    ).replies(challenge("CUSTOM_CHALLENGE", "s1", USERNAME="f5946488"))
    play.asks("CUSTOM_CHALLENGE").answers(ANSWER="orange")
    answers_custom(play, "s1", "orange").replies(TOKENS)
    play.keeps("r", "f5946488", "custom_srp")
    play.returns_tokens()


def test_a_proof_asked_for_in_a_flow_without_a_password_is_unexpected():
    play = Playbook(custom.sign_in(CONTEXT))
    play.asks("CREDENTIALS").answers(username="custom")
    play.calls("InitiateAuth", AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "custom"}).replies(
        challenge("PASSWORD_VERIFIER", "s1", SALT="1", SRP_B="2", SECRET_BLOCK="AA==", USER_ID_FOR_SRP="u")
    )
    assert play.raises(UnexpectedReply).missing == "PASSWORD_VERIFIER"
