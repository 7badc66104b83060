"""Playbooks of USER_SRP_AUTH: the flow user_srp, with its PASSWORD_VERIFIER."""

import pytest

from app.auth.flows import user_srp
from app.errors import ApiError, UnexpectedReply
from tests.helpers.playbook import CONTEXT, TOKENS, WITH_SECRET, Anything, Playbook, challenge
from tests.helpers.secret_hashes import hashed
from tests.helpers.srp_server import SrpServer


def begin(context=CONTEXT, typed="plain", **metadata):
    play = Playbook(user_srp.sign_in(context))
    play.asks("CREDENTIALS", "username", "password", "device", "client_metadata").answers(
        username=typed, password="Practice1!", **({"client_metadata": metadata} if metadata else {})
    )
    srp_a = Anything()
    secret = {"SECRET_HASH": hashed(typed)} if context is WITH_SECRET else {}
    request = play.calls(
        "InitiateAuth",
        AuthFlow="USER_SRP_AUTH",
        AuthParameters={"USERNAME": typed, "SRP_A": srp_a, **secret},
        **({"ClientMetadata": metadata} if metadata else {}),
    )
    return play, request, srp_a


def proves(play, proof, **more):
    return play.calls("RespondToAuthChallenge", ChallengeName="PASSWORD_VERIFIER", ChallengeResponses=proof, **more)


def test_the_password_is_proved_without_a_session_and_without_a_question():
    server = SrpServer(password="Practice1!", user="plain")
    play, request, srp_a = begin()
    request.replies(server.challenge(srp_a.found))
    proves(play, server.expected(play.now)).replies(TOKENS)
    play.keeps("r", "plain", "user_srp")
    play.returns_tokens()


def test_the_proof_is_for_the_returned_name_not_for_the_alias_that_was_typed():
    server = SrpServer(password="Practice1!", user="34c84488-e0e1")
    play, request, srp_a = begin(WITH_SECRET, "plain@example.com")
    request.replies(server.challenge(srp_a.found))
    proof = server.expected(play.now) | {"SECRET_HASH": hashed("34c84488-e0e1")}
    proves(play, proof).replies(TOKENS)
    play.keeps("r", "34c84488-e0e1", "user_srp")
    play.returns_tokens()


def test_metadata_goes_with_the_proof_too_and_a_session_is_carried_where_there_is_one():
    server = SrpServer(password="Practice1!", user="plain")
    play, request, srp_a = begin(channel="qa")
    request.replies(server.challenge(srp_a.found, session="s1"))
    proves(play, server.expected(play.now), Session="s1", ClientMetadata={"channel": "qa"}).replies(TOKENS)


def test_challenges_follow_the_proof():
    server = SrpServer(password="Practice1!", user="sub-1")
    play, request, srp_a = begin()
    request.replies(server.challenge(srp_a.found))
    proves(play, server.expected(play.now)).replies(challenge("SMS_MFA", "s2", USER_ID_FOR_SRP="sub-1"))
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="123456")
    responses = {"USERNAME": "sub-1", "SMS_MFA_CODE": "123456"}
    play.calls("RespondToAuthChallenge", ChallengeName="SMS_MFA", Session="s2", ChallengeResponses=responses).replies(
        TOKENS
    )
    play.keeps("r", "sub-1", "user_srp")
    play.returns_tokens()


def test_a_wrong_password_ends_the_sign_in_at_the_proof():
    server = SrpServer(password="Practice1!", user="plain")
    play, request, srp_a = begin()
    request.replies(server.challenge(srp_a.found))
    proves(play, server.expected(play.now)).refuses("NotAuthorizedException", "Incorrect username or password.")
    assert play.raises(ApiError).operation == "RespondToAuthChallenge"


def test_a_refused_first_call_ends_the_sign_in():
    play, request, _ = begin()
    request.refuses("InvalidParameterException", "USER_SRP_AUTH is not enabled for the client.")
    assert play.raises(ApiError).message == "USER_SRP_AUTH is not enabled for the client."


@pytest.mark.parametrize("missing", ["SALT", "SRP_B", "SECRET_BLOCK", "USER_ID_FOR_SRP"])
def test_a_verifier_without_a_parameter_is_unexpected(missing):
    server = SrpServer(password="Practice1!", user="plain")
    play, request, srp_a = begin()
    body = server.challenge(srp_a.found)
    del body["ChallengeParameters"][missing]
    request.replies(body)
    assert play.raises(UnexpectedReply).missing == missing


@pytest.mark.parametrize("parameters", [None, [], "text", 7, {"SALT": 7, "SRP_B": None, "SECRET_BLOCK": ["a"]}])
def test_a_verifier_with_parameters_of_other_types_is_unexpected(parameters):
    play, request, _ = begin()
    request.replies({"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": parameters})
    assert play.raises(UnexpectedReply).missing == "USER_ID_FOR_SRP"


def test_where_two_names_come_the_proof_is_for_the_one_and_the_answer_goes_as_the_other():
    server = SrpServer(password="Practice1!", user="an-id")
    play, request, srp_a = begin(WITH_SECRET)
    request.replies(server.challenge(srp_a.found, USERNAME="plain"))
    proof = server.expected(play.now) | {"USERNAME": "plain", "SECRET_HASH": hashed("plain")}
    proves(play, proof).replies(TOKENS)
