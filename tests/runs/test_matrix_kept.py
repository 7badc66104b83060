"""What of the matrix is kept between starts: all that was chosen, and no password."""

from app.runs.matrix import MatrixUser
from app.runs.matrix_kept import Chosen, dump_chosen, dump_expectations, load_chosen, load_expectations
from app.scenarios.scenario import End, Expectation, From, Source
from app.secret import Secret

BY_NAME = MatrixUser(name="ana", password=Source(kind=From.VAULT, name="ana-password"))
KEYED = MatrixUser(name="cy", password=BY_NAME.password, totp=Source(kind=From.LITERAL, value=Secret("HIDDENKEY2")))
TYPED = MatrixUser(name="bo", password=Source(kind=From.LITERAL, value=Secret("Hidden1!")))


def test_what_was_chosen_is_chosen_again():
    chosen = Chosen(
        profiles=("p",), flows=("user_srp",), users=(" ana",), left_out=("pool plain",), own=(BY_NAME,), workers=2,
        pause=0.0, budget=4,
    )  # fmt: skip
    assert load_chosen(dump_chosen(chosen)) == chosen


def test_a_typed_password_or_key_is_kept_nowhere_and_neither_is_its_user():
    kept = dump_chosen(Chosen(own=(TYPED, KEYED, BY_NAME)))
    assert "Hidden1!" not in kept
    assert "HIDDENKEY2" not in kept
    assert load_chosen(kept).own == (BY_NAME,)


def test_what_the_person_expects_is_kept():
    own = {("p", "user_srp", "ana"): Expectation(end=End.CHALLENGE, name="SMS_MFA")}
    assert load_expectations(dump_expectations(own)) == own


def test_what_is_none_of_ours_counts_as_nothing():
    for kept in ("", "{", "[]", "null", '{"own": 1}', '{"profiles": [], "flows": [], "users": [], "own": [[1]]}'):
        assert load_chosen(kept) is None
    for kept in ("", "3", "[[]]", '[["p", "f", "u", "no such end", ""]]', "{}"):
        assert load_expectations(kept) == {}
