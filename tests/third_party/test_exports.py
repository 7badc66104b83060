"""Exported runs are read by programs that nobody here wrote.

They are har-validator, Mermaid's parser, marked, parse5 (HTML as browsers read it), and junit2json.
"""

import json
import subprocess
from pathlib import Path

import pytest

from app.exporters.formats import EXPORTERS
from tests.helpers.exports import all_kinds, hostile
from tests.helpers.npm import installed_packages
from tests.helpers.practice_pool import ROOT

SCRIPTS = Path(__file__).parent / "readers"
INSTALLED = ROOT / ".third-party" / "readers"
RUNS = {"all kinds": all_kinds, "hostile": hostile, "none": tuple}
# What Markdown of ours consists of; a link, a picture or HTML would be a server's.
MARKS = {
    "heading", "space", "paragraph", "text", "escape", "strong", "list", "list_item", "table", "codespan", "code",
    "blockquote",
}  # fmt: skip
ACTIVE = {
    "script", "link", "iframe", "object", "embed", "img", "form", "base", "audio", "video", "use", "foreignObject",
}  # fmt: skip


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Exports runs, and returns what the reader of that kind of file found in it."""
    node = installed_packages(SCRIPTS, INSTALLED)
    folder = tmp_path_factory.mktemp("exports")

    def read(name, runs):
        path = folder / f"runs{EXPORTERS[name].suffix}"
        path.write_text(EXPORTERS[name].export(RUNS[runs]()), "utf-8")
        done = subprocess.run(
            [node, "read.mjs", str(path)], cwd=INSTALLED, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout), path

    return read


def test_the_committed_lock_names_no_address():
    assert "://" not in (SCRIPTS / "package-lock.json").read_text("utf-8")


@pytest.mark.parametrize("runs", RUNS)
def test_har_validator_takes_the_archive(read, runs):
    assert read("har", runs)[0] == {"valid": True}


@pytest.mark.parametrize("runs", RUNS)
def test_mermaid_takes_the_diagram(read, runs):
    assert read("mermaid", runs)[0] == {"valid": True, "kind": "sequence"}


@pytest.mark.parametrize("runs", RUNS)
def test_marked_finds_no_markup_but_ours(read, runs):
    found, path = read("markdown", runs)
    assert set(found["kinds"]) <= MARKS
    assert len(found["diagrams"]) == path.read_text("utf-8").count("sequenceDiagram")


@pytest.mark.parametrize("runs", RUNS)
def test_parse5_reads_the_page_without_a_guess_and_nothing_in_it_acts_or_loads(read, runs):
    found, _ = read("html", runs)
    assert found["errors"] == []
    assert {"html", "head", "title", "body", "h1"} <= set(found["elements"])
    assert ACTIVE & set(found["elements"]) == set()
    assert [name for name in found["attributes"] if name.startswith("on") or name == "style"] == []
    assert [address for address in found["addresses"] if not address.startswith("#")] == []


@pytest.mark.parametrize("runs", RUNS)
def test_junit2json_counts_as_the_report_says(read, runs):
    found, _ = read("junit", runs)
    cases = [case for suite in found.get("testsuite", []) for case in suite["testcase"]]
    assert found["tests"] == len(cases) == len(RUNS[runs]())
    for kind in ("failure", "error"):
        assert found[f"{kind}s"] == sum(bool(case.get(kind)) for case in cases)
