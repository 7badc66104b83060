"""The server's clock is measured by the Date of each reply, and its resolution is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.diagnosis.clock import Clocks, Skew, skew
from tests.diagnosis.happenings import called, refused, replied

NOW = 1_000_000.0


def reply(at, date, seconds=0.2):
    return replied(at, date=date, seconds=seconds)


def test_a_reply_of_the_same_second_tells_of_no_offset_beyond_its_resolution():
    found = skew([reply(NOW + 0.5, NOW)])
    assert abs(found.seconds) <= found.uncertainty
    assert found.uncertainty == pytest.approx(0.6)
    assert not found.warns


def test_several_replies_narrow_it_down():
    one = skew([reply(NOW + 0.9, NOW)])
    both = skew([reply(NOW + 0.9, NOW), reply(NOW + 1.1, NOW + 1, seconds=0.0)])
    assert both.uncertainty < one.uncertainty


def test_a_slow_reply_tells_less():
    assert skew([reply(NOW, NOW, seconds=10.0)]).uncertainty > 5


@pytest.mark.parametrize(("off", "warns"), [(0, False), (28, False), (31, True), (-31, True), (3600, True)])
def test_half_a_minute_off_warns(off, warns):
    found = skew([reply(NOW, float(int(NOW + off)), seconds=0.0)])
    assert found.seconds == pytest.approx(off, abs=1.0)
    assert found.warns == warns


def test_a_refusal_tells_the_time_as_well():
    assert skew([refused(NOW, date=NOW + 100)]).warns


def test_without_a_date_nothing_is_known():
    assert skew([]) is None
    assert skew([called(), reply(NOW, None)]) is None
    assert skew([reply(NOW, float("nan"))]) is None


def test_a_clock_that_is_set_meanwhile_counts_as_it_is_now():
    found = skew([reply(NOW, NOW), reply(NOW + 10, NOW + 310)])
    assert found.seconds == pytest.approx(300, abs=1)


def test_endpoints_have_clocks_of_their_own():
    clocks = Clocks()
    clocks.hear("a", reply(NOW, NOW + 100))
    clocks.hear("b", reply(NOW, NOW))
    assert clocks.skew("a").warns
    assert not clocks.skew("b").warns
    assert clocks.skew("c") is None
    assert clocks.server_now("c", 5.0) == 5.0
    assert clocks.server_now("a", NOW) == pytest.approx(NOW + 100, abs=1)


@given(
    offset=st.floats(min_value=-1e5, max_value=1e5),
    calls=st.lists(
        st.tuples(st.floats(0, 1e4), st.floats(0, 5), st.floats(0, 1)), min_size=1, max_size=8
    ),
)  # fmt: skip
def test_the_true_offset_is_always_within_what_is_told(offset, calls):
    events = []
    for begin, seconds, part in calls:
        sent = NOW + begin
        made = sent + seconds * part + offset  # the server's clock when it answers
        events.append(replied(sent + seconds, date=float(int(made)), seconds=seconds))
    found = skew(events)
    assert abs(found.seconds - offset) <= found.uncertainty + 1e-6


def test_the_servers_time_is_this_machines_and_the_offset():
    assert Skew(seconds=-12.0, uncertainty=0.5).server_now(100.0) == 88.0
