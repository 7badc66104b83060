"""What each token still does after a sign-out, in words."""

import pytest

from app.models.token_checks import LOOKS, token_checks
from app.texts import has_text


def row(verdict: str, **more: str) -> dict[str, str]:
    return {"token": "access_token", "check": "GetUser", "verdict": verdict, "code": "", "message": "", **more}


def test_what_still_works_stands_out_and_what_was_refused_says_what_cognito_said():
    works, refused = token_checks({"tokens": (
        row("works"), row("refused", code="NotAuthorizedException", message="Access Token has been revoked"),
    )})  # fmt: skip
    assert (works.verdict, works.icon, works.colour) == ("still works", "warning", "amber")
    assert (refused.verdict, refused.icon, refused.colour) == ("refused", "check", "green")
    assert refused.accessible == (
        "Access token, GetUser at Cognito: refused. NotAuthorizedException: Access Token has been revoked"
    )


@pytest.mark.parametrize("verdict", ["works", "refused", "valid", "invalid", "expired", "not_checked", "none"])
def test_every_verdict_has_a_word_an_icon_and_a_colour(verdict):
    assert has_text(f"sign_out.verdict.{verdict}")
    assert verdict in LOOKS


@pytest.mark.parametrize("odd", [{}, {"tokens": "x"}, {"tokens": None}, {"tokens": ["x", 7]}])
def test_findings_without_rows_give_none(odd):
    assert token_checks(odd) == ()


def test_a_word_that_nobody_has_written_stands_as_it_came():
    (found,) = token_checks({"tokens": [{"token": "new_token", "check": "Tomorrow", "verdict": "glows"}]})
    assert (found.token, found.check, found.verdict, found.colour) == ("new_token", "Tomorrow", "glows", "muted")
