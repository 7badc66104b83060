"""The relying-party rule: which origin may use whose passkeys, as a browser has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import PasskeyError, PasskeyTrouble
from app.passkeys.origins import checked_origin, is_public_suffix
from app.texts import has_text

COGNITO = "my-app.auth.us-east-1.amazoncognito.com"


@pytest.mark.parametrize(
    ("origin", "rp_id", "written"),
    [
        ("https://example.com", "example.com", "https://example.com"),
        ("https://login.eu.example.com", "example.com", "https://login.eu.example.com"),
        ("https://EXAMPLE.Com/", "example.com", "https://example.com"),
        ("HTTPS://example.com", "example.com", "https://example.com"),
        ("https://example.com:443", "example.com", "https://example.com"),
        ("https://example.com:8443", "example.com", "https://example.com:8443"),
        ("http://localhost:3000", "localhost", "http://localhost:3000"),
        ("http://localhost:80", "localhost", "http://localhost"),
        ("https://localhost", "localhost", "https://localhost"),
        (f"https://{COGNITO}", COGNITO, f"https://{COGNITO}"),
        ("https://münchen.example.com", "example.com", "https://xn--mnchen-3ya.example.com"),
        ("https://München.de", "xn--mnchen-3ya.de", "https://xn--mnchen-3ya.de"),
        ("https://straße.de", "xn--strae-oqa.de", "https://xn--strae-oqa.de"),
        ("https://www\u3002example\uff0ecom", "example.com", "https://www.example.com"),
        ("https://食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn", "https://xn--85x722f.xn--55qx5d.cn"),
        ("https://intranet", "intranet", "https://intranet"),
        ("https://example.co.uk", "example.co.uk", "https://example.co.uk"),
        ("https://www.ck", "www.ck", "https://www.ck"),  # the public suffix list's own exception
    ],
)
def test_an_origin_within_its_relying_party_is_written_as_a_browser_writes_it(origin, rp_id, written):
    assert checked_origin(origin, rp_id) == written


@pytest.mark.parametrize(
    ("origin", "rp_id", "why"),
    [
        ("http://example.com", "example.com", "not_https"),
        ("http://app.localhost", "localhost", "not_https"),
        ("ftp://example.com", "example.com", "not_https"),
        ("https://example.com", "login.example.com", "outside"),
        ("https://notexample.com", "example.com", "outside"),
        ("https://example.com.evil.net", "example.com", "outside"),
        ("https://evil.net", "example.com", "outside"),
        ("https://a.co.uk", "co.uk", "public_suffix"),
        ("https://a.com", "com", "public_suffix"),
        ("https://me.github.io", "github.io", "public_suffix"),
        ("https://github.io", "github.io", "public_suffix"),
        (f"https://{COGNITO}", "auth.us-east-1.amazoncognito.com", "public_suffix"),
        ("https://食狮.公司.cn", "xn--55qx5d.cn", "public_suffix"),
        ("https://a.foo.ck", "foo.ck", "public_suffix"),
        ("https://x.intranet", "intranet", "public_suffix"),
        ("https://a.localhost", "localhost", "public_suffix"),
        ("https://127.0.0.1", "127.0.0.1", "not_a_domain"),
        ("http://127.0.0.1", "localhost", "not_a_domain"),
        ("https://[::1]", "::1", "not_a_domain"),
        ("https://1.2.3.0x4", "1.2.3.0x4", "not_a_domain"),
        ("https://example.com.", "example.com", "not_a_domain"),
        ("https://example..com", "example.com", "not_a_domain"),
        ("https://-a.example.com", "example.com", "not_a_domain"),
        ("https://exa mple.com", "example.com", "not_a_domain"),
        ("https://a\u202e.example.com", "example.com", "not_a_domain"),
        ("https://evil.net\\.example.com", "example.com", "not_a_domain"),
        ("https://evil.net%2f.example.com", "example.com", "not_a_domain"),
        (f"https://{'a' * 64}.example.com", "example.com", "not_a_domain"),
        (f"https://{'a.' * 127}example.com", "example.com", "not_a_domain"),
        ("https://example.com/login", "example.com", "more_than_an_origin"),
        ("https://example.com?a", "example.com", "more_than_an_origin"),
        ("https://example.com#", "example.com", "more_than_an_origin"),
        ("https://example.com@evil.net", "evil.net", "more_than_an_origin"),
        ("example.com", "example.com", "more_than_an_origin"),
        ("https://example.com:port", "example.com", "not_a_url"),
        ("https://example.com:99999", "example.com", "not_a_url"),
        ("https://[::1", "example.com", "not_a_url"),
        ("", "example.com", "not_a_domain"),
        ("https://example.com", "EXAMPLE.com", "rp_id"),
        ("https://example.com", "example.com.", "rp_id"),
        ("https://example.com", "https://example.com", "rp_id"),
        ("https://example.com:8443", "example.com:8443", "rp_id"),
        ("https://münchen.de", "münchen.de", "rp_id"),
        ("https://example.com", "", "rp_id"),
    ],
)
def test_any_other_origin_is_refused_and_why(origin, rp_id, why):
    with pytest.raises(PasskeyError) as caught:
        checked_origin(origin, rp_id)
    assert (caught.value.trouble, caught.value.detail) == (PasskeyTrouble.RELYING_PARTY, why)
    assert has_text(f"passkey_rule.{why}")


@given(origin=st.text(max_size=60), rp_id=st.text(max_size=30))
def test_no_text_is_more_than_refused(origin, rp_id):
    for each in (origin, f"https://{origin}"):
        try:
            written = checked_origin(each, rp_id)
        except PasskeyError:
            continue
        assert written.startswith("http")
        assert written.isascii()


@given(label=st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20))
def test_what_a_browser_would_write_is_taken_again_as_it_is(label):
    try:
        written = checked_origin(f"https://{label}.example.com", "example.com")
    except PasskeyError:
        return
    assert checked_origin(written, "example.com") == written


@pytest.mark.parametrize("name", ["com", "co.uk", "anything.ck", "unlisted", "github.io"])
def test_where_anybody_may_register_is_a_public_suffix(name):
    assert is_public_suffix(name)


@pytest.mark.parametrize("name", ["example.com", "www.ck", "example.co.uk", "a.unlisted"])
def test_what_somebody_registered_is_none(name):
    assert not is_public_suffix(name)
