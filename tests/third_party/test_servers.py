"""The engine against Cognito servers that nobody here wrote: what works on each is what the README's table says."""

import json
import re

import pytest

from tests.third_party.servers.scenarios import SCENARIOS, outcome
from tests.third_party.servers.start import HERE, KEYS, SERVERS
from tests.third_party.servers.table import read

TABLE = read()


@pytest.fixture(scope="module", params=SERVERS)
def server(request):
    with SERVERS[request.param]() as running:
        yield running


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[each.title.replace("`", "") for each in SCENARIOS])
def test_the_table_says_what_happens(scenario, server, monkeypatch):
    for name, value in KEYS.items():  # for what is signed
        monkeypatch.setenv(name, value)
    assert outcome(scenario, server) == TABLE[server.title, scenario.title], (
        "python -m tests.third_party.servers.table writes the table anew"
    )


def test_the_table_has_a_cell_for_each_and_no_other():
    servers = {title for title, _ in TABLE}
    assert [title.split()[0] for title in dict.fromkeys(title for title, _ in TABLE)] == list(SERVERS)
    assert set(TABLE) == {(title, each.title) for title in servers for each in SCENARIOS}


def test_on_each_server_something_works():
    for title in {title for title, _ in TABLE}:
        assert sum(cell == "yes" for (name, _), cell in TABLE.items() if name == title) >= 5, title


def test_the_committed_locks_name_no_address():
    packages = json.loads((HERE / "cognito-local" / "package-lock.json").read_text("utf-8"))["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not re.search("https?:", (HERE / "ministack.lock").read_text("utf-8"))
