"""Installs JavaScript packages as a committed lock file says, outside of what git tracks."""

import shutil
import subprocess
from pathlib import Path

from tests.helpers.programs import give_up, require_program


def installed_packages(source: Path, into: Path) -> str:
    """Install the packages of a folder and copy its scripts beside them; the path of node.

    Without node, npm or a registry the test is skipped by name.
    """
    node = require_program("node", apt="nodejs")
    npm = require_program("npm", apt="npm")
    into.mkdir(parents=True, exist_ok=True)
    wanted = (source / "package-lock.json").read_text("utf-8")
    done = into / "installed-lock.json"
    if not done.is_file() or done.read_text("utf-8") != wanted:
        done.unlink(missing_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(source / name, into)
        install = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=into, capture_output=True, text=True,
            timeout=600, check=False,
        )  # fmt: skip
        if install.returncode:
            give_up(f"npm could not install the packages of {source.name}: {install.stderr.strip()[-300:]}")
        done.write_text(wanted, "utf-8")
    for script in source.glob("*.mjs"):
        shutil.copy(script, into)
    return node
