"""How long ago something was."""

import pytest

from app.models.ago import ago


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"), (0, "just now"), (1.9, "just now"), (19, "19 s ago"), (59.9, "59 s ago"), (60, "1 min ago"),
        (3599, "59 min ago"), (3600, "1 h ago"), (86399, "23 h ago"), (86400, "yesterday"), (172800, "2 days ago"),
    ],
)  # fmt: skip
def test_time_that_has_passed_is_said_in_the_largest_unit_that_fits(seconds, words):
    assert ago(1000.0, 1000.0 + seconds) == words
