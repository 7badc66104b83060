"""The relying-party rule: which web origin may use the passkeys of which relying party (W3C WebAuthn 5.1.3, 13.4.9).

A browser checks it before it asks an authenticator; so does this program, in the browser's place. The detail of each
refusal is the key of a text under `passkey_rule`.
"""

import re
import unicodedata
from functools import cache
from urllib.parse import urlsplit

from app.errors import PasskeyError, PasskeyTrouble

LOCALHOST = "localhost"
_DOTS = re.compile("[\u3002\uff0e\uff61]")  # full stops of other scripts, which a browser takes for dots
_ASCII_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PORTS = {"https": 443, "http": 80}


def checked_origin(origin: str, rp_id: str) -> str:
    """Return the origin as a browser writes it, if it may use passkeys of `rp_id`; else PasskeyError RELYING_PARTY."""
    scheme, host, port = _parts(origin)
    if scheme != "https" and (scheme, host) != ("http", LOCALHOST):
        raise _wrong("not_https")
    if not rp_id or domain(rp_id) != rp_id:
        raise _wrong("rp_id")
    if host != rp_id and not host.endswith(f".{rp_id}"):
        raise _wrong("outside")
    if is_public_suffix(rp_id) and (host != rp_id or _is_listed(rp_id)):
        raise _wrong("public_suffix")
    return f"{scheme}://{host}{port}"


def domain(host: str) -> str:
    """Return a host's domain in lower case, other scripts as punycode; an empty text where it is none, as 127.0.0.1."""
    text = unicodedata.normalize("NFKC", _DOTS.sub(".", host)).lower()
    labels = [_label(label) for label in text.split(".")]
    whole = ".".join(labels)
    if not all(labels) or len(whole) > 253 or _NUMBER.fullmatch(labels[-1]):  # a browser reads 1.2.3.0x4 as an address
        return ""
    return whole


def is_public_suffix(name: str) -> bool:
    """Say whether anybody can register names right below a domain, as below co.uk; so is whatever has no dot."""
    return _is_listed(name) or "." not in name


def _is_listed(name: str) -> bool:
    """Look a domain up in the public suffix list that fido2 brings: exceptions first, then names, then wildcards."""
    text = ".".join(_readable(label) for label in name.split("."))
    rules = _rules()
    if f"!{text}" in rules:
        return False
    return text in rules or ("." in text and f"*.{text.split('.', 1)[1]}" in rules)


@cache
def _rules() -> frozenset[str]:
    from fido2.rpid import suffixes

    return frozenset(suffixes)


def _parts(origin: str) -> tuple[str, str, str]:
    """Split an origin into scheme, host and port (`:8443`, empty where it is the scheme's own)."""
    try:
        url = urlsplit(origin)
        host, port = domain(url.hostname or ""), url.port
    except ValueError:
        raise _wrong("not_a_url") from None
    if url.path not in ("", "/") or url.query or url.fragment or "@" in url.netloc or "?" in origin or "#" in origin:
        raise _wrong("more_than_an_origin")
    if not host:
        raise _wrong("not_a_domain")
    return url.scheme, host, "" if port in (None, _PORTS.get(url.scheme)) else f":{port}"


def _label(label: str) -> str:
    """Return one label in ASCII; an empty text where it cannot be part of a domain."""
    if not label.isascii():
        if not all(letter == "-" or unicodedata.category(letter)[0] in "LMN" for letter in label):
            return ""
        label = f"xn--{label.encode('punycode').decode()}"
    return label if _ASCII_LABEL.fullmatch(label) else ""


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return label


def _wrong(why: str) -> PasskeyError:
    return PasskeyError(PasskeyTrouble.RELYING_PARTY, why)
