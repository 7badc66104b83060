"""Measures, side by side in one run, what has to be fast: `python -m tests.bench`. Prints figures; judges nothing."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FIRST_PAINT = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
imported_qt = time.perf_counter()
from app.history.store import History
from app.runs.vault_access import system_vault
from app.runs.profile_book import ProfileBook
from app.workers.history import HistoryWorker
from app.workers.practice import PracticeWorker
from app.workers.profiles import ProfilesWorker
from app.workers.vault import VaultWorker
from widgets.main_window import MainWindow
from widgets.services import Services
from widgets.theme import apply_theme
imported = time.perf_counter()
application = QApplication(["bench"])
apply_theme(application)
home = Path(sys.argv[1])
services = Services(
    practice=PracticeWorker(application),
    history=HistoryWorker(History(home / "history"), parent=application),
    vault=VaultWorker(system_vault(home), application),
    profiles=ProfilesWorker(ProfileBook(home / "profiles.toml", system_vault(home)), application),
    start_run=lambda request: None, settings=QSettings(str(home / "s.ini"), QSettings.Format.IniFormat),
)
window = MainWindow(services)
window.show()
application.processEvents()
painted = time.perf_counter()
print(imported_qt - began, imported - imported_qt, painted - imported)
"""


def main() -> None:
    """Run all measurements."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    first_paint()
    powers()
    timeline()
    transcripts()
    with tempfile.TemporaryDirectory() as home:
        sign_ins(Path(home))
    subprocess.run([sys.executable, "-m", "tests.bench.stalls"], check=True, cwd=ROOT)  # a window of its own


def first_paint() -> None:
    """From the interpreter's start to the window's first paint, in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        runs = [_child(FIRST_PAINT, home) for _ in range(5)]
    for name, column in zip(("import Qt", "import the rest", "build and paint"), zip(*runs, strict=True), strict=True):
        report(f"first paint: {name}", [value * 1000 for value in column])


def powers() -> None:
    """The client's arithmetic of one SRP sign-in: Python's integers beside gmpy2's."""
    import gmpy2
    from pycognito.aws_srp import AWSSRP, N_HEX

    from app.auth.srp import Handshake
    from app.secret import Secret

    def handshake(modulus: Callable[[int], object]) -> None:
        srp = AWSSRP(username="u", password="p", pool_id="us-east-1_Bench", client_id="c", client=object())
        srp.big_n = modulus(int(N_HEX, 16))
        srp.large_a_value = srp.calculate_a()
        srp.get_password_authentication_key("u", "p", 3**1800, 12345)

    for name, modulus in (("int", int), ("gmpy2", gmpy2.mpz)):
        report(f"SRP handshake with {name} (and AWSSRP's own first power)", measure(lambda m=modulus: handshake(m), 20))

    def ours() -> None:
        parameters = {"USER_ID_FOR_SRP": "u", "SALT": "3039", "SRP_B": f"{3**1800:x}", "SECRET_BLOCK": "YmxvY2s="}
        Handshake("Bench", os.urandom).prove_password(parameters, Secret("p"), 0.0)

    report("SRP handshake as the program does it, with each value shown", measure(ours, 20))


def timeline() -> None:
    """What one event costs in the timeline's model, with few and with many rows above it."""
    from PySide6.QtWidgets import QApplication

    from app.models.timeline import TimelineModel
    from app.transcript.events import Called, Started

    application = QApplication.instance() or QApplication(["bench"])
    for rows in (100, 1000, 5000):
        model = TimelineModel()
        model.add("run", Started(at=0.0, run_id="run", flow="user_srp", profile="p", profile_id="p", user="u"))
        for number in range(rows):
            model.add("run", Called(at=1.0, number=number, operation="InitiateAuth", params={}))
        numbers = iter(range(rows, rows + 200))
        add = lambda model=model, numbers=numbers: model.add(  # noqa: E731
            "run", Called(at=1.0, number=next(numbers), operation="InitiateAuth", params={})
        )
        report(f"timeline model: an event after {rows} rows", measure(add, 200))
    del application


def transcripts() -> None:
    """What it takes to write a run of 30 events, redacted, as the autosave does, and to read it."""
    import re

    from app.transcript.files import dump, load
    from app.transcript.recording import Recording
    from tests.helpers.sample_handshakes import proved
    from tests.helpers.sample_runs import signed_in

    events = (*proved(), *signed_in()[6:], *signed_in()[1:], *proved()[1:])[:30]
    run = Recording(run_id="r", events=events)

    def write() -> bytes:
        re.purge()  # a new run has patterns of its own
        return dump([run])

    report(f"transcript: write a run of {len(events)} events, redacted", measure(write, 50))
    content = write()
    report(f"transcript: read it, {len(content)} bytes", measure(lambda: load(content), 50))


def sign_ins(home: Path) -> None:
    """Whole sign-ins against the practice pool's process, each with a client of its own, as the window makes them."""
    from app.auth.steps import Answer
    from app.runs.practice_profiles import practice_profiles
    from app.runs.sign_in import SignIn, SignInRequest
    from app.runs.vault_access import ProfileSecrets, VaultAccess
    from app.secret import Secret
    from app.vault.memory_vault import MemoryVault

    command = [sys.executable, str(ROOT / "main.py"), "practice", "--until-stdin-closes"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=home) as pool:
        assert pool.stdout is not None
        announced = json.loads(pool.stdout.readline())
        report("practice pool: from start to its line", [(time.perf_counter() - began) * 1000])
        profile = practice_profiles(announced)[0]
        credentials = {"username": "plain", "password": Secret("Practice1!")}
        for flow in ("user_password", "user_srp", "admin_password"):

            def sign_in(flow: str = flow) -> None:
                request = SignInRequest(profile=profile, flow=flow, credentials=Answer(values=credentials), save=False)
                ends: list[object] = []
                SignIn(
                    request,
                    answers=lambda step: Answer(values={}),
                    secrets=ProfileSecrets(VaultAccess(MemoryVault), profile, wanted=False),
                    emit=ends.append,
                ).run()
                assert type(ends[-1]).__name__ == "SignedIn", ends[-1]

            report(f"sign-in: {flow}", measure(sign_in, 20))
        assert pool.stdin is not None
        pool.stdin.close()


def measure(job: Callable[[], object], times: int) -> list[float]:
    """Do a job several times; return what each took, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        job()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def report(name: str, taken: list[float]) -> None:
    """Print one line: median and slowest, in milliseconds."""
    print(f"{name:64} median {statistics.median(taken):8.2f} ms   slowest {max(taken):8.2f} ms   of {len(taken)}")


def _child(code: str, *arguments: str) -> list[float]:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return [float(part) for part in done.stdout.split()]


if __name__ == "__main__":
    main()
