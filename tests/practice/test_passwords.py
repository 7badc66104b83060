"""Passwords: what the policy takes, and what setting one does to its user."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice import passwords, srp
from app.practice.errors import Refusal
from app.practice.state import Attempts, Pool


@given(length=st.integers(6, 99))
def test_a_made_up_password_fits_every_policy(length):
    pool = Pool(pool_id="p_1", name="p")
    pool.settings = {"Policies": {"PasswordPolicy": passwords.DEFAULT_POLICY | {"MinimumLength": length}}}
    passwords.check_policy(pool, passwords.make_temporary_password(pool))


@pytest.mark.parametrize("symbol", list("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- "))
def test_each_of_cognitos_symbols_counts(world, symbol):
    passwords.check_policy(world.pool, f"Aaaaaa1{symbol}")


def test_other_characters_are_no_symbols(world):
    with pytest.raises(Refusal, match="symbol"):
        passwords.check_policy(world.pool, "Aaaaaa1€")


def test_a_permanent_password_confirms_its_user_and_ends_a_lock(world):
    user = world.user(status="RESET_REQUIRED")
    user.attempts = Attempts(failures=9, locked_until=world.state.now() + 60)
    passwords.set_password(world.state, world.pool, user, "Another1!")
    assert (user.status, user.attempts.failures) == ("CONFIRMED", 0)
    assert srp.password_matches(world.pool.pool_id, user, "Another1!")


def test_a_temporary_password_has_to_be_changed_and_runs_out(world):
    user = world.user()
    passwords.set_password(world.state, world.pool, user, "Another1!", temporary=True)
    assert user.status == "FORCE_CHANGE_PASSWORD"
    assert not passwords.temporary_password_expired(world.state, world.pool, user)
    world.state.clock_offset = 7 * 24 * 60 * 60
    assert passwords.temporary_password_expired(world.state, world.pool, user)
