"""Runs kept between starts of the program: one redacted transcript file each, in a folder, without an index.

The name of a file says when its run began and whether a person wrote a note or set a mark: such runs are the last to go
when there are too many. Two windows may use one folder. Labels are those of one run: `<user-1>` of two runs may be two.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import TranscriptError
from app.files import UNFINISHED, replace_file
from app.transcript.events import Called, Ended, Event, Failed, HttpAnswer, Refused, Replied
from app.transcript.files import SUFFIX, dump, load
from app.transcript.reading import FORMAT, LARGEST_FILE
from app.transcript.recording import Headline, Recording, Remark, headline, remarked

BEGINNING = 4096  # bytes of a file, in which its format stands
MOST_RUNS = 1000
MOST_BYTES = 200 * 1024 * 1024
LEFT_OVER = 3600.0  # seconds, after which a file that was not finished is nobody's any more
_NAME = re.compile(r"([0-9]{15})-([\w-]{1,64})(\.kept)?" + re.escape(SUFFIX))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a list of kept runs shows of one: `at` in epoch seconds, `challenges` in the order in which they came.

    What a person looks for is here too: `operations`, `statuses` of HTTP, `errors` (names and messages), `remarks`.
    """

    run_id: str
    at: float
    headline: Headline
    challenges: tuple[str, ...]
    finished: bool
    note: str
    marked: bool
    operations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @classmethod
    def of(cls, recording: Recording) -> "Entry":
        """Read an entry out of a run."""
        came = (event.challenge for event in recording.events if isinstance(event, Replied) and event.challenge)
        return cls(
            run_id=recording.run_id,
            at=recording.events[0].at,
            headline=headline(recording),
            challenges=_each(came),
            finished=recording.end is not None,
            note=recording.note,
            marked=recording.marked,
            operations=_each(event.operation for event in recording.events if isinstance(event, Called)),
            statuses=_each(str(event.status) for event in recording.events if isinstance(event, HttpAnswer | Failed)),
            errors=_each(error for event in recording.events for error in _errors(event)),
            remarks=recording.remarks,
        )


def _each(values: Iterable[str]) -> tuple[str, ...]:
    """Return values once each, in the order in which they came."""
    return tuple(dict.fromkeys(values))


def _errors(event: Event) -> tuple[str, ...]:
    match event:
        case Refused():
            return (f"{event.code} {event.message}",)
        case Failed():
            return (f"{event.fault} {event.detail}",)
        case Ended():
            return (f"{event.code or event.reason} {event.message}",)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The kept runs, the newest first, and why some files could not be read."""

    entries: tuple[Entry, ...]
    broken: tuple[TranscriptError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: Path
    run_id: str
    kept: bool
    size: int


class History:
    """The folder. Methods raise TranscriptError where the disk refuses; `keep_names` leaves user names readable."""

    def __init__(
        self,
        folder: Path,
        *,
        keep_names: bool = False,
        most_runs: int = MOST_RUNS,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.keep_names = keep_names
        self._folder = folder
        self._most_runs = most_runs
        self._most_bytes = most_bytes
        self._clock = clock

    def save(self, recording: Recording) -> None:
        """Write a run, redacted, in place of what was kept of it; one without events is not worth a file."""
        if not recording.events:
            return
        content = dump((recording,), keep_names=self.keep_names)
        path = self._path(recording)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(path, content, private=True)
            for file in self._files():
                if file.run_id == _safe(recording.run_id) and file.path != path:  # it was kept, or is not any more
                    file.path.unlink(missing_ok=True)
        except OSError as error:
            raise TranscriptError(str(path), "cannot_write", error.strerror or str(error)) from error

    def entries(self) -> Listing:
        """Read all files."""
        entries, broken = [], []
        for file in self._files():
            try:
                entries += [Entry.of(each) for each in read(file.path)]
            except TranscriptError as error:
                broken.append(error)
            except Exception as error:  # noqa: BLE001 - whatever is in one file, the others are listed
                broken.append(TranscriptError(str(file.path), "bug", type(error).__name__))
        entries.sort(key=lambda entry: entry.at, reverse=True)
        return Listing(entries=tuple(entries), broken=tuple(broken))

    def open(self, run_ids: Iterable[str]) -> tuple[Recording, ...]:
        """Return kept runs in the order that is asked for; those that are not there (any more) are left out."""
        files = {file.run_id: file.path for file in self._files()}
        paths = [files[_safe(each)] for each in run_ids if _safe(each) in files]
        return tuple(recording for path in paths for recording in read(path))

    def annotate(self, run_id: str, remark: Remark) -> None:
        """Write a note on a kept run or on a row of it, and mark it or not."""
        for recording in self.open([run_id]):
            self.save(remarked(recording, remark))

    def remove(self, run_ids: Iterable[str]) -> None:
        """Forget runs; those that are not there are no error."""
        wanted = {_safe(each) for each in run_ids}
        self._unlink(file for file in self._files() if file.run_id in wanted)

    def tidy(self) -> None:
        """Let the oldest go where there are too many, those with a note or a mark last; the newest stays.

        What a crash left unfinished goes, too.
        """
        files = list(self._files())
        runs, size = len(files), sum(file.size for file in files)
        gone = []
        for file in sorted(files[:-1], key=lambda file: (file.kept, file.path.name)):
            if runs <= self._most_runs and size <= self._most_bytes:
                break
            gone.append(file)
            runs, size = runs - 1, size - file.size
        self._unlink(gone)
        self._clear()

    def _path(self, recording: Recording) -> Path:
        kept = ".kept" if recording.note or recording.marked or recording.remarks else ""
        began = f"{int(recording.events[0].at * 1000):015d}"
        return self._folder / f"{began}-{_safe(recording.run_id)}{kept}{SUFFIX}"

    def _files(self) -> Iterator[_File]:
        try:
            found = sorted(self._folder.iterdir()) if self._folder.is_dir() else []
        except OSError as error:
            raise TranscriptError(str(self._folder), "cannot_read", error.strerror or str(error)) from error
        for path in found:
            if named := _NAME.fullmatch(path.name):
                try:
                    size = path.stat().st_size
                except OSError:  # another window removed it meanwhile
                    continue
                yield _File(path=path, run_id=named.group(2), kept=bool(named.group(3)), size=size)

    def _unlink(self, files: Iterable[_File]) -> None:
        for file in files:
            try:
                file.path.unlink(missing_ok=True)
            except OSError as error:
                raise TranscriptError(str(file.path), "cannot_remove", error.strerror or str(error)) from error

    def _clear(self) -> None:
        for path in self._folder.glob(f".*{UNFINISHED}"):
            try:
                if self._clock() - path.stat().st_mtime > LEFT_OVER:
                    path.unlink()
            except OSError:
                continue


def read(path: Path) -> tuple[Recording, ...]:
    """Return the runs of a transcript file; TranscriptError with the file's path before the place in it."""
    try:
        if not path.is_file():  # a folder, or a pipe that would never end
            raise TranscriptError(str(path), "no_file")
        if path.stat().st_size > LARGEST_FILE:
            raise TranscriptError(str(path), "too_large")
        return load(path.read_bytes())
    except OSError as error:
        raise TranscriptError(str(path), "cannot_read", error.strerror or str(error)) from error
    except TranscriptError as error:
        where = error.where if error.where == str(path) else f"{path}: {error.where}"
        raise TranscriptError(where, error.problem, error.detail) from error


def is_transcript(path: Path) -> bool:
    """Say whether a file calls itself a transcript, by its name or in what it begins with."""
    if path.name.lower().endswith(SUFFIX):
        return True
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(BEGINNING)
    except OSError:
        return False  # who opens the other kinds of files says what is wrong with it


def _safe(run_id: str) -> str:
    """Return a run's id as it may stand in a file's name, whoever made it up."""
    if re.fullmatch(r"[0-9A-Za-z_-]{1,64}", run_id):
        return run_id
    return f"other-{run_id.encode(errors='replace').hex()[:48]}"
