"""The harness itself: each of its guards does catch what it is for."""

import logging
import os
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import QT_MISSING
from tests.helpers import guards, programs
from tests.helpers.waiting import wait_for


def test_nothing_points_to_the_home_of_the_person():
    assert "explorer-tests-" in os.environ["HOME"]
    assert Path.home() == Path(os.environ["HOME"])
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ


def test_a_connection_beyond_loopback_is_refused_and_fails_the_test_even_when_caught():
    def connect_and_hide_it():
        with guards.no_strangers(), socket.socket() as sock, suppress(OSError):
            sock.connect(("192.0.2.1", 9))

    with pytest.raises(AssertionError, match=r"192\.0\.2\.1:9"):
        connect_and_hide_it()
    guards._strangers.clear()


def test_a_connection_to_loopback_is_let_through():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


@pytest.mark.logs("on fire")  # the fixture around this test sees it too
def test_a_logged_warning_fails_unless_it_was_expected():
    with pytest.raises(AssertionError, match="on fire"), guards.no_warnings_logged():
        logging.getLogger("house").warning("the house is on fire")
    with guards.no_warnings_logged(["on fire"]):
        logging.getLogger("house").warning("the house is on fire")
    with pytest.raises(AssertionError, match="never logged"), guards.no_warnings_logged(["on fire"]):
        pass


@pytest.mark.logs("on fire")
def test_the_marker_expects_a_warning():
    logging.getLogger("house").warning("the house is on fire")


def test_a_thread_that_goes_on_fails():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="straggler", daemon=True)

    def leave_it():
        with guards.no_threads_left(0.1):
            thread.start()

    with pytest.raises(AssertionError, match="straggler"):
        leave_it()
    stop.set()
    thread.join()


def test_a_window_that_stays_open_fails(request):
    if QT_MISSING:
        programs.give_up(f"Qt cannot be loaded: {QT_MISSING}")
    request.getfixturevalue("qapp")
    window = sys.modules["PySide6.QtWidgets"].QWidget()
    window.show()
    with pytest.raises(AssertionError, match="windows left open"):
        guards.no_windows_left()
    guards.no_windows_left()


def test_a_missing_program_is_named_with_its_package_and_fails_under_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"no-such-program .*apt-get install some-package"):
        programs.require_program("no-such-program", apt="some-package")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        programs.require_program("no-such-program", apt="some-package")


def test_waiting_in_vain_says_for_what():
    with pytest.raises(AssertionError, match=r"0\.05 s in vain for a miracle"):
        wait_for(lambda: False, "a miracle", 0.05)
