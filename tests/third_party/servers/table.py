"""The README's table of what worked on servers that are not ours: `python -m tests.third_party.servers.table`.

The tests run every scenario and hold what happened against the table, so it says nothing that was not seen.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.helpers.practice_pool import ROOT
from tests.third_party.servers.scenarios import SCENARIOS, outcome
from tests.third_party.servers.start import KEYS, SERVERS

README = ROOT / "README.md"
BEGIN, END = "<!-- servers: written by the test run -->", "<!-- servers end -->"
FIRST = "what the engine tried"


def read(page: Path = README) -> dict[tuple[str, str], str]:
    """Return the table's cells by server, with its version, and scenario."""
    lines = page.read_text("utf-8").partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {(server, row[0]): cell for row in rows for server, cell in zip(header[1:], row[1:], strict=True)}


def written(columns: Mapping[str, Sequence[str]]) -> str:
    """Return the table, given each server's cells in the order of the scenarios."""
    rows = [[FIRST, *columns], ["---"] * (len(columns) + 1)]
    rows += [[each.title, *(cells[place] for cells in columns.values())] for place, each in enumerate(SCENARIOS)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Try everything and write the table."""
    os.environ.update(KEYS)
    columns: dict[str, list[str]] = {}
    for start in SERVERS.values():
        with start() as server:
            columns[server.title] = [outcome(each, server) for each in SCENARIOS]
    page = README.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{written(columns)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
