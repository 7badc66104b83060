"""What is wrong with AWS credentials is told with the command that puts it right, for the AWS profile that it is of."""

import pytest

from app.diagnosis.messages import AWS_CREDENTIALS
from app.diagnosis.refusals import Refused, explain, in_own_words
from app.errors import CredentialsTrouble
from app.transcript.events import Ended


def advice(trouble, aws_profile="qa"):
    verdict = in_own_words(Ended(at=0.0, reason="failed", code="credentials", message="said", operation="AdminGetUser",
                                 trouble=trouble, aws_profile=aws_profile))  # fmt: skip
    return verdict.proven.try_


@pytest.mark.parametrize(
    ("trouble", "command"),
    [
        ("sso", "aws sso login --profile qa"),
        ("login", "aws login --profile qa"),
        ("none", "aws configure --profile qa"),
        ("no_profile", "aws configure --profile qa"),
        ("partial", "aws configure --profile qa"),
        ("config", "aws configure list --profile qa"),
        ("rejected", "aws sso login --profile qa"),
        ("process", "aws sts get-caller-identity --profile qa"),
    ],
)
def test_the_command_names_the_aws_profile(trouble, command):
    assert f"“{command}”" in advice(trouble)


def test_each_trouble_has_advice_of_its_own_or_the_general_one():
    kinds = [kind for kind in CredentialsTrouble if kind not in ("other", "process")]
    assert len({advice(kind) for kind in kinds}) == len(kinds)


def test_the_default_chain_has_no_option_and_an_odd_name_is_quoted():
    assert "“aws sso login”" in advice("sso", "")
    assert "“aws sso login --profile 'a; b'”" in advice("sso", "a; b")


@pytest.mark.parametrize("code", sorted(AWS_CREDENTIALS))
def test_what_aws_itself_says_of_credentials_wants_a_permission_or_new_ones(code):
    verdict = explain(Refused(code=code, message="no", operation="AdminGetUser", aws_profile="qa"))
    wanted = "cognito-idp:AdminGetUser" if code == "AccessDeniedException" else "aws sso login --profile qa"
    assert wanted in verdict.proven.try_
