"""A secret that a server echoes in another spelling is found as well, on the timeline and in what is redacted."""

import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.seal import mask_known
from app.secret import MASK, Secret
from app.spellings import LONGEST, spellings
from tests.transcript.test_labels_in_texts import told


def escaped(value, **how):
    """A text as it stands between a JSON string's quotes."""
    return json.dumps(value, **how)[1:-1]


def of_a_page(value):
    """JSON as it is written into a page, where no tag may begin in it."""
    return escaped(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


ECHOES = {
    "json": escaped,
    "json in utf-8": lambda value: escaped(value, ensure_ascii=False),
    "json within json": lambda value: escaped(escaped(value)),
    "json with slashes escaped": lambda value: escaped(value).replace("/", "\\/"),
    "json of a page": of_a_page,
    "url": lambda value: quote(value, safe=""),
    "path": quote,
    "form": quote_plus,
    "html": html.escape,
    "html without quotes": lambda value: html.escape(value, quote=False),
    "base64": lambda value: base64.b64encode(value.encode()).decode().rstrip("="),
}
PASSWORDS = ['Pract"1!&x', "slash/and+plus", "Zürich <4711>", "back\\slash and 'quotes'"]


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("echo", ECHOES)
def test_it_is_masked_and_labelled_however_it_is_written(echo, password):
    written = ECHOES[echo](password)
    said = f"PreAuthentication failed with error {written}."
    assert mask_known(said, [Secret(password)]) == said.replace(written, MASK)
    assert told(said, PASSWORD=Secret(password)) == said.replace(written, "<password-1>")


@given(st.text(min_size=4, max_size=300))
def test_the_text_itself_is_always_among_them(value):
    found = spellings(value)
    assert value in found
    assert all(found)


def test_of_long_ones_only_what_is_likely():
    assert spellings("a" * (LONGEST + 1)) == {"a" * (LONGEST + 1)}
