"""The house rules as tests: the linters pass, rooms stay small, and no registry entry lacks its text, page or test."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from botocore.loaders import Loader

from app.texts import explanation, has_text
from tests.helpers.programs import give_up, require_program

ROOT = Path(__file__).resolve().parent.parent
MODULE_LINES = 250
FUNCTION_LINES = 60
LONGER_ON_PURPOSE = "longer than"  # a module that says so in its first lines, and why, may be
KNOW_QT = ("app/workers/", "app/models/")

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"

# Written in pieces, so that this file does not name what it looks for.
LEFT_FOR_LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b")
REGISTRIES = re.compile(r"//[\w.-]*(py" + r"pi\.|python" + r"hosted|npm" + r"js\.|yarn" + r"pkg|art" + r"ifactory)")
LOCAL_PATHS = re.compile(
    r"(?<![\w.~*$}/-])/(ho" + r"me|Us" + r"ers|wo" + r"rk|ro" + r"ot|tm" + r"p)/(?!\.X11-unix)|[A-Z]:\\+Us" + r"ers"
)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["-m", "ruff", "check", "--quiet", "."], id="ruff"),
        pytest.param(["-m", "mypy", "--no-error-summary"], id="mypy"),
        pytest.param(["-c", LINT_IMPORTS, "--no-cache"], id="import contracts"),
    ],
)
def test_the_linters_find_nothing(command):
    run = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_module_says_on_top_what_it_is_for():
    trees = modules("app", "widgets", "tests", "main.py")
    silent = [name for name, tree in trees if tree.body and not ast.get_docstring(tree)]
    assert not silent, listing(silent)


def test_modules_are_small_rooms_or_say_why_not():
    large = []
    for name, _ in modules("app", "widgets", "main.py"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        if len(lines) > MODULE_LINES and LONGER_ON_PURPOSE not in " ".join(lines[:12]):
            large.append(f"{name}: {len(lines)} lines")
    assert not large, listing(large)


def test_no_function_is_longer_than_a_screen():
    long = []
    for name, tree in modules("app", "widgets", "tests", "main.py"):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    long.append(f"{name}:{node.lineno} {node.name}: {length} lines")
    assert not long, listing(long)


def test_nothing_is_left_for_later():
    left = lines_with(LEFT_FOR_LATER)
    assert not left, listing(left)


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    named = lines_with(REGISTRIES) + lines_with(LOCAL_PATHS)
    assert not named, listing(named)


def test_no_test_sleeps():
    sleepers = []
    for name, tree in modules("tests"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                found = node.module == "time" and any(alias.name == "sleep" for alias in node.names)
            else:
                found = isinstance(node, ast.Attribute) and ast.unparse(node) == "time.sleep"
            if found:
                sleepers.append(f"{name}:{node.lineno}")
    assert not sleepers, listing(sleepers)


def test_qt_is_known_only_to_workers_and_models():
    knowing = [
        f"{name} imports {module}"
        for name, tree in modules("app")
        if not name.startswith(KNOW_QT)
        for module in imported(tree)
        if module.split(".")[0] == "PySide6"
    ]
    assert not knowing, listing(knowing)


def test_every_text_that_the_code_asks_for_is_there():
    missing = [
        f"{name}: {key}"
        for name, tree in modules("app", "widgets", "main.py")
        for key in text_keys(tree)
        if not has_text(key)
    ]
    assert not missing, listing(missing)


def test_every_text_is_used():
    whole, patterns, tables = set(), [], set()
    for _, tree in modules("app", "widgets", "main.py"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
                tables |= {f"{node.value}."} if "." in node.value else set()  # a table's name, given to a function
            elif isinstance(node, ast.JoinedStr):
                patterns += composed(node)
    unused = [
        key
        for key in keys_of(tomllib.loads((ROOT / "resources" / "texts" / "en.toml").read_text("utf-8")))
        if key not in whole
        and not key.startswith(tuple(tables))
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert not unused, listing(unused)


def test_every_dependency_is_imported_and_every_import_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {normal(re.split(r"[^\w.-]", line)[0]) for line in project["dependencies"]}
    provided = packages_distributions()
    used = set()
    for _, tree in modules("app", "widgets", "main.py"):
        for module in imported(tree):
            used |= {normal(name) for name in provided.get(module.split(".")[0], ())}
    used -= {"shiboken6", "pyside6"}  # what the wheel of PySide6-Essentials is made of
    assert declared - used == set(), "declared, but imported nowhere"
    assert used - declared == set(), "imported, but not declared"


def test_what_the_readme_shows_and_leads_to_is_there():
    named = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text("utf-8"))
    missing = [name for name in named if not (ROOT / name).exists()]
    assert named
    assert not missing, listing(missing)


def test_every_folder_and_file_that_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text("utf-8")
    named = re.findall(r"`((?:app|widgets|resources|tests|\.ci)(?:/[\w.]+)*)`", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert len(named) > 10
    assert not missing, listing(missing)


def test_ci_ends_with_the_readmes_test_command():
    commands = re.findall(r"```sh\n(.+)\n```", (ROOT / "README.md").read_text("utf-8"))
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == commands[1]


def test_every_flow_has_its_title_its_page_and_a_playbook():
    from app.auth.flows import FLOWS

    playbooks = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "auth" / "flows").glob("test_*.py"))
    lacking = []
    for name in FLOWS:
        lacking += [f"{name}: text flow.{name}.title"] * (not has_text(f"flow.{name}.title"))
        lacking += [f"{name}: explain/{name}.md"] * (not explanation(name))
        lacking += [f"{name}: a playbook in tests/auth/flows"] * (not re.search(rf"\b{name}\b", playbooks))
    assert FLOWS
    assert not lacking, listing(lacking)


def test_every_action_has_its_words_its_page_and_a_playbook():
    from app.auth.actions import ACTIONS

    playbooks = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "auth" / "actions").glob("test_*.py"))
    lacking = []
    for name, action in ACTIONS.items():
        for key in (f"flow.{name}.title", f"finished.{name}"):
            lacking += [f"{name}: text {key}"] * (not has_text(key))
        lacking += [f"{name}: explain/{action.page}.md"] * (not explanation(action.page))
        lacking += [f"{name}: a playbook in tests/auth/actions"] * (not re.search(rf"\b{name}\b", playbooks))
    assert ACTIONS
    assert not lacking, listing(lacking)


def test_every_challenge_is_one_of_cognitos_and_has_its_title_its_page_and_a_test():
    from app.auth.challenges import ANSWERERS

    model = Loader().load_service_model("cognito-idp", "service-2")
    known = model["shapes"]["ChallengeNameType"]["enum"]
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "auth").rglob("test_*.py"))
    lacking = [f"{name}: not a ChallengeNameType" for name in ANSWERERS if name not in known]
    for name in ANSWERERS:
        lacking += [f"{name}: text challenge.{name}.title"] * (not has_text(f"challenge.{name}.title"))
        lacking += [f"{name}: explain/{name}.md"] * (not explanation(name))
        lacking += [f"{name}: a test in tests/auth"] * (not re.search(rf"\b{name}\b", tests))
    assert ANSWERERS
    assert not lacking, listing(lacking)


def test_every_exporter_has_its_title_and_a_test():
    from app.exporters.formats import EXPORTERS

    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "exporters").glob("test_*.py"))
    lacking = []
    for name, exporter in EXPORTERS.items():
        lacking += [f"{name}: text export.format.{name}"] * (not has_text(f"export.format.{name}"))
        function = f"import .*\\b{exporter.export.__name__}\\b"
        lacking += [f"{name}: a test in tests/exporters"] * (not re.search(function, tests))
    assert EXPORTERS
    assert not lacking, listing(lacking)


def test_every_trouble_of_the_vault_has_its_texts():
    from app.errors import VaultTrouble

    keys = [f"vault_trouble.{trouble}.{part}" for trouble in VaultTrouble for part in ("short", "title", "what")]
    lacking = [key for key in keys if not has_text(key)]
    assert not lacking, listing(lacking)


def test_every_trouble_with_aws_credentials_has_its_texts():
    from app.errors import CredentialsTrouble

    keys = [f"end.failed.credentials.{each}.{part}" for each in CredentialsTrouble for part in ("what", "why", "try")]
    lacking = [key for key in keys if not has_text(key)]
    assert not lacking, listing(lacking)


def test_every_trouble_of_an_authenticator_has_its_texts():
    from app.errors import PasskeyTrouble

    keys = [f"end.passkey.{trouble}.{part}" for trouble in PasskeyTrouble for part in ("what", "why", "try")]
    lacking = [key for key in keys if not has_text(key)]
    assert not lacking, listing(lacking)


@cache
def modules(*places: str) -> list[tuple[str, ast.Module]]:
    """The Python files in these folders (or files) with their syntax trees, by their names from the root."""
    found = [ROOT / place for place in places]
    paths = [path for place in found for path in ([place] if place.is_file() else sorted(place.rglob("*.py")))]
    return [(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths]


def listing(problems: list[str]) -> str:
    """Every problem on a line of its own: pytest would show the first only."""
    return "\n" + "\n".join(problems)


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def text_keys(tree: ast.Module) -> Iterator[str]:
    """The literal keys that a module looks up with app.texts.text."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "app.texts"
        for alias in node.names
        if alias.name == "text"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in (names | {"texts.text"}):
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value


def keys_of(table: dict[str, object], above: str = "") -> Iterator[str]:
    """The keys of all texts in a table and the tables in it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from keys_of(value, f"{above}{name}.")
        else:
            yield above + name


def composed(node: ast.JoinedStr) -> Iterator[re.Pattern[str]]:
    """The keys that an f-string may become, where it has a word of its own."""
    words = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    if any(word and re.search("[a-z]", str(word)) for word in words):
        yield re.compile("".join(".+" if word is None else re.escape(str(word)) for word in words))


def normal(distribution: str) -> str:
    """The name of a distribution as all spellings of it have it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@cache
def tracked_texts() -> list[tuple[str, str]]:
    """The text files that git tracks, with their contents."""
    git = require_program("git", apt="git")
    # CI often works as another user than the one who owns the folder.
    command = [git, "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        give_up("git does not know this folder: " + listed.stderr.decode(errors="replace").strip())
    found = []
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and b"\0" not in (content := path.read_bytes()):
            found.append((name, content.decode("utf-8", errors="replace")))
    return found


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs in tracked files."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, content in tracked_texts()
        for number, line in enumerate(content.splitlines(), 1)
        if pattern.search(line)
    ]
