"""Each exception of botocore's credential chain to what is wrong with the credentials."""

import botocore.exceptions as known
import pytest

from app.cognito.faults import transport_error
from app.errors import CredentialsTrouble, Fault


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (known.NoCredentialsError(), "none"),
        (known.NoAuthTokenError(), "none"),
        (known.PartialCredentialsError(provider="env", cred_var="X"), "partial"),
        (known.ProfileNotFound(profile="qa"), "no_profile"),
        (known.ConfigParseError(path="/x"), "config"),
        (known.ConfigNotFound(path="/x"), "config"),
        (known.InfiniteLoopConfigError(source_profile="a", visited_profiles=["a"]), "config"),
        (known.SSOTokenLoadError(error_msg="x"), "sso"),
        (known.UnauthorizedSSOTokenError(), "sso"),
        (known.TokenRetrievalError(provider="sso", error_msg="x"), "sso"),
        (known.LoginRefreshRequired(), "login"),
        (known.LoginTokenLoadError(error_msg="x"), "login"),
        (known.LoginInsufficientPermissions(), "login"),
        (known.CredentialRetrievalError(provider="custom-process", error_msg="x"), "process"),
        (known.MetadataRetrievalError(error_msg="x"), "process"),
        (known.MissingDependencyException(msg="crt"), "dependency"),
        (known.UnknownCredentialError(name="x"), "other"),
        (known.ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "AssumeRole"), "role"),
        (known.ClientError({}, "AssumeRole"), "rejected"),
    ],
)
def test_what_is_wrong_with_credentials_is_told_apart_with_the_profile(error, trouble):
    found = transport_error(error, "AdminGetUser", "qa")
    assert (found.fault, found.trouble, found.aws_profile) == (Fault.CREDENTIALS, CredentialsTrouble(trouble), "qa")
    assert found.detail == str(error)


@pytest.mark.parametrize(
    "error", [known.EndpointConnectionError(endpoint_url="https://x"), known.ReadTimeoutError(endpoint_url="https://x")]
)
def test_a_network_that_fails_is_no_trouble_with_credentials(error):
    assert transport_error(error, "AdminGetUser", "qa").trouble is None
