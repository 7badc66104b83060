"""The users of the practice pool, as its first line names them: whom to sign in as, and what that shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeUser:
    """A user of one of the practice pool's user pools; the password is no secret: everybody's practice pool has it."""

    user_pool_id: str
    username: str
    password: str
    shows: str
