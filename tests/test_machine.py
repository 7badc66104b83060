"""What a machine lacks is one line that helps: the display, or the packages of libraries."""

import ctypes
import shutil

import pytest

from app import machine

SCREEN = {"DISPLAY": ":0"}


@pytest.fixture
def lacks(monkeypatch):
    """Let some libraries not be found, whatever this machine has."""

    def without(*libraries):
        def load(name):
            if name in libraries:
                raise OSError(f"{name}: cannot open shared object file")

        monkeypatch.setattr(ctypes, "CDLL", load)

    monkeypatch.setattr(machine.sys, "platform", "linux")
    without()
    return without


@pytest.mark.parametrize("environment", [SCREEN, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}])
def test_a_machine_with_all_it_takes_has_no_problem(environment, lacks):
    assert machine.problem(environment) == ""


@pytest.mark.parametrize(
    "environment", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}, {"QT_QPA_PLATFORM": "xcb:a=b"}]
)
def test_no_display_is_one_line_that_says_how_to_get_one(environment, lacks):
    problem = machine.problem(environment)
    assert "There is no display" in problem
    assert "xvfb" in problem
    assert "\n" not in problem


@pytest.mark.parametrize(
    ("there", "installs"), [({"xvfb-run", "xauth"}, False), ({"xvfb-run"}, True), ({"xauth"}, True), (set(), True)]
)
def test_the_line_names_the_packages_unless_both_programs_are_there(there, installs, monkeypatch, lacks):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None)

    assert ("apt-get install -y xvfb xauth" in machine.problem({})) is installs


def test_a_missing_library_is_one_line_with_its_package(lacks):
    lacks("libxcb-cursor.so.0", "libEGL.so.1")
    problem = machine.problem(SCREEN)
    assert "apt-get install -y libegl1 libxcb-cursor0" in problem
    assert "\n" not in problem


@pytest.mark.parametrize("library", [*machine.LIBRARIES, *machine.WINDOW_LIBRARIES])
def test_each_library_is_named_by_the_package_that_has_it(library, lacks):
    lacks(library)
    assert {**machine.LIBRARIES, **machine.WINDOW_LIBRARIES}[library] in machine.problem(SCREEN)


def test_a_wayland_or_windowless_start_needs_nothing_of_x(lacks):
    lacks(*machine.WINDOW_LIBRARIES)
    assert machine.problem({"WAYLAND_DISPLAY": "wayland-0"}) == ""
    assert machine.problem({"QT_QPA_PLATFORM": "offscreen"}) == ""
    assert machine.problem({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb", **SCREEN}) != ""


@pytest.mark.parametrize(("user", "sudo"), [(0, False), (1000, True)])
def test_only_a_person_who_is_not_root_is_told_of_sudo(user, sudo, lacks, monkeypatch):
    monkeypatch.setattr(machine.os, "geteuid", lambda: user)
    lacks("libEGL.so.1")
    assert ("sudo apt-get" in machine.problem(SCREEN)) is sudo


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nothing_can_be_missing(platform, lacks, monkeypatch):
    lacks(*machine.LIBRARIES)
    monkeypatch.setattr(machine.sys, "platform", platform)
    assert machine.problem({}) == ""
