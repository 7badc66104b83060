"""check_tokens: the key set is read once, and each verdict on each token is told."""

import pytest

from app.auth.actions import ACTIONS
from app.auth.client import AppClient, Context
from app.secret import Secret
from tests.auth.test_signatures import ACCESS, ID, ISSUER, KEYS, NOW, THEIRS, token
from tests.helpers.playbook import Playbook

CLIENT = AppClient(user_pool_id="us-east-1_Example1", client_id="client", issuer=ISSUER)
URL = ISSUER + "/.well-known/jwks.json"
BOTH = {
    "access_token": Secret(token({**ACCESS, "iat": NOW})), "id_token": Secret(token({**ID, "iat": NOW})),
}  # fmt: skip


def checked(keys=KEYS, problem="", **given):
    play = Playbook(ACTIONS["check_tokens"].run(Context(client=CLIENT, entropy=bytes)))
    play.now = NOW
    play.asks("CREDENTIALS", "access_token", "id_token", "server_ahead").answers(**given)
    play.fetches(URL, keys, problem)
    return play.returns()


def rows(found, *states):
    return [(row["which"], row["check"], row["why"]) for row in found["SignatureVerdicts"] if row["state"] in states]


def test_good_tokens_are_good_in_all_that_is_checked():
    found = checked(**BOTH)
    assert (found["how"], found["problem"], len(rows(found, "good"))) == ("", "", 12)


def test_a_token_that_somebody_else_signed_is_named():
    found = checked(**{**BOTH, "id_token": Secret(token({**ID, "iat": NOW}, THEIRS))})
    assert (found["how"], rows(found, "bad", "unknown")) == ("bad", [("id", "signature", "signature")])


def test_without_a_key_set_the_rest_is_checked_all_the_same():
    found = checked(problem="HTTP 503", **BOTH)
    assert (found["how"], found["problem"]) == ("unread", "HTTP 503")
    assert rows(found, "bad", "unknown") == [("access", "signature", "keys"), ("id", "signature", "keys")]
    assert len(rows(found, "good")) == 10


def test_only_what_is_given_is_checked():
    found = checked(access_token=BOTH["access_token"])
    assert {row["which"] for row in found["SignatureVerdicts"]} == {"access"}


@pytest.mark.parametrize(("ahead", "bad"), [("30", []), ("61.5", ["expiry"]), ("-3600", ["begins"]), ("soon", [])])
def test_the_time_is_the_servers(ahead, bad):
    found = checked(access_token=BOTH["access_token"], server_ahead=ahead)
    assert [check for _, check, _ in rows(found, "bad")] == bad
