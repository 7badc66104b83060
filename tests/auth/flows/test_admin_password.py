"""Playbooks of ADMIN_USER_PASSWORD_AUTH and ADMIN_NO_SRP_AUTH: the flow admin_password."""

import pytest

from app.auth.flows import admin_password
from app.errors import ApiError
from tests.helpers.playbook import CONTEXT, TOKENS, WITH_SECRET, Playbook, challenge
from tests.helpers.secret_hashes import hashed


def begin(context=CONTEXT, **answers):
    play = Playbook(admin_password.sign_in(context))
    asked = play.asks("CREDENTIALS", "username", "password", "auth_flow", "client_metadata")
    asked.answers(username="plain", password="Practice1!", **answers)
    return play


@pytest.mark.parametrize(
    ("chosen", "sent"),
    [
        ({"auth_flow": "ADMIN_USER_PASSWORD_AUTH"}, "ADMIN_USER_PASSWORD_AUTH"),
        ({"auth_flow": "ADMIN_NO_SRP_AUTH"}, "ADMIN_NO_SRP_AUTH"),
        ({"auth_flow": ""}, "ADMIN_USER_PASSWORD_AUTH"),
        ({}, "ADMIN_USER_PASSWORD_AUTH"),
    ],
)
def test_both_names_of_the_flow_can_be_sent(chosen, sent):
    play = begin(**chosen)
    parameters = {"USERNAME": "plain", "PASSWORD": "Practice1!"}
    play.calls("AdminInitiateAuth", AuthFlow=sent, AuthParameters=parameters).replies(TOKENS)
    play.keeps("r", "plain", "admin_password")
    play.returns_tokens()


def test_challenges_go_through_the_admin_operation_with_the_returned_name():
    play = begin(WITH_SECRET, client_metadata={"a": "b"})
    parameters = {"USERNAME": "plain", "PASSWORD": "Practice1!", "SECRET_HASH": hashed("plain")}
    play.calls(
        "AdminInitiateAuth",
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters=parameters,
        ClientMetadata={"a": "b"},
    ).replies(challenge("SOFTWARE_TOKEN_MFA", "s1", USER_ID_FOR_SRP="sub-1"))
    play.asks("SOFTWARE_TOKEN_MFA").answers(SOFTWARE_TOKEN_MFA_CODE="123456")
    responses = {"USERNAME": "sub-1", "SOFTWARE_TOKEN_MFA_CODE": "123456", "SECRET_HASH": hashed("sub-1")}
    play.calls(
        "AdminRespondToAuthChallenge",
        ChallengeName="SOFTWARE_TOKEN_MFA",
        Session="s1",
        ChallengeResponses=responses,
        ClientMetadata={"a": "b"},
    ).replies(TOKENS)
    play.keeps("r", "sub-1", "admin_password")
    play.returns_tokens()


def test_credentials_that_aws_refuses_end_the_sign_in():
    play = begin()
    parameters = {"USERNAME": "plain", "PASSWORD": "Practice1!"}
    play.calls("AdminInitiateAuth", AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters=parameters).refuses(
        "AccessDeniedException", "User is not authorized to perform: cognito-idp:AdminInitiateAuth"
    )
    assert play.raises(ApiError).code == "AccessDeniedException"
