"""Scenarios that are written are read the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.scenarios.reading import read
from app.scenarios.writing import write
from tests.scenarios.samples import scenarios
from tests.scenarios.test_reading import WHOLE


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(scenarios(), min_size=1, max_size=3, unique_by=lambda one: one.name))
def test_what_is_written_is_read_the_same(made):
    assert read(write(made).encode(), "f") == tuple(made)


PROVIDED = ["# main.py secret set sms-totp", "# set this environment variable", "main.py run FILE"]


@pytest.mark.parametrize("said", PROVIDED)
def test_a_comment_says_what_has_to_be_provided(said):
    assert said in write(read(WHOLE.encode(), "f"))
