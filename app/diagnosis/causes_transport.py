"""Causes of a call without an answer from Cognito: network, names, TLS, proxy, or something that answers for it.

What is wrong with AWS credentials or a CA bundle is known exactly: app/diagnosis/messages.py has the words for it.
"""

import re

from app.diagnosis.case import Finding, Refused, Row, Rule, remedies
from app.errors import Fault

# What OpenSSL, and on other systems their own trust store, says of a certificate, as Python passes it on.
SELF_SIGNED = re.compile(r"self.signed", re.IGNORECASE)
CHAIN = re.compile(
    r"self.signed certificate in certificate chain|unable to get (local )?issuer|not trusted", re.IGNORECASE
)
HOST = re.compile(r"hostname mismatch|IP address mismatch|doesn't match|does not match|not valid for", re.IGNORECASE)
EXPIRED = re.compile(r"has expired|not yet valid|validity period", re.IGNORECASE)
NO_NETWORK = re.compile(r"unreachable|No route to host|Temporary failure in name resolution", re.IGNORECASE)
NO_NAME = re.compile(r"not known|No such host|No address associated", re.IGNORECASE)
PROXY_NAME = re.compile(r"resolve|getaddrinfo", re.IGNORECASE)
PROXY_SAYS = re.compile(r"Tunnel connection failed: (?!407)\d+", re.IGNORECASE)
PROXY_LOGIN = re.compile(r"\b407\b|Proxy Authentication", re.IGNORECASE)
GATEWAY = re.compile(r"cloudfront|awselb|zscaler|squid|bluecoat|forcepoint|netskope|fortinet|palo", re.IGNORECASE)
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")

HTML = ("waf_page", "proxy_login", "gateway", "not_cognito")

ROWS: tuple[Row, ...] = (
    (Fault.UNKNOWN_HOST, r"", ("endpoint_name", "region_name", "no_network", "dns")),
    (Fault.REFUSED, r"", ("no_network", "practice_down", "endpoint_closed", "firewall")),
    (Fault.TIMEOUT, r"", ("slow_trigger_timeout", "firewall", "proxy_needed", "no_network")),
    (Fault.TLS, r"", ("tls_expired", "tls_host", "tls_company", "tls_self_signed", "tls_plain", "tls_other")),
    (Fault.PROXY, r"", ("proxy_login", "proxy_forbids", "proxy_name", "proxy_down")),
    (Fault.CLOSED, r"", ("closed_between", "proxy_needed", "tls_plain")),
    (Fault.NOT_COGNITO, r"", HTML),
    (Fault.SERVER, r"", ("gateway_server", "cognito_failed")),
    (Fault.THROTTLED, r"", ("throttled",)),
    (Fault.PARAMETERS, r"", ("local_parameters",)),
    (Fault.ENDPOINT, r"", ("endpoint_no_url",)),
    (Fault.OTHER, r"", ("unknown_fault",)),
)


def _endpoint_name(case: Refused) -> Finding:
    return 3 if case.own_endpoint else 0


def _region_name(case: Refused) -> Finding:
    """A region that there is not has no host of its name."""
    if case.own_endpoint:
        return 0
    if not REGION.fullmatch(case.region):
        return 4
    return 2.5 if NO_NAME.search(case.message) else 1.5


def _no_network(case: Refused) -> Finding:
    if case.practice or case.on_this_machine:
        return 0
    return 5 if NO_NETWORK.search(case.message) else 2


def _practice_down(case: Refused) -> Finding:
    return 5 if case.practice else 0


def _endpoint_closed(case: Refused) -> Finding:
    return 4 if case.own_endpoint and not case.practice else 0


def _far(case: Refused) -> Finding:
    return 0 if case.practice or case.on_this_machine else 1


def _slow_trigger(case: Refused) -> Finding:
    """Three attempts of five seconds each: only a read can take that long, and only where there are triggers."""
    if case.lambdas == frozenset() or "onnect timeout" in case.message:
        return 0
    return 1.5 if "ead timeout" in case.message else 0.5


def _proxy_needed(case: Refused) -> Finding:
    return 0 if case.proxy or case.practice or case.on_this_machine else 0.8


def _tls_self_signed(case: Refused) -> Finding:
    return 4 if SELF_SIGNED.search(case.message) and not CHAIN.search(case.message) else 0


def _tls_company(case: Refused) -> Finding:
    return 4 if CHAIN.search(case.message) else 0


def _tls_plain(case: Refused) -> Finding:
    plain = "WRONG_VERSION_NUMBER" in case.message or "wrong version number" in case.message
    if case.code == Fault.TLS:
        return 4 if plain else 0
    return 0.5 if case.own_endpoint else 0


def _tls_other(case: Refused) -> Finding:
    named = (SELF_SIGNED, CHAIN, HOST, EXPIRED)
    return 0 if any(each.search(case.message) for each in named) else 1.5


def _waf_page(case: Refused) -> Finding:
    """A firewall in front of Cognito blocks with 403, and, where it was set so, with a page of its own."""
    return 4 if case.status == 403 else 0


def _gateway(case: Refused) -> Finding:
    named = " ".join(case.headers.get(name, "") for name in ("server", "via", "x-cache"))
    return 3 if GATEWAY.search(named) else 1 if case.no_json else 0.5


def _proxy_login(case: Refused) -> Finding:
    return "fault" if case.status == 407 or PROXY_LOGIN.search(case.message) else 0


def _proxy_forbids(case: Refused) -> Finding:
    return "fault" if PROXY_SAYS.search(case.message) else 0


def _proxy_name(case: Refused) -> Finding:
    return "fault" if PROXY_NAME.search(case.message) else 0


def _not_cognito(case: Refused) -> Finding:
    return 3.5 if case.own_endpoint else 0.8


AGAIN = remedies("sign_in_again")
ENDPOINT = remedies(("edit_profile", "endpoint_url"))
PROXY = remedies(("edit_profile", "proxy"))
BUNDLE = remedies(("edit_profile", "ca_bundle"))

CAUSES: dict[str, Rule] = {
    "endpoint_name": Rule(weigh=_endpoint_name, remedies=ENDPOINT),
    "region_name": Rule(weigh=_region_name, remedies=remedies(("edit_profile", "region"))),
    "no_network": Rule(weigh=_no_network, remedies=AGAIN),
    "dns": Rule(weigh=_far, remedies=AGAIN),
    "practice_down": Rule(weigh=_practice_down),
    "endpoint_closed": Rule(weigh=_endpoint_closed, remedies=ENDPOINT),
    "firewall": Rule(weigh=_far, remedies=PROXY),
    "slow_trigger_timeout": Rule(weigh=_slow_trigger, remedies=remedies(("edit_profile", "read_seconds"))),
    "proxy_needed": Rule(weigh=_proxy_needed, remedies=PROXY),
    "tls_expired": Rule(weigh=lambda case: 5 if EXPIRED.search(case.message) else 0, remedies=AGAIN),
    "tls_host": Rule(weigh=lambda case: 5 if HOST.search(case.message) else 0, remedies=ENDPOINT),
    "tls_company": Rule(weigh=_tls_company, remedies=BUNDLE),
    "tls_self_signed": Rule(weigh=_tls_self_signed, remedies=BUNDLE),
    "tls_plain": Rule(weigh=_tls_plain, remedies=ENDPOINT),
    "tls_other": Rule(weigh=_tls_other, remedies=BUNDLE),
    "proxy_login": Rule(weigh=_proxy_login, remedies=PROXY),
    "proxy_forbids": Rule(weigh=_proxy_forbids, remedies=PROXY),
    "proxy_name": Rule(weigh=_proxy_name, remedies=PROXY),
    "proxy_down": Rule(remedies=PROXY),
    "closed_between": Rule(weigh=lambda _: 2, remedies=AGAIN),
    "waf_page": Rule(weigh=_waf_page, remedies=AGAIN),
    "gateway": Rule(weigh=_gateway, remedies=PROXY),
    "not_cognito": Rule(weigh=_not_cognito, remedies=ENDPOINT),
    "gateway_server": Rule(weigh=lambda case: 3 if case.no_json else 1, remedies=AGAIN),
    "local_parameters": Rule(),
    "endpoint_no_url": Rule(remedies=ENDPOINT),
    "unknown_fault": Rule(remedies=AGAIN),
}
