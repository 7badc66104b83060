"""What a file that was read for profiles comes to, in words: lines for each profile, one for all files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.diagnosis.app_client.settings import Setting, settings
from app.models.overview import Fact
from app.models.profile_words import import_problem_words, kind_words, note_words
from app.profiles.imported import Imported
from app.profiles.profile import Profile
from app.runs.app_client import known_of
from app.texts import text, text_or

MFA, METHODS, SECRET = "mfa", "mfa_methods", "secret"  # settings with a line of their own


def profile_lines(profile: Profile) -> tuple[Fact, ...]:
    """Return what a file says of an app client; what it does not say of flow and second factor, too."""
    return tuple(_lines(profile))


def file_words(imported: Imported) -> str:
    """Return what kind of file it is, or why nothing can be taken out of it."""
    return import_problem_words(imported.problem) if imported.problem is not None else kind_words(imported.kind)


def file_notes(imported: Imported) -> tuple[str, ...]:
    """Return what is to be known about a file: what was left out, and what it means elsewhere."""
    return tuple(note_words(note) for note in imported.notes)


def found_words(files: Iterable[Imported]) -> str:
    """Return one line about all that was read."""
    all_ = tuple(files)
    profiles = sum(len(each.profiles) for each in all_)
    found = text("profile_import.one_profile") if profiles == 1 else text("profile_import.profiles", count=profiles)
    if not profiles:
        return text("profile_import.nothing" if len(all_) == 1 else "profile_import.nothing_in", files=len(all_))
    return found if len(all_) == 1 else text("profile_import.in_files", found=found, files=len(all_))


def imported_words(count: int) -> str:
    """Say how many profiles were saved."""
    return text("profile_import.done_one") if count == 1 else text("profile_import.done", count=count)


def exported_words(count: int, path: Path) -> str:
    """Say how many profiles are in a file now."""
    if count == 1:
        return text("profile_export.done_one", name=path.name)
    return text("profile_export.done", count=count, name=path.name)


def _lines(profile: Profile) -> Iterator[Fact]:
    yield Fact(label=text("profile_import.pool"), value=profile.user_pool_id, wire=True)
    yield Fact(label=text("profile_import.client"), value=profile.client_id, wire=True)
    yield Fact(label=text("profile_import.region"), value=profile.effective_region, wire=True)
    if profile.endpoint_url:
        yield Fact(label=text("profile_import.endpoint"), value=profile.endpoint_url, wire=True)
    yield Fact(label=text("profile_import.flow"), value=_flow(profile))
    known = {each.name: each for each in settings(known_of(profile)) if each.known}
    yield Fact(label=text("profile_import.mfa"), value=_mfa(known))
    others = [each.title for name, each in known.items() if name not in (MFA, METHODS, SECRET)]
    if others:
        yield Fact(label=text("profile_import.settings"), value=", ".join(others))


def _flow(profile: Profile) -> str:
    """The flow that is preselected, with the word of the file where it comes from one."""
    title = text_or(f"flow.{profile.default_flow}.title", profile.default_flow)
    if not title:
        return text("profile_import.not_said")
    if not profile.amplify_flow:
        return title
    return text("profile_import.flow_value", flow=title, wire=profile.amplify_flow)


def _mfa(known: dict[str, Setting]) -> str:
    found = [known[name].value for name in (MFA, METHODS) if name in known]
    return " · ".join(found) if found else text("profile_import.not_said")
