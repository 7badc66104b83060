"""Signs in at the practice pool without a window, as a script, and says what came of it."""

import time

from app.auth.steps import Answer
from app.runs.practice_profiles import practice_profiles
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.secret import Secret
from app.transcript.events import Asked, Ended, SignedIn, TokensReceived
from tests.helpers.practice_pool import PASSWORD
from tests.helpers.runs_of import memory_access
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"


class Desk:
    """Signs in at the practice pool, as a script."""

    def __init__(self, pool):
        self.pool = pool
        self.profiles = {profile.name: profile for profile in practice_profiles(pool.announced)}
        self.access, self.vault = memory_access()

    def sign_in(self, flow, username, profile=PUBLIC, answers=None, *, gate=None, **values):
        """Run to the end; `answers` by challenge name: a list that is used up, or a function; `gate` holds calls."""
        chosen = self.profiles[profile]
        typed = {"username": username, "password": Secret(PASSWORD), **values}
        request = SignInRequest(profile=chosen, flow=flow, credentials=Answer(values=typed), save=True)
        events = self.events = []

        def answer(step):
            given = (answers or {})[step.name]
            return Answer(values=given(step) if callable(given) else given.pop(0), at=time.time())

        keeper = ProfileSecrets(self.access, chosen, wanted=True)
        SignIn(request, answers=answer, secrets=keeper, emit=events.append, gate=gate).run()
        return events

    def code(self, username, pool="practice"):
        return self.pool.code(self.pool.pool_id(pool), username)

    def authenticator_code(self, username, pool="practice"):
        """A code that was not used before: one that was is taken once only."""
        used = self.__dict__.setdefault("used", set())
        pool_id = self.pool.pool_id(pool)

        def fresh():
            code = self.pool.authenticator_code(pool_id, username)
            return code if (username, code) not in used else ""

        code = wait_for(fresh, "an authenticator code that was not used", 40)
        used.add((username, code))
        return code


def signed_in(events):
    assert isinstance(events[-1], SignedIn), events[-1]
    return next(event.tokens for event in events if isinstance(event, TokensReceived))


def asked(events):
    return [event.name for event in events if isinstance(event, Asked)][1:]


def ended(events):
    assert isinstance(events[-1], Ended), events[-1]
    return events[-1].reason, events[-1].code, events[-1].message
