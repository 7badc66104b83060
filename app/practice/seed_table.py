"""The table of the practice pool's seed: user pools, their app clients and their users. It is data, so it is long.

All ids and secrets are constants, printed for everyone; they protect nothing.
"""

from dataclasses import dataclass, field
from typing import Any

PASSWORD = "Practice1!"
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:"
SMS_SENDER = {"SnsCallerArn": "arn:aws:iam::000000000000:role/practice-sms"}
SMS, TOTP, EMAIL = "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"
ALL_FACTORS = {
    "SmsMfaConfiguration": {"SmsConfiguration": SMS_SENDER},
    "SoftwareTokenMfaConfiguration": {"Enabled": True},
    "EmailMfaConfiguration": {},
}
NO_USER_AUTH = [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
]
ALL_FLOWS = ["ALLOW_USER_AUTH", *NO_USER_AUTH]
HIDDEN = {"PreventUserExistenceErrors": "ENABLED"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedClient:
    """An app client; `settings` as given to CreateUserPoolClient."""

    name: str
    client_id: str
    secret: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedUser:
    """A user named after what it `shows`. `elsewhere`: only in the directory behind the migration trigger."""

    username: str
    shows: str
    password: str = PASSWORD
    status: str = "CONFIRMED"
    enabled: bool = True
    email: str = "verified"  # verified, unverified, or empty for none
    phone: str = ""  # the verified number
    given_name: str = "Practice"
    mfa: tuple[str, ...] = ()
    preferred: str = ""
    totp_secret: str = ""
    groups: tuple[str, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedPool:
    """A user pool; `request` as given to CreateUserPool, `mfa` to SetUserPoolMfaConfig."""

    pool_id: str
    name: str
    request: dict[str, Any]
    mfa: dict[str, Any] = field(default_factory=dict)
    clients: tuple[SeedClient, ...]
    users: tuple[SeedUser, ...]
    groups: tuple[str, ...] = ()


SEED = (
    SeedPool(
        pool_id="us-east-1_Practice1",
        name="practice",
        request={
            "Schema": [{"Name": "given_name", "Required": True}],
            "UserPoolTier": "PLUS",  # threat protection, and with it the history of sign-ins, is of this tier
            "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"},
            "AliasAttributes": ["email", "phone_number"],
            "AutoVerifiedAttributes": ["email"],
            # The e-mail before the phone: an address that gets password resets is no second factor.
            "AccountRecoverySetting": {
                "RecoveryMechanisms": [
                    {"Priority": 1, "Name": "verified_email"},
                    {"Priority": 2, "Name": "verified_phone_number"},
                ]
            },
            "Policies": {
                "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]},
            },
            "LambdaConfig": {
                "UserMigration": FUNCTION + "migrate_user",
                "DefineAuthChallenge": FUNCTION + "define_auth_challenge",
                "CreateAuthChallenge": FUNCTION + "create_auth_challenge",
                "VerifyAuthChallengeResponse": FUNCTION + "verify_auth_challenge",
                "PreTokenGeneration": FUNCTION + "pre_token_generation",
            },
        },
        mfa={
            "MfaConfiguration": "OPTIONAL",
            **ALL_FACTORS,
            "WebAuthnConfiguration": {"RelyingPartyId": "localhost", "UserVerification": "preferred"},
        },
        clients=(
            SeedClient(name="public-all", client_id="1publicall0practice0000001",
                       settings={"ExplicitAuthFlows": ALL_FLOWS, **HIDDEN}),
            SeedClient(name="confidential", client_id="2confidential0practice0002",
                       secret="practice0secret0protects0nothing0000000000000000001",
                       settings={"ExplicitAuthFlows": ALL_FLOWS, **HIDDEN}),
            SeedClient(name="srp-only", client_id="3srponly0practice000000003",
                       settings={"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], **HIDDEN}),
            SeedClient(name="defaults", client_id="4defaults0practice00000004"),
            SeedClient(name="legacy-values", client_id="5legacyvalues0practice0005",
                       settings={"ExplicitAuthFlows": ["ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"]}),
            SeedClient(name="choice-only", client_id="7choiceonly0practice000007",
                       settings={"ExplicitAuthFlows": ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], **HIDDEN}),
            SeedClient(
                name="rotating",
                client_id="6rotating0practice00000006",
                settings={
                    "ExplicitAuthFlows": [flow for flow in ALL_FLOWS if flow != "ALLOW_REFRESH_TOKEN_AUTH"],
                    "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10},
                    **HIDDEN,
                },
            ),
        ),
        users=(
            SeedUser(username="plain", shows="a password and nothing else", groups=("testers",)),
            SeedUser(username="totp", shows="a code from an authenticator app", mfa=(TOTP,), preferred=TOTP,
                     totp_secret="PRACTICETOTPSECRETAAAAAAAAAAAAAA"),
            SeedUser(username="sms", shows="a code by text message", phone="+15550100001", mfa=(SMS,), preferred=SMS),
            SeedUser(username="email", shows="a code by e-mail", email="unverified", phone="+15550100002",
                     mfa=(EMAIL,), preferred=EMAIL),
            SeedUser(username="choose-mfa", shows="a choice between text message and authenticator",
                     phone="+15550100003", mfa=(SMS, TOTP), totp_secret="PRACTICECHOOSESECRETAAAAAAAAAAAA"),
            SeedUser(username="new-password", shows="a new password and a missing attribute are asked for",
                     status="FORCE_CHANGE_PASSWORD", given_name=""),
            SeedUser(username="custom", shows="a custom challenge in two rounds"),
            SeedUser(username="otp-only", shows="no password: a code by e-mail or text message is the first factor",
                     password="", phone="+15550100004"),
            SeedUser(username="passkey", shows="a passkey as the first factor"),
            SeedUser(username="unconfirmed", shows="a sign-up that was not confirmed", status="UNCONFIRMED",
                     email="unverified"),
            SeedUser(username="disabled", shows="an administrator disabled the user", enabled=False),
            SeedUser(username="reset-required", shows="an administrator reset the password", status="RESET_REQUIRED"),
            SeedUser(username="legacy", shows="comes over by the user migration trigger", elsewhere=True),
        ),
        groups=("testers",),
    ),
    SeedPool(
        pool_id="us-east-1_Practice2",
        name="practice-mfa-required",
        request={
            "AutoVerifiedAttributes": ["email"],
            # By phone alone: an e-mail address that is set up as a second factor stays one.
            "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_phone_number"}]},
            "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}},
        },
        mfa={
            "MfaConfiguration": "ON",
            "SoftwareTokenMfaConfiguration": {"Enabled": True},
            "EmailMfaConfiguration": {},
            # Once the user says so, a passkey is both factors.
            "WebAuthnConfiguration": {
                "RelyingPartyId": "localhost", "FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION",
            },
        },
        clients=(
            SeedClient(name="public", client_id="1public0mfarequired0000001",
                       settings={"ExplicitAuthFlows": ALL_FLOWS, **HIDDEN}),
        ),
        users=(SeedUser(username="enroll-mfa", shows="a second factor has to be set up first", email=""),),
    ),
    SeedPool(
        pool_id="us-east-1_Practice3",
        name="practice-devices",
        request={
            "AutoVerifiedAttributes": ["email"],
            "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False},
        },
        mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}},
        clients=(
            SeedClient(name="public", client_id="1public0devices00000000001",
                       settings={"ExplicitAuthFlows": ALL_FLOWS, **HIDDEN}),
        ),
        users=(
            SeedUser(username="device", shows="a remembered device takes the place of the code", mfa=(TOTP,),
                     preferred=TOTP, totp_secret="PRACTICEDEVICESECRETAAAAAAAAAAAA"),
        ),
    ),
    SeedPool(
        pool_id="us-east-1_Practice4",
        name="practice-lite",
        request={"AutoVerifiedAttributes": ["email"], "UserPoolTier": "LITE"},
        clients=(
            SeedClient(name="public", client_id="1public0lite00000000000001",
                       settings={"ExplicitAuthFlows": NO_USER_AUTH, **HIDDEN}),
        ),
        users=(SeedUser(username="plain", shows="a password in a pool of the Lite tier"),),
    ),
    SeedPool(
        pool_id="us-east-1_Practice5",
        name="practice-devices-opt-in",
        request={
            "AutoVerifiedAttributes": ["email"],
            "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": True},
        },
        mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}},
        clients=(
            SeedClient(name="public", client_id="1public0deviceoptin0000001",
                       settings={"ExplicitAuthFlows": ALL_FLOWS, **HIDDEN}),
        ),
        users=(
            SeedUser(username="device-opt-in", shows="a device is remembered only where the user says so", mfa=(TOTP,),
                     preferred=TOTP, totp_secret="PRACTICEOPTINSECRETAAAAAAAAAAAAA"),
        ),
    ),
)
