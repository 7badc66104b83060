"""Turns what botocore raises before there is a reply into a fault; nothing of it is from Cognito."""

from app.errors import Fault, TransportError

BOTOCORE_SAYS = ("Parameter validation failed:", "Missing required parameter", "Unknown parameter", "Invalid ")


def transport_error(error: Exception, operation: str) -> TransportError:
    """Return the TransportError for an exception of botocore or of the AWS credential chain."""
    return TransportError(_fault(error), _detail(error), operation=operation)


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
    if isinstance(error, known.BotoCoreError):
        return Fault.CREDENTIALS  # what is left comes from looking for them: none, half, expired, no such profile
    return Fault.ENDPOINT if isinstance(error, ValueError) else Fault.OTHER


def _detail(error: Exception) -> str:
    import botocore.exceptions as known

    if isinstance(error, known.ParamValidationError):
        return _without_values(str(error))
    return str(error)


def _without_values(report: str) -> str:
    """Keep what botocore says of each parameter and leave out the values, which may be secrets of several lines."""
    lines = (line.split(", value:")[0] for line in report.splitlines())
    return "\n".join(line for line in lines if line.startswith(BOTOCORE_SAYS))
