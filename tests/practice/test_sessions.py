"""Session strings look like Cognito's and can be told apart when they no longer work."""

import re

from app.practice.sessions import Lost, Session, Sessions


def session(**members):
    return Session(**{"pool_id": "p", "client_id": "c", "username": "u", "challenge": "SMS_MFA", "flow": "f",
                      "expires_at": 100.0} | members)


def test_a_session_looks_like_cognitos():
    text = Sessions().open(session())
    assert re.fullmatch(r"AYABe[\w-]{1538}", text)
    assert len(Sessions().open(session(simulated=True))) == 1587


def test_a_session_is_found_until_it_expires():
    sessions = Sessions()
    text = sessions.open(session())
    assert sessions.find(text, 99.9) == session()
    assert sessions.find(text, 100.0) is Lost.EXPIRED


def test_a_spent_session_is_told_from_garbage():
    sessions = Sessions()
    text = sessions.open(session())
    sessions.spend(text)
    sessions.spend("garbage" * 10)
    assert sessions.find(text, 0.0) is Lost.SPENT
    assert sessions.find(text, 1000.0) is Lost.SPENT
    assert sessions.find("garbage" * 10, 0.0) is Lost.UNKNOWN


def test_a_forgotten_session_is_like_garbage():
    sessions = Sessions()
    text = sessions.open(session())
    sessions.forget(text)
    assert sessions.find(text, 0.0) is Lost.UNKNOWN


def test_only_so_many_sessions_are_kept():
    sessions = Sessions(kept=3)
    texts = [sessions.open(session()) for _ in range(5)]
    assert len(sessions) == 3
    assert [sessions.find(text, 0.0) is Lost.UNKNOWN for text in texts] == [True, True, False, False, False]
