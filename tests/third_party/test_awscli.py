"""The AWS CLI signs in to the practice pool with nothing but another endpoint: a client that nobody here wrote."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.practice_pool import PASSWORD, REGION
from tests.helpers.programs import require_file
from tests.helpers.soft_authenticator import SoftAuthenticator

AWS = str(Path(sys.executable).with_name("aws"))
NEW = "Different2?"


class RefusedError(Exception):
    """The CLI ended with an error: its text names Cognito's exception and message."""


@pytest.fixture
def aws(practice, tmp_path):
    """Run `aws cognito-idp` with made-up keys and a home of its own; returns its JSON."""
    require_file(AWS, apt="awscli")
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_ACCESS_KEY_ID": "practice",
        "AWS_SECRET_ACCESS_KEY": "practice", "AWS_DEFAULT_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1", "LC_ALL": "C.UTF-8",
    }

    def run(operation, *arguments):
        command = [AWS, "--endpoint-url", practice.endpoint, "--output", "json", "cognito-idp", operation, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise RefusedError(done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else {}

    practice.control("reset")
    return run


def sign_in(aws, practice, name, client="public-all", flow="USER_PASSWORD_AUTH", **more):
    parameters = {"USERNAME": name, "PASSWORD": PASSWORD, **more}
    return aws(
        "initiate-auth", "--client-id", practice.client(client)["id"], "--auth-flow", flow,
        "--auth-parameters", json.dumps(parameters),
    )


def respond(aws, practice, reply, answers, client="public-all"):
    return aws(
        "respond-to-auth-challenge", "--client-id", practice.client(client)["id"],
        "--challenge-name", reply["ChallengeName"], "--session", reply["Session"],
        "--challenge-responses", json.dumps(answers),
    )


def test_a_password_signs_in_and_its_tokens_work(aws, practice):
    result = sign_in(aws, practice, "plain")["AuthenticationResult"]
    assert aws("get-user", "--access-token", result["AccessToken"])["Username"] == "plain"
    refreshed = aws(
        "initiate-auth", "--client-id", practice.client()["id"], "--auth-flow", "REFRESH_TOKEN_AUTH",
        "--auth-parameters", json.dumps({"REFRESH_TOKEN": result["RefreshToken"]}),
    )["AuthenticationResult"]
    assert "RefreshToken" not in refreshed
    aws("revoke-token", "--token", result["RefreshToken"], "--client-id", practice.client()["id"])
    with pytest.raises(RefusedError, match=r"\(NotAuthorizedException\).*Access Token has been revoked"):
        aws("get-user", "--access-token", refreshed["AccessToken"])


def test_a_client_with_a_secret_wants_the_hash(aws, practice):
    client = practice.client("confidential")
    digest = hmac.digest(client["secret"].encode(), ("plain" + client["id"]).encode(), hashlib.sha256)
    secret_hash = base64.b64encode(digest).decode()
    assert "AuthenticationResult" in sign_in(aws, practice, "plain", "confidential", SECRET_HASH=secret_hash)
    with pytest.raises(RefusedError, match="Unable to verify secret hash for client"):
        sign_in(aws, practice, "plain", "confidential", SECRET_HASH="AAAA")


def test_refusals_have_cognitos_names_and_messages(aws, practice):
    with pytest.raises(RefusedError, match=r"\(NotAuthorizedException\).*Incorrect username or password\."):
        sign_in(aws, practice, "plain", PASSWORD="Wrong123!")
    with pytest.raises(RefusedError, match=r"USER_PASSWORD_AUTH flow not enabled for this client"):
        sign_in(aws, practice, "plain", "srp-only")
    with pytest.raises(RefusedError, match=r"\(ResourceNotFoundException\).*User pool us-east-1_nothere does not"):
        aws("describe-user-pool", "--user-pool-id", "us-east-1_nothere")
    with pytest.raises(RefusedError, match=r"\(UnknownOperationException\).*does not offer the operation ListResource"):
        aws("list-resource-servers", "--user-pool-id", practice.pool_id())


def test_codes_are_answered_with_the_session(aws, practice):
    for name, key in (("sms", "SMS_MFA_CODE"), ("email", "EMAIL_OTP_CODE")):
        reply = sign_in(aws, practice, name)
        answers = {"USERNAME": name, key: practice.code(practice.pool_id(), name)}
        assert "AuthenticationResult" in respond(aws, practice, reply, answers)
    reply = sign_in(aws, practice, "totp")
    code = practice.authenticator_code(practice.pool_id(), "totp")
    answers = {"USERNAME": "totp", "SOFTWARE_TOKEN_MFA_CODE": code}
    assert "AuthenticationResult" in respond(aws, practice, reply, answers)


def test_a_factor_is_chosen_and_a_new_password_set(aws, practice):
    reply = sign_in(aws, practice, "choose-mfa")
    reply = respond(aws, practice, reply, {"USERNAME": "choose-mfa", "ANSWER": "SMS_MFA"})
    answers = {"USERNAME": "choose-mfa", "SMS_MFA_CODE": practice.code(practice.pool_id(), "choose-mfa")}
    assert "AuthenticationResult" in respond(aws, practice, reply, answers)
    reply = sign_in(aws, practice, "new-password")
    answers = {"USERNAME": "new-password", "NEW_PASSWORD": NEW, "userAttributes.given_name": "New"}
    assert "AuthenticationResult" in respond(aws, practice, reply, answers)


def test_an_authenticator_is_set_up_during_the_sign_in(aws, practice):
    pool = "practice-mfa-required"
    client_id, pool_id = practice.client("public", pool)["id"], practice.pool_id(pool)
    reply = aws(
        "initiate-auth", "--client-id", client_id, "--auth-flow", "USER_PASSWORD_AUTH",
        "--auth-parameters", json.dumps({"USERNAME": "enroll-mfa", "PASSWORD": PASSWORD}),
    )
    assert reply["ChallengeName"] == "MFA_SETUP"
    session = aws("associate-software-token", "--session", reply["Session"])["Session"]
    code = practice.authenticator_code(pool_id, "enroll-mfa")
    session = aws("verify-software-token", "--session", session, "--user-code", code)["Session"]
    done = aws(
        "respond-to-auth-challenge", "--client-id", client_id, "--challenge-name", "MFA_SETUP", "--session", session,
        "--challenge-responses", json.dumps({"USERNAME": "enroll-mfa"}),
    )
    assert "AuthenticationResult" in done


def test_a_custom_challenge_is_answered_round_by_round(aws, practice):
    reply = aws(
        "initiate-auth", "--client-id", practice.client()["id"], "--auth-flow", "CUSTOM_AUTH",
        "--auth-parameters", json.dumps({"USERNAME": "custom"}),
    )
    assert reply["ChallengeParameters"]["round"] == "1 of 2"
    for answer in ("clock", "footsteps"):
        reply = respond(aws, practice, reply, {"USERNAME": "custom", "ANSWER": answer})
    assert "AuthenticationResult" in reply


def test_the_admin_flow_and_the_migration_trigger_sign_in(aws, practice):
    for name in ("plain", "legacy"):
        reply = aws(
            "admin-initiate-auth", "--user-pool-id", practice.pool_id(), "--client-id", practice.client()["id"],
            "--auth-flow", "ADMIN_USER_PASSWORD_AUTH",
            "--auth-parameters", json.dumps({"USERNAME": name, "PASSWORD": PASSWORD}),
        )
        assert "AuthenticationResult" in reply


def test_a_pool_is_prepared_from_nothing(aws, practice):
    pool_id = aws("create-user-pool", "--pool-name", "cli", "--auto-verified-attributes", "email")["UserPool"]["Id"]
    client_id = aws(
        "create-user-pool-client", "--user-pool-id", pool_id, "--client-name", "cli",
        "--explicit-auth-flows", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH",
    )["UserPoolClient"]["ClientId"]
    shown = aws(
        "sign-up", "--client-id", client_id, "--username", "someone", "--password", PASSWORD,
        "--user-attributes", "Name=email,Value=someone@example.com",
    )
    assert shown["CodeDeliveryDetails"]["Destination"] == "s***@e***"
    aws("confirm-sign-up", "--client-id", client_id, "--username", "someone",
        "--confirmation-code", practice.code(pool_id, "someone"))
    aws("forgot-password", "--client-id", client_id, "--username", "someone")
    aws("confirm-forgot-password", "--client-id", client_id, "--username", "someone", "--password", NEW,
        "--confirmation-code", practice.code(pool_id, "someone"))
    token = aws(
        "initiate-auth", "--client-id", client_id, "--auth-flow", "USER_PASSWORD_AUTH",
        "--auth-parameters", f"USERNAME=someone,PASSWORD={NEW}",
    )["AuthenticationResult"]["AccessToken"]
    aws("change-password", "--access-token", token, "--previous-password", NEW, "--proposed-password", PASSWORD)
    aws("global-sign-out", "--access-token", token)
    users = aws("list-users", "--user-pool-id", pool_id, "--filter", 'email = "someone@example.com"')["Users"]
    assert [(user["Username"], user["UserStatus"]) for user in users] == [("someone", "CONFIRMED")]
    aws("admin-delete-user", "--user-pool-id", pool_id, "--username", "someone")
    aws("delete-user-pool", "--user-pool-id", pool_id)
    assert pool_id not in [pool["Id"] for pool in aws("list-user-pools", "--max-results", "60")["UserPools"]]


def renew(aws, practice, client, token, *more):
    return aws("get-tokens-from-refresh-token", "--client-id", practice.client(client)["id"], "--refresh-token", token,
               *more)["AuthenticationResult"]


def test_tokens_are_renewed_by_the_operation_for_it_with_the_secret_in_plain(aws, practice):
    token = sign_in(aws, practice, "plain")["AuthenticationResult"]["RefreshToken"]
    assert "RefreshToken" not in renew(aws, practice, "public-all", token)
    client = practice.client("confidential")
    digest = hmac.digest(client["secret"].encode(), ("plain" + client["id"]).encode(), hashlib.sha256)
    hashed = base64.b64encode(digest).decode()
    token = sign_in(aws, practice, "plain", "confidential", SECRET_HASH=hashed)["AuthenticationResult"]["RefreshToken"]
    assert "AccessToken" in renew(aws, practice, "confidential", token, "--client-secret", client["secret"])
    with pytest.raises(RefusedError, match=r"\(NotAuthorizedException\).* secret was not received"):
        renew(aws, practice, "confidential", token)


def test_a_rotated_refresh_token_does_for_ten_seconds_more(aws, practice):
    first = sign_in(aws, practice, "plain", "rotating")["AuthenticationResult"]["RefreshToken"]
    second = renew(aws, practice, "rotating", first)["RefreshToken"]
    assert "RefreshToken" in renew(aws, practice, "rotating", first)
    with practice.clock_ahead(60):
        with pytest.raises(RefusedError, match=r"\(RefreshTokenReuseException\)"):
            renew(aws, practice, "rotating", first)
        assert "RefreshToken" in renew(aws, practice, "rotating", second)


def test_a_device_is_confirmed_listed_used_and_forgotten(aws, practice):
    pool_id, client_id = practice.pool_id("practice-devices"), practice.client("public", "practice-devices")["id"]
    begin = ("initiate-auth", "--client-id", client_id, "--auth-flow", "USER_PASSWORD_AUTH", "--auth-parameters")
    who = {"USERNAME": "device", "PASSWORD": PASSWORD}
    session = aws(*begin, json.dumps(who))["Session"]
    answers = {"USERNAME": "device", "SOFTWARE_TOKEN_MFA_CODE": practice.authenticator_code(pool_id, "device")}
    tokens = aws(
        "respond-to-auth-challenge", "--client-id", client_id, "--challenge-name", "SOFTWARE_TOKEN_MFA",
        "--session", session, "--challenge-responses", json.dumps(answers),
    )["AuthenticationResult"]
    key, whose = tokens["NewDeviceMetadata"]["DeviceKey"], ("--access-token", tokens["AccessToken"])
    confirmed = aws("confirm-device", *whose, "--device-key", key, "--device-name", "terminal",
                    "--device-secret-verifier-config", "PasswordVerifier=AQID,Salt=AQID")
    assert confirmed == {"UserConfirmationNecessary": False}
    [listed] = aws("list-devices", *whose)["Devices"]
    assert listed == aws("get-device", *whose, "--device-key", key)["Device"]
    assert [listed] == aws("admin-list-devices", "--user-pool-id", pool_id, "--username", "device")["Devices"]
    assert aws(*begin, json.dumps(who | {"DEVICE_KEY": key}))["ChallengeName"] == "DEVICE_SRP_AUTH"
    refresh = ("get-tokens-from-refresh-token", "--client-id", client_id, "--refresh-token", tokens["RefreshToken"])
    assert "AccessToken" in aws(*refresh, "--device-key", key)["AuthenticationResult"]
    aws("forget-device", *whose, "--device-key", key)
    assert aws("list-devices", *whose)["Devices"] == []
    with pytest.raises(RefusedError, match=r"\(NotAuthorizedException\).*Invalid Refresh Token\."):
        aws(*refresh, "--device-key", key)


def test_a_passkey_is_registered_used_and_deleted(aws, practice):
    authenticator = SoftAuthenticator()
    access = sign_in(aws, practice, "passkey")["AuthenticationResult"]["AccessToken"]
    options = aws("start-web-authn-registration", "--access-token", access)["CredentialCreationOptions"]
    credential = authenticator.create(options)
    aws("complete-web-authn-registration", "--access-token", access, "--credential", json.dumps(credential))
    (found,) = aws("list-web-authn-credentials", "--access-token", access)["Credentials"]
    assert found["CredentialId"] == credential["id"]
    challenge = aws(
        "initiate-auth", "--client-id", practice.client()["id"], "--auth-flow", "USER_AUTH",
        "--auth-parameters", json.dumps({"USERNAME": "passkey", "PREFERRED_CHALLENGE": "WEB_AUTHN"}),
    )
    assertion = authenticator.get(json.loads(challenge["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"]))
    reply = respond(aws, practice, challenge, {"USERNAME": "passkey", "CREDENTIAL": json.dumps(assertion)})
    assert "AccessToken" in reply["AuthenticationResult"]
    # With an equals sign, since an authenticator may well choose an id that begins with a dash.
    aws("delete-web-authn-credential", "--access-token", access, f"--credential-id={credential['id']}")
    assert aws("list-web-authn-credentials", "--access-token", access)["Credentials"] == []


def test_pools_and_clients_are_listed_page_by_page_and_described(aws, practice):
    page = aws("list-user-pools", "--max-results", "2")
    rest = aws("list-user-pools", "--max-results", "60", "--next-token", page["NextToken"])
    listed = [pool["Id"] for pool in page["UserPools"] + rest["UserPools"]]
    assert listed == [pool["id"] for pool in practice.announced["user_pools"]]
    of_pool = ("--user-pool-id", practice.pool_id())
    listed = aws("list-user-pool-clients", *of_pool, "--page-size", "3", "--max-items", "100")["UserPoolClients"]
    assert [client["ClientName"] for client in listed][:2] == ["public-all", "confidential"]
    assert len(listed) == len(practice.announced["user_pools"][0]["clients"])
    with pytest.raises(RefusedError, match=r"\(InvalidParameterException\).*less than or equal to 60"):
        aws("list-user-pools", "--max-results", "61")
    described = aws("describe-user-pool", *of_pool)["UserPool"]
    assert described["Policies"]["PasswordPolicy"]["MinimumLength"] == 8
    assert "DefineAuthChallenge" in described["LambdaConfig"]
    assert aws("get-user-pool-mfa-config", *of_pool)["MfaConfiguration"] == "OPTIONAL"
    confidential = practice.client("confidential")
    client = aws("describe-user-pool-client", *of_pool, "--client-id", confidential["id"])["UserPoolClient"]
    assert client["ClientSecret"] == confidential["secret"]


def test_the_history_of_a_users_sign_ins_is_shown_where_the_pool_keeps_one(aws, practice):
    with pytest.raises(RefusedError):
        sign_in(aws, practice, "plain", PASSWORD="Wrong123!")
    sign_in(aws, practice, "plain")
    about = ("admin-list-user-auth-events", "--username", "plain", "--user-pool-id")
    events = aws(*about, practice.pool_id())["AuthEvents"]
    assert [event["EventResponse"] for event in events] == ["Pass", "Fail"]
    assert events[1]["ChallengeResponses"] == [{"ChallengeName": "Password", "ChallengeResponse": "Failure"}]
    with pytest.raises(RefusedError, match=r"\(UserPoolAddOnNotEnabledException\)"):
        aws(*about, practice.pool_id("practice-devices"))
