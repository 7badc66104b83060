"""Waiting for a vault: one wait for a keyring that hangs, then none."""

import threading

import pytest

from app.errors import VaultError, VaultTrouble
from app.vault.patience import Patience
from tests.helpers.waiting import wait_for


def test_a_result_and_an_error_pass_through():
    assert Patience().with_patience(lambda: 42, 5) == 42
    with pytest.raises(VaultError) as caught:
        Patience().with_patience(lambda: _raise(VaultError(VaultTrouble.DENIED)), 5)
    assert caught.value.trouble is VaultTrouble.DENIED


def test_a_call_that_hangs_is_given_up_and_later_ones_fail_at_once_until_it_returns():
    waiting, release, ran = Patience(), threading.Event(), []
    with pytest.raises(VaultError) as caught:
        waiting.with_patience(release.wait, 0.05)
    assert caught.value.trouble is VaultTrouble.HANGS
    with pytest.raises(VaultError) as caught:
        waiting.with_patience(lambda: ran.append("ran"), 60)
    assert caught.value.trouble is VaultTrouble.HANGS
    assert ran == []
    release.set()
    wait_for(lambda: not waiting.hangs, "the call that hung to return")
    assert waiting.with_patience(lambda: "works again", 5) == "works again"


def test_a_person_at_a_prompt_gets_longer_than_a_keyring_that_is_silent():
    answered = threading.Event()

    def prompt():
        answered.wait(10)
        return "unlocked"

    def asked():
        answered.set()  # the person answers once the keyring's own time is over
        return True

    assert Patience(is_asking=asked).with_patience(prompt, 0.05) == "unlocked"


def test_a_prompt_that_nobody_answers_is_given_up_too():
    release = threading.Event()
    waiting = Patience(is_asking=lambda: True, for_a_person=0.05)
    with pytest.raises(VaultError) as caught:
        waiting.with_patience(release.wait, 0.05)
    assert caught.value.trouble is VaultTrouble.HANGS
    release.set()
    wait_for(lambda: not waiting.hangs, "the prompt to end")


def test_it_runs_the_call_on_a_thread_that_cannot_hold_up_the_end_of_the_program():
    assert Patience().with_patience(lambda: threading.current_thread().daemon, 5)


def _raise(error):
    raise error
