"""Pages of a list."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice import paging
from app.practice.errors import Refusal


@given(count=st.integers(0, 200), limit=st.none() | st.integers(0, 60))
def test_the_pages_together_are_the_list(count, limit):
    items, found, token = list(range(count)), [], None
    while True:
        page, token = paging.page(items, limit, token)
        assert len(page) <= (limit or paging.LARGEST_PAGE)
        found += page
        if token is None:
            break
    assert found == items


@pytest.mark.parametrize(
    "token", ["", "x", "é", base64.b64encode(b"offset:x").decode(), base64.b64encode(b"\xff").decode()]
)
def test_a_token_that_is_none_is_refused(token):
    with pytest.raises(Refusal, match="Invalid pagination token given"):
        paging.page([1], None, token)
