"""A story's rows are those of the timeline: the same words, tones and times, except that it does not say "you"."""

import pytest

from app.exporters.story import stories, tokens
from app.models.timeline import RowRole, TimelineModel
from app.texts import text
from tests.helpers.exports import action, all_kinds, recorded

IMPERSONAL = {"timeline.answered": "export.answered", "timeline.waiting": "export.unanswered"}


def shown(row):
    return row.kind, row.title, row.word, row.chip, row.detail, row.tone, row.place, row.offset


def as_on_the_timeline(recording):
    model = TimelineModel(now=lambda: recording.events[-1].at)
    for event in recording.events:
        model.add(recording.run_id, event)
    return [model.index(place, 0).data(RowRole) for place in range(model.rowCount())]


@pytest.mark.parametrize("recording", all_kinds(), ids=lambda each: each.run_id)
def test_a_story_has_the_rows_of_the_timeline(qapp, recording):
    (told,) = stories([recording])
    for mine, its in zip([told.head, *told.rows], as_on_the_timeline(recording), strict=True):
        for personal, impersonal in IMPERSONAL.items():
            its.title = text(impersonal) if its.title == text(personal) else its.title
        if its.live:
            its.detail = mine.detail  # a session's end is counted down in a window, not in a file
        assert shown(mine) == shown(its)
        if not its.live:
            assert mine.time_text == its.time_text


def test_a_run_about_another_one_says_so():
    first, second = stories(recorded(*(each.events for each in all_kinds()[:1]), action()))
    assert second.run.about is first.run


def test_only_tokens_that_are_redacted_are_read():
    (told,) = stories(all_kinds()[:1])
    found = [token for row in told.rows for token in tokens(row)]
    assert [token.claims["token_use"] for token in found] == ["access", "id"]
    assert [token.claims["sub"] for token in found] == ["<sub-1>", "<sub-1>"]
