"""Turns what botocore raises before there is a reply into a fault; nothing of it is from Cognito."""

import re
from collections.abc import Mapping
from typing import Any

from app.errors import CredentialsTrouble, Fault, TransportError

BOTOCORE_SAYS = ("Parameter validation failed:", "Missing required parameter", "Unknown parameter", "Invalid ")
SYSTEM_SAYS = re.compile(r"\[(Errno|WinError) -?\d+\][^()]*[^()\s]")
WRONG_CODE = "MultiFactorAuthentication"  # what STS's message begins with where an MFA code is wrong
Trouble = CredentialsTrouble


def transport_error(error: Exception, operation: str, aws_profile: str = "") -> TransportError:
    """Return the TransportError for an exception of botocore or of the AWS credential chain."""
    if isinstance(error, TransportError):
        fault, detail, trouble = error.fault, error.detail, error.trouble
    else:
        fault, detail, trouble = _fault(error), _detail(error), None
    if fault is Fault.CREDENTIALS:
        trouble = trouble or _trouble(error)
    return TransportError(fault, detail, operation=operation, trouble=trouble, aws_profile=aws_profile)


def _fault(error: Exception) -> Fault:
    import botocore.exceptions as known

    table: tuple[tuple[tuple[type[Exception], ...], Fault], ...] = (
        ((known.ParamValidationError,), Fault.PARAMETERS),
        ((known.ProxyConnectionError, known.InvalidProxiesConfigError), Fault.PROXY),
        ((known.SSLError,), Fault.TLS),
        ((known.ConnectTimeoutError, known.ReadTimeoutError), Fault.TIMEOUT),
        ((known.ConnectionClosedError, known.ResponseStreamingError), Fault.CLOSED),
        ((known.InvalidRegionError, known.NoRegionError, known.EndpointVariantError), Fault.ENDPOINT),
    )
    for types, fault in table:
        if isinstance(error, types):
            return fault
    if isinstance(error, known.EndpointConnectionError):
        cause = error.kwargs.get("error")  # urllib3's, whose class name tells a name that does not resolve
        return Fault.UNKNOWN_HOST if "NameResolutionError" in repr(cause) else Fault.REFUSED
    if isinstance(error, known.HTTPClientError):
        no_address = isinstance(error.kwargs.get("error"), ValueError | OverflowError)  # a port, say, that is none
        return Fault.ENDPOINT if no_address else Fault.CLOSED
    if isinstance(error, known.BotoCoreError | known.ClientError):
        return Fault.CREDENTIALS  # what is left comes from looking for them: none, half, expired, refused by STS
    return Fault.ENDPOINT if isinstance(error, ValueError) else Fault.OTHER


def _trouble(error: Exception) -> CredentialsTrouble:
    """Say what is wrong with the AWS credentials: each has another remedy."""
    import botocore.exceptions as known

    table: tuple[tuple[tuple[type[Exception], ...], CredentialsTrouble], ...] = (
        ((known.NoCredentialsError, known.NoAuthTokenError), Trouble.NONE),
        ((known.PartialCredentialsError,), Trouble.PARTIAL),
        ((known.ProfileNotFound,), Trouble.NO_PROFILE),
        ((known.SSOError, known.TokenRetrievalError), Trouble.SSO),
        ((known.LoginError,), Trouble.LOGIN),
        ((known.CredentialRetrievalError, known.MetadataRetrievalError), Trouble.PROCESS),
        ((known.ConfigParseError, known.ConfigNotFound, known.InvalidConfigError), Trouble.CONFIG),
        ((known.MissingDependencyException,), Trouble.DEPENDENCY),
    )
    for types, trouble in table:
        if isinstance(error, types):
            return trouble
    return _said_by_sts(error.response) if isinstance(error, known.ClientError) else Trouble.OTHER


def _said_by_sts(response: Mapping[str, Any]) -> CredentialsTrouble:
    said = response.get("Error", {})
    if said.get("Code", "") not in ("AccessDenied", "AccessDeniedException"):
        return Trouble.REJECTED
    return Trouble.MFA if str(said.get("Message", "")).startswith(WRONG_CODE) else Trouble.ROLE


def _detail(error: Exception) -> str:
    import botocore.exceptions as known

    if isinstance(error, known.ParamValidationError):
        return _without_values(str(error))
    if isinstance(error, known.ProxyConnectionError):  # its text names the proxy, without a password, but no reason
        return f"{error} ({_innermost(error.kwargs.get('error'))})"
    if isinstance(error, known.EndpointConnectionError):  # nor has this one's: unreachable is not refused
        reason = SYSTEM_SAYS.search(str(error.kwargs.get("error")))
        return f"{error} ({reason[0]})" if reason else str(error)
    return str(error)


def _innermost(error: object) -> str:
    """Return what urllib3's ProxyError wraps: `Tunnel connection failed: 407 ...`, say."""
    found = getattr(error, "original_error", None) or error
    return str(found)


def _without_values(report: str) -> str:
    """Keep what botocore says of each parameter and leave out the values, which may be secrets of several lines."""
    lines = (line.split(", value:")[0] for line in report.splitlines())
    return "\n".join(line for line in lines if line.startswith(BOTOCORE_SAYS))
