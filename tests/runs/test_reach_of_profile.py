"""What a profile says of the way to its pool holds for a run's calls and for the key set that it reads."""

import pytest

from app.auth.steps import Answer
from app.runs.credentials import reach
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.secret import Secret
from app.transcript.events import Failed, Fetched, Replied
from tests.helpers.authority import Authority
from tests.helpers.little_server import little_server, says
from tests.helpers.runs_of import memory_access, profile_at

MEMBERS = {
    "endpoint_url": "https://pool.example.com", "aws_profile": "qa", "ca_bundle": "/x.pem", "proxy": "http://proxy",
    "connect_seconds": 1.5, "read_seconds": 2.5,
}  # fmt: skip


def test_each_member_of_the_profile_is_in_its_reach():
    found = reach(profile_at("https://pool.example.com", **MEMBERS))
    assert {name: getattr(found, name) for name in MEMBERS} == MEMBERS
    assert (found.region, found.practice) == ("us-east-1", False)
    assert (found.connect_timeout, found.read_timeout) == (1.5, 2.5)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_runs_calls_and_its_key_set_go_by_the_profiles_certificates(tmp_path, trusted):
    authority = Authority(tmp_path)
    with little_server(says('{"keys": []}'), tls=authority.server()) as server:
        profile = profile_at(server.url, ca_bundle=str(authority.bundle) if trusted else "")
        typed = {"how": "RevokeToken", "access_token": Secret("a.a.a"), "refresh_token": Secret("r")}
        request = SignInRequest(profile=profile, flow="sign_out", credentials=Answer(values=typed), save=False)
        events = []
        secrets = ProfileSecrets(memory_access()[0], profile, wanted=False)
        SignIn(request, answers=lambda step: Answer(values={}), secrets=secrets, emit=events.append).run()
    calls = [type(event) for event in events if isinstance(event, Replied | Failed)]
    pages = [event.problem for event in events if isinstance(event, Fetched)]
    if trusted:
        assert set(calls) == {Replied}
        assert pages == [""]
    else:
        assert calls[0] is Failed
        assert all("SSLError" in problem for problem in pages)
