"""Bodies as text."""

from types import MappingProxyType

from app.models.json_text import as_text, secrets_in
from app.secret import MASK, Secret

BODY = MappingProxyType({"Open": "é", "Hidden": Secret("s3cret"), "List": (1, Secret("two"), None, True)})


def test_a_body_is_indented_json_with_its_secrets_masked():
    assert as_text(BODY).text == (
        f'{{\n  "Open": "é",\n  "Hidden": "{MASK}",\n  "List": [\n    1,\n    "{MASK}",\n    null,\n    true\n  ]\n}}'
    )


def test_revealing_shows_the_secrets():
    assert '"Hidden": "s3cret"' in as_text(BODY, revealed=True).text
    assert MASK not in as_text(BODY, revealed=True).text


def test_a_body_that_is_no_json_object_is_masked_whole_and_revealed_as_it_came():
    html = Secret("<html>not Cognito</html>")
    assert as_text(html).text == MASK
    assert as_text(html, revealed=True).text == "<html>not Cognito</html>"


def test_a_long_body_is_cut_and_says_so():
    long = MappingProxyType({str(number): "x" * 100 for number in range(50_000)})
    shown = as_text(long)
    assert shown.cut
    assert len(shown.text) == 100_000
    assert not as_text(long, longest=None).cut
    assert len(as_text(long, longest=None).text) > 5_000_000


def test_secrets_are_counted_at_any_depth():
    assert secrets_in(BODY) == 2
    assert secrets_in(Secret("x")) == 1
    assert secrets_in(None) == 0
