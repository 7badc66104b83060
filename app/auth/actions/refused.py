"""What the actions with AWS credentials share: a call that these credentials may not make leaves a gap, and no end."""

from app.errors import ApiError, TransportError

# With such keys no call of AWS's works: the run ends, and says so.
NO_KEYS = frozenset({
    "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException", "ExpiredToken",
    "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationTokenException",
    "MissingAuthenticationToken", "InvalidClientTokenId",
})  # fmt: skip

Refused = dict[str, str]  # by operation: the exception's name, or the fault where no answer of Cognito's came


def note(operation: str, failure: ApiError | TransportError, refused: Refused) -> None:
    """Write down what a call came to; raises the failure where the other calls would come to the same."""
    if isinstance(failure, TransportError):
        if failure.wire is None:
            raise failure
        refused[operation] = failure.fault.value  # an emulator, say, that lacks the operation
        return
    if failure.code in NO_KEYS:
        raise failure
    refused[operation] = failure.code
