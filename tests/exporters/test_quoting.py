"""No text breaks out of the literal that it is written as, whatever it is made of."""

import ast
import json
import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exporters.quoting import in_bash, in_javascript, in_python, in_swift
from tests.helpers.programs import require_program

HOSTILE = [
    "'; rm -rf ~ #", '"; import os #', "$(date)", "`date`", "${HOME}", "\\", "\\'", '\\"', "a\nb", "\r\n", "\t", "\0",
    "\\(exit(1))", "${process.exit()}", "\u202egnp.exe", "\u2028", "\u00a0", "é", "名", "🔑", "\U000e0041",
    "--profile x", "\x1b[2J", "*/ x", "-- ", "'\"'\"'", "!!", "", " ", "\ud800", "$'", "EOF\nPYTHON\n",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.text(alphabet="'\"\\$`(){}\n #\u202ex"), st.sampled_from(HOSTILE))


def visible(literal: str) -> bool:
    """Whether a literal is one line, and nothing in it moves or hides what follows."""
    return literal.isprintable()


@given(TEXTS)
def test_python_reads_back_what_was_written(text):
    assert ast.literal_eval(in_python(text)) == text
    assert visible(in_python(text))


@given(TEXTS)
def test_javascript_reads_back_what_was_written(text):
    assert json.loads(in_javascript(text)) == text
    assert visible(in_javascript(text))


@given(TEXTS)
def test_swift_reads_back_what_was_written(text):
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if has_half(text) else text
    assert swift_reads(in_swift(text)) == whole
    assert visible(in_swift(text))


@given(st.lists(TEXTS, max_size=40))
def test_bash_reads_back_what_was_written(texts):
    assert bash_reads(texts) == [text.replace("\0", "\ufffd").encode("utf-8", "replace") for text in texts]
    assert all(visible(in_bash(text)) for text in texts)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_hostile_text_stays_between_its_quotes(text):
    assert bash_reads([text, "after"])[1:] == [b"after"]
    assert ast.literal_eval(f"[{in_python(text)}, 'after']") == [text, "after"]


def bash_reads(texts: list[str]) -> list[bytes]:
    """What bash takes literals for."""
    script = "printf '%s\\0' -" + "".join(f" {in_bash(text)}" for text in texts)
    bash = require_program("bash", apt="bash")
    done = subprocess.run([bash], input=script.encode(), capture_output=True, check=True, timeout=20)
    assert not done.stderr, done.stderr
    return done.stdout.split(b"\0")[1:-1]


def has_half(text: str) -> bool:
    """Whether there is half a surrogate pair in a text."""
    return any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)


def swift_reads(literal: str) -> str:
    """What Swift takes a literal for (The Swift Programming Language, String Literals): no interpolation is in it."""
    assert literal[0] == literal[-1] == '"'
    inner = literal[1:-1]
    assert re.fullmatch(r'(?:[^"\\\n\r]|\\["\\]|\\u\{[0-9a-f]{1,8}\})*', inner), literal
    return re.sub(
        r'\\(["\\])|\\u\{([0-9a-f]+)\}', lambda found: found.group(1) or chr(int(found.group(2), 16)), inner
    )
