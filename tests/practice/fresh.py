"""User pools that a test makes for itself through the API of the running practice pool."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.helpers.practice_pool import PASSWORD, PracticePool

EVERY_FLOW = [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
]
RECOVER_BY_EMAIL = {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]}


class Fresh:
    """One user pool with one public client; both are made when they are first asked for."""

    def __init__(self, practice: PracticePool, api: Any) -> None:
        self.practice = practice
        self.api = api
        self.pool_id = ""
        self.client_id = ""

    def pool(self, **settings: Any) -> "Fresh":
        """Make the user pool, and a client that allows every flow."""
        made = self.api.create_user_pool(PoolName="fresh", **{"AutoVerifiedAttributes": ["email"], **settings})
        self.pool_id = made["UserPool"]["Id"]
        self.client_id = self.client()
        return self

    def client(self, **settings: Any) -> str:
        """Make an app client and return its id."""
        given = {"ClientName": "fresh", "ExplicitAuthFlows": EVERY_FLOW, **settings}
        made = self.api.create_user_pool_client(UserPoolId=self.pool_id, **given)
        return str(made["UserPoolClient"]["ClientId"])

    def user(self, name: str = "someone", *, password: str = PASSWORD, **given: str) -> str:
        """Make a confirmed user with a verified e-mail address; returns the real user name."""
        values = {"email": f"{name}@example.com", "email_verified": "true", **given}
        made = self.api.admin_create_user(
            UserPoolId=self.pool_id, Username=name, UserAttributes=pairs(values), MessageAction="SUPPRESS"
        )
        self.api.admin_set_user_password(UserPoolId=self.pool_id, Username=name, Password=password, Permanent=True)
        return str(made["User"]["Username"])

    def sign_in(self, name: str = "someone", password: str = PASSWORD, client_id: str = "") -> dict[str, Any]:
        """Sign in with the password; returns the AuthenticationResult."""
        reply = self.api.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=client_id or self.client_id,
            AuthParameters={"USERNAME": name, "PASSWORD": password},
        )
        result: dict[str, Any] = reply["AuthenticationResult"]
        return result

    def refresh(self, token: str, client_id: str = "") -> dict[str, Any]:
        """Refresh; returns the AuthenticationResult."""
        reply = self.api.initiate_auth(
            AuthFlow="REFRESH_TOKEN_AUTH", ClientId=client_id or self.client_id, AuthParameters={"REFRESH_TOKEN": token}
        )
        result: dict[str, Any] = reply["AuthenticationResult"]
        return result

    def code(self, name: str = "someone") -> str:
        """The newest code that was sent to the user."""
        return self.practice.code(self.pool_id, name)

    def attributes(self, name: str = "someone") -> dict[str, str]:
        """The user's attributes as an administrator sees them."""
        shown = self.api.admin_get_user(UserPoolId=self.pool_id, Username=name)
        return {each["Name"]: each["Value"] for each in shown["UserAttributes"]}

    def status(self, name: str = "someone") -> str:
        """The user's status as an administrator sees it."""
        return str(self.api.admin_get_user(UserPoolId=self.pool_id, Username=name)["UserStatus"])

    def clean_up(self) -> None:
        """Delete the user pool, where it is still there."""
        listed = self.api.list_user_pools(MaxResults=60)["UserPools"]
        if self.pool_id in [pool["Id"] for pool in listed]:
            self.api.delete_user_pool(UserPoolId=self.pool_id)


def pairs(values: dict[str, str]) -> list[dict[str, str]]:
    """Attributes as on the wire."""
    return [{"Name": name, "Value": value} for name, value in values.items()]


class refused:  # noqa: N801 - reads as a sentence: with refused("NotAuthorizedException", "...")
    """A context in which Cognito has to refuse with this exception, and this message where one is given."""

    def __init__(self, code: str, message: str | None = None) -> None:
        self._code, self._message = code, message

    def __enter__(self) -> None:
        self._raises = pytest.raises(ClientError)
        self._caught = self._raises.__enter__()

    def __exit__(self, *what: Any) -> bool:
        swallowed = self._raises.__exit__(*what)
        error = self._caught.value.response["Error"]
        assert error["Code"] == self._code, error
        if self._message is not None:
            assert error["Message"] == self._message
        return bool(swallowed)
