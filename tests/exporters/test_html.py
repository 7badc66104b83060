"""The HTML report stands by itself: no script, nothing loaded, and a server's text is text."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from app.exporters.html import html
from app.transcript.recording import Remark
from tests.helpers import sample_runs as sample
from tests.helpers.exports import HOSTILE, all_kinds, hostile, recorded

VOID = {"meta", "br"}
FORBIDDEN = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "image", "use"}


class Page(HTMLParser):
    """What a page consists of; fails where an element is not closed."""

    def __init__(self, written):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.texts, self.open, self.styles = [], [], [], [], []
        self.feed(written)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        (self.styles if self.open[-1:] == ["style"] else self.texts).append(data)

    def text(self):
        return "".join(self.texts)


@pytest.mark.parametrize("recordings", [all_kinds(), hostile(), ()], ids=["all kinds", "hostile", "none"])
def test_a_report_has_no_script_and_loads_nothing(recordings):
    page = Page(html(recordings))
    assert FORBIDDEN.isdisjoint(page.tags)
    for tag, name, value in page.attributes:
        assert not name.startswith("on"), (tag, name)
        assert name not in ("src", "srcset", "style", "background", "action", "data", "xlink:href"), (tag, name)
        assert name != "href" or re.fullmatch(r"#run-\d+", value), value
    assert "url(" not in "".join(page.styles)
    assert "@import" not in "".join(page.styles)


def test_the_page_forbids_itself_all_but_its_own_style_sheet():
    page = Page(html(all_kinds()))
    (style,) = page.styles
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [value for tag, name, value in page.attributes if tag == "meta" and value and "default-src" in value]
    assert policy == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"


def test_what_a_server_says_is_shown_as_it_is():
    page = Page(html(hostile()))
    first = HOSTILE.split("\n")[0]
    assert first in page.text()
    assert "{{ 7*7 }}" in page.text()
    assert "alert" not in "".join(f"{tag} {name}" for tag, name, _ in page.attributes)


def test_the_report_says_what_happened_call_by_call_and_shows_the_claims():
    said = Page(html(recorded(sample.signed_in()))).text()
    for words in (
        "User SRP · <user-1> · practice / public-all", "Signed in · 19 s", "PASSWORD_VERIFIER", "The person answered",
        "19.201 s", '"SMS_MFA_CODE": "<code-1>"', sample.REQUEST_ID, '"email": "<email-1>"', "200 OK",
        "Decoded as written", "Refresh token saved", "Access token · <access-token-1>",
        '"AccessToken": "<access-token-1>"',
    ):  # fmt: skip
        assert words in said
    assert "You " not in said


def test_several_runs_have_a_list_of_contents_and_a_note_stands_by_its_run():
    one, two = recorded(sample.signed_in(), sample.wrong_code())
    from dataclasses import replace

    page = Page(html([one, replace(two, note="only\non Mondays")]))
    assert [value for _, name, value in page.attributes if name == "href"] == ["#run-1", "#run-2"]
    assert "only\non Mondays" in page.text()


def test_a_page_that_a_proxy_sent_is_cut_and_says_so():
    (run,) = recorded(sample.no_answer())
    from dataclasses import replace

    events = tuple(replace(each, body="x" * 90_000) if hasattr(each, "fault") else each for each in run.events)
    written = html([replace(run, events=events)])
    assert len(written) < 60_000
    assert "cut: 90000 characters in all" in written


def test_what_a_person_noted_on_a_row_stands_in_its_line_and_is_no_markup():
    (run,) = recorded(sample.wrong_code())
    noted = replace(run, remarks=(Remark(event=len(run.events) - 1, note="<b>late</b>", marked=True),))
    written = html([noted])
    assert "<em class=\"amber\">marked, note: &lt;b&gt;late&lt;/b&gt;</em>" in written
    assert "<b>late" not in written
