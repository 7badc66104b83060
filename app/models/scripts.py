"""What the page Code shows of a row: the script of its run for a tool, made anew only where something happened."""

from dataclasses import dataclass

from app.exporters.scripts import SCRIPTS, TOOLS
from app.models.rows import Row, Run
from app.profiles.profile import Profile
from app.runs.recipe import recipe
from app.runs.sign_in import SignInRequest
from app.texts import text

KEPT = 500  # runs whose profile is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script, or in `sentence` why its tool has none; both empty where there is no sign-in to write down."""

    text: str = ""
    sentence: str = ""
    file_name: str = ""
    mark: str = "#"  # what a comment begins with


class Scripts:
    """Remembers where each run went: its profile may be edited or removed while its rows still stand there."""

    def __init__(self) -> None:
        self._profiles: dict[str, Profile] = {}
        self._last: tuple[str, int, str] = ("", 0, "")
        self._made = Script()

    def remember(self, request: SignInRequest) -> None:
        """Remember where a run goes."""
        self._profiles[request.run_id] = request.profile
        while len(self._profiles) > KEPT:
            del self._profiles[next(iter(self._profiles))]

    def script(self, row: Row | None, tool: str) -> Script:
        """Return the script of a row's run for a tool, a key of SCRIPTS."""
        if row is None:
            return Script()
        now = (row.run.run_id, len(row.run.transcript.events), tool)
        if now != self._last:
            self._last, self._made = now, self._make(row.run, tool)
        return self._made

    def _make(self, run: Run, tool: str) -> Script:
        if run.source:
            return Script(sentence=text("code.opened"))
        profile = self._profiles.get(run.run_id)
        made = recipe(profile, run.flow, run.transcript.events) if profile else None
        if made is None:
            return Script()
        known = TOOLS[tool]
        sentence = known.why_not(made)
        if sentence:
            return Script(sentence=sentence)
        return Script(text=SCRIPTS[tool](made), file_name=known.file_name, mark=known.mark)
