"""A finished sign-in once more: what its transcript knows is given again, and what was left out of it is asked."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from app.auth.flows import FLOWS, first_ask
from app.auth.steps import CREDENTIALS, NEW_DEVICE, NO_DEVICE, Answer, Ask, Field, Kind
from app.profiles.profile import Profile
from app.runs.choices import Choice, is_choice
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from app.transcript.events import Answered, Asked, Event
from app.transcript.kinds import LABEL
from app.transcript.recording import Recording

Known = Mapping[str, Any]  # by the name of the field: str, Secret, or rows


def can_replay(recording: Recording) -> bool:
    """Say whether a run was a sign-in, and is over."""
    started = recording.started
    return started is not None and started.flow in FLOWS and recording.end is not None


def wanted_fields(flow: str) -> tuple[Field, ...]:
    """Return the credentials of a flow that a person may have to give again."""
    return tuple(field for field in first_ask(flow).fields if not field.advanced and field.kind is not Kind.DEVICE)


def known_credentials(recording: Recording) -> Known:
    """Return what was given to begin with, as far as the transcript still has it: a redacted one has labels instead."""
    given = next((each for each in recording.events if isinstance(each, Answered) and each.name == CREDENTIALS), None)
    started = recording.started
    return dict(_known(given.values, started.flow)) if given is not None and started is not None else {}


def replay_of(recording: Recording, profile: Profile, credentials: Known) -> SignInRequest:
    """Return the request that does the same with this profile: the flow, the choices, and these credentials.

    Its refresh token is not saved. A device of the first run is not used again: its password is that run's.
    """
    started = recording.started
    assert started is not None, recording.run_id
    values: dict[str, Any] = {**known_credentials(recording), **credentials}
    if values.get("device", NEW_DEVICE) not in (NEW_DEVICE, NO_DEVICE):
        values["device"] = NO_DEVICE
    return SignInRequest(
        profile=profile,
        flow=started.flow,
        credentials=Answer(values=values),
        save=False,
        choices=tuple(_choices(recording.events)),
        about=recording.run_id,
    )


def _known(values: Mapping[str, Any], flow: str) -> Iterator[tuple[str, Any]]:
    for field in first_ask(flow).fields:  # a refresh knows more about its token: that is the first run's, too
        value = values.get(field.name)
        if isinstance(value, Mapping):
            rows = {key: each.reveal() if isinstance(each, Secret) else each for key, each in value.items()}
            if all(map(_is_there, rows.values())):
                yield field.name, rows
        elif isinstance(value, Secret | str) and _is_there(value):
            yield field.name, value


def _is_there(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(map(_is_there, value.values()))
    return not (isinstance(value, str) and LABEL.search(value))


def _choices(events: Sequence[Event]) -> Iterator[Choice]:
    """Yield what was chosen, in order; of a question that was asked again the last answer, which was taken.

    From the first one on that the transcript has not in whole, as a password among the factors, the person is asked.
    """
    asked: Asked | None = None
    made: list[Choice] = []
    for event in events:
        if isinstance(event, Asked):
            asked = event
        elif isinstance(event, Answered) and asked is not None and asked.name == event.name:
            if not is_choice(Ask(name=asked.name, fields=asked.fields)):
                continue
            if asked.refusal and made and made[-1][0] == asked.name:
                made.pop()
            made.append((asked.name, Answer(values=dict(event.values))))
    yield from takewhile(lambda choice: _is_there(choice[1].values), made)
