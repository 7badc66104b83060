"""The HTTP archive keeps to the tables of HAR 1.2: members, types, what must be there, and the sums."""

import json
import re
from dataclasses import replace
from datetime import datetime

import pytest

from app.exporters.har import har
from app.transcript.events import Called
from app.transcript.recording import Remark
from tests.helpers import sample_runs as sample
from tests.helpers.exports import all_kinds, documents, hostile, recorded

TEXT, NUMBER, LIST, OBJECT = (str,), (int, float), (list,), (dict,)

# What the specification's tables say: name -> type; a member with a question mark may be left out.
SPECIFIED = {
    "log": {"version": TEXT, "creator": OBJECT, "browser?": OBJECT, "pages?": LIST, "entries": LIST, "comment?": TEXT},
    "creator": {"name": TEXT, "version": TEXT, "comment?": TEXT},
    "page": {"startedDateTime": TEXT, "id": TEXT, "title": TEXT, "pageTimings": OBJECT, "comment?": TEXT},
    "pageTimings": {"onContentLoad?": NUMBER, "onLoad?": NUMBER, "comment?": TEXT},
    "entry": {
        "pageref?": TEXT, "startedDateTime": TEXT, "time": NUMBER, "request": OBJECT, "response": OBJECT,
        "cache": OBJECT, "timings": OBJECT, "serverIPAddress?": TEXT, "connection?": TEXT, "comment?": TEXT,
    },
    "request": {
        "method": TEXT, "url": TEXT, "httpVersion": TEXT, "cookies": LIST, "headers": LIST, "queryString": LIST,
        "postData?": OBJECT, "headersSize": NUMBER, "bodySize": NUMBER, "comment?": TEXT,
    },
    "response": {
        "status": NUMBER, "statusText": TEXT, "httpVersion": TEXT, "cookies": LIST, "headers": LIST,
        "content": OBJECT, "redirectURL": TEXT, "headersSize": NUMBER, "bodySize": NUMBER, "comment?": TEXT,
    },
    "named": {"name": TEXT, "value": TEXT, "comment?": TEXT},
    "postData": {"mimeType": TEXT, "params?": LIST, "text?": TEXT, "comment?": TEXT},
    "content": {
        "size": NUMBER, "compression?": NUMBER, "mimeType": TEXT, "text?": TEXT, "encoding?": TEXT, "comment?": TEXT,
    },
    "cache": {"beforeRequest?": OBJECT, "afterRequest?": OBJECT, "comment?": TEXT},
    "timings": {
        "blocked?": NUMBER, "dns?": NUMBER, "connect?": NUMBER, "send": NUMBER, "wait": NUMBER, "receive": NUMBER,
        "ssl?": NUMBER, "comment?": TEXT,
    },
}  # fmt: skip


def archive(recordings):
    """The log of an archive that keeps to the specification."""
    root = json.loads(har(recordings))
    assert set(root) == {"log"}
    log = checked("log", root["log"])
    assert log["version"] == "1.2"
    checked("creator", log["creator"])
    pages = [checked("page", page) for page in log["pages"]]
    for page in pages:
        checked("pageTimings", page["pageTimings"])
    for entry in log["entries"]:
        check_entry(checked("entry", entry), {page["id"] for page in pages})
    assert len({page["id"] for page in pages}) == len(pages)
    times = [moment(entry) for entry in log["entries"]]
    assert times == sorted(times), "the oldest comes first"
    return log


def checked(kind, found):
    """`found`, which has the members that a table demands, of its types, and no unknown ones."""
    table = {name.rstrip("?"): (types, name.endswith("?")) for name, types in SPECIFIED[kind].items()}
    for name, (types, may_lack) in table.items():
        assert may_lack or name in found, f"{kind} lacks {name}"
        assert name not in found or (isinstance(found[name], types) and not isinstance(found[name], bool)), (kind, name)
    unknown = [name for name in found if name not in table and not name.startswith("_")]
    assert not unknown, (kind, unknown)
    return found


def check_entry(entry, pages):
    request, response = checked("request", entry["request"]), checked("response", entry["response"])
    for each in (*request["headers"], *request["queryString"], *response["headers"]):
        checked("named", each)
    content, timings = checked("content", response["content"]), checked("timings", entry["timings"])
    checked("cache", entry["cache"])
    if "postData" in request:
        assert ("params" in checked("postData", request["postData"])) != ("text" in request["postData"])
    assert re.fullmatch(r"[a-z]+:[\w:/?\[\]@!$&'()*+,;=%~.-]+", request["url"]), "the schema wants a URI"
    assert min(timings["send"], timings["wait"], timings["receive"], content["size"]) >= 0
    assert entry["time"] == sum(value for value in timings.values() if value != -1)
    assert entry["pageref"] in pages
    moment(entry)


def moment(found):
    return datetime.fromisoformat(found["startedDateTime"])


@pytest.mark.parametrize("recordings", [all_kinds(), hostile(), ()], ids=["all kinds", "hostile", "none"])
def test_an_archive_keeps_to_the_specification(recordings):
    archive(recordings)


def test_each_run_is_a_page_and_each_call_an_entry():
    log = archive(recorded(sample.signed_in(), sample.wrong_code(at=sample.T0 + 60)))
    assert [page["title"] for page in log["pages"]] == ["User SRP · <user-1> · practice / public-all"] * 2
    assert [page["comment"] for page in log["pages"]] == ["Signed in", "CodeMismatchException"]
    assert [entry["pageref"] for entry in log["entries"]] == ["run_1"] * 3 + ["run_2"] * 3
    assert log["entries"][0]["startedDateTime"] == "2026-11-22T08:41:05.000Z"
    assert [entry["response"]["status"] for entry in log["entries"]] == [200] * 5 + [400]


def test_an_entry_is_the_call_as_it_travelled_but_for_its_secrets():
    *_, entry = archive(recorded(sample.wrong_code()))["entries"]
    request, response = entry["request"], entry["response"]
    assert (request["method"], request["url"], entry["time"]) == ("POST", sample.URL, 39.0)
    assert {"name": "X-Amz-Target", "value": "AWSCognitoIdentityProviderService.RespondToAuthChallenge"} in (
        request["headers"]
    )
    assert json.loads(request["postData"]["text"]) == {
        "ChallengeName": "SMS_MFA",
        "Session": "<session-1>",
        "ChallengeResponses": {"USERNAME": "<user-1>", "SMS_MFA_CODE": "<code-1>"},
    }
    assert json.loads(response["content"]["text"])["__type"] == "CodeMismatchException"
    assert (response["statusText"], response["bodySize"], response["content"]["size"]) == ("Bad Request", 81, 81)
    assert response["content"]["mimeType"] == "application/x-amz-json-1.1"


def test_a_call_without_an_answer_says_why():
    (entry,) = archive(recorded(sample.no_answer()))["entries"]
    assert entry["response"]["status"] == 0
    assert entry["_error"] == entry["comment"] == "nothing listens at this address · 127.0.0.1:9"


def test_public_documents_are_entries_too():
    first, second = archive(recorded(documents()))["entries"]
    assert first["request"]["url"].endswith("/us-east-1_A/.well-known/jwks.json?x=1&y=")
    assert first["request"]["queryString"] == [{"name": "x", "value": "1"}, {"name": "y", "value": ""}]
    assert [each["response"]["status"] for each in (first, second)] == [200, 0]
    assert (first["time"], second["_error"]) == (250.0, "404 Not Found")


def test_what_a_person_noted_on_a_run_and_on_a_call_stands_in_the_comments():
    (run,) = recorded(sample.wrong_code())
    called = [at for at, event in enumerate(run.events) if isinstance(event, Called)][1]
    noted = replace(run, note="of Monday", remarks=(Remark(event=called, note="late\nagain", marked=True),))
    log = json.loads(har([noted]))["log"]
    assert log["pages"][0]["comment"].endswith("note: of Monday")
    assert [entry["comment"] for entry in log["entries"]] == ["", "marked, note: late again", ""]
