"""What AWS's token service answers, and AWS config files that lead to it."""

import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from tests.helpers.little_server import Answer, Received, says

SERIAL = "arn:aws:iam::000000000000:mfa/tester"
ROLE = "arn:aws:iam::000000000000:role/reader"
XML = ("Content-Type", "text/xml")


def assumed(key: str = "ASIAROLE", seconds: float = 3600) -> Answer:
    """AssumeRole's answer: credentials that last so long."""
    ends = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return says(
        f"""<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <AssumedRoleUser><Arn>arn:aws:sts::000000000000:assumed-role/reader/x</Arn></AssumedRoleUser>
        <Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>
        <SessionToken>role-token</SessionToken><Expiration>{ends:%Y-%m-%dT%H:%M:%SZ}</Expiration></Credentials>
        </AssumeRoleResult></AssumeRoleResponse>""",
        200,
        XML,
    )


def refuses(code: str, message: str, status: int = 403) -> Answer:
    """An error of STS."""
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
    body = f'<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">{error}</ErrorResponse>'
    return says(body, status, XML)


WRONG_CODE = refuses("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ")


def sent(request: Received) -> dict[str, str]:
    """The parameters of a call to STS."""
    return {name: values[0] for name, values in parse_qs(request.body.decode()).items()}


def write_config(path: Path, **profiles: dict[str, Any]) -> None:
    """Write an AWS config file; a profile's members by its name, with underscores for dashes."""
    lines: list[str] = []
    for name, members in profiles.items():
        lines.append("[default]" if name == "default" else f"[profile {name.replace('_', '-')}]")
        lines += [f"{key} = {value}" for key, value in members.items()]
    path.write_text("\n".join(lines) + "\n")


KEYS = {"aws_access_key_id": "AKIASOURCE", "aws_secret_access_key": "source-secret"}
WITH_MFA = {"role_arn": ROLE, "source_profile": "source", "mfa_serial": SERIAL, "region": "eu-west-1"}
