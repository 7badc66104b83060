"""Refusals for tests of their causes, and all the words that Cognito is known to refuse with."""

from app.diagnosis.refusals import Refused, explain
from app.errors import Fault

WRONG = "Incorrect username or password."
CLIENT = "1example23456789"
FAULTS = [fault for fault in Fault if fault is not Fault.DROPPED]  # a dropped call has its own end

# Every message that the wire reference lists for sign-in, sign-up, recovery and passwords, with the cause that has to
# stand first where nothing else is known.
MESSAGES = (
    # Credentials, users, secret hash.
    ("NotAuthorizedException", WRONG, "wrong_password"),
    ("NotAuthorizedException", "User is disabled.", "user_disabled"),
    ("NotAuthorizedException", "Password attempts exceeded", "locked_out"),
    ("NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.",
     "temporary_password_expired"),
    ("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}", "wrong_secret"),
    ("NotAuthorizedException", f"Client {CLIENT} is configured with secret but SECRET_HASH was not received",
     "secret_missing"),
    ("NotAuthorizedException", f"Client {CLIENT} is configured for secret but secret was not received",
     "secret_missing"),
    ("InvalidParameterException", f"App client {CLIENT} is not configured for secret but secret hash was received",
     "secret_unwanted"),
    ("NotAuthorizedException", "Invalid client or secret", "wrong_secret"),
    ("UnauthorizedException", "Invalid client or secret", "wrong_secret"),
    ("UserNotFoundException", "User does not exist.", "unknown_user"),
    ("UserNotFoundException", "Username/client id combination not found.", "unknown_user"),
    ("UserNotConfirmedException", "User is not confirmed.", "user_unconfirmed"),
    ("PasswordResetRequiredException", "Password reset required for the user", "reset_required"),
    ("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED", "already_confirmed"),
    ("NotAuthorizedException", "SignUp is not permitted for this user pool", "sign_up_off"),
    ("NotAuthorizedException", "User password cannot be reset in the current state.", "no_reset_now"),
    ("UsernameExistsException", "User already exists", "name_taken"),
    ("AliasExistsException", "An account with the email already exists.", "alias_taken"),
    ("AliasExistsException", "An account with the given email already exists.", "alias_taken"),
    # Flows.
    ("InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client", "flow_off"),
    ("InvalidParameterException", "Auth flow not enabled for this client", "flow_off"),
    ("InvalidParameterException", "USER_SRP_AUTH is not enabled for the client.", "flow_off"),
    ("InvalidParameterException", "CUSTOM_AUTH is not enabled for the client.", "flow_off"),
    ("InvalidParameterException", "USER_AUTH flow not enabled for this client", "flow_off"),
    ("InvalidParameterException", "Only custom auth (lambda driven) is enabled for this client.", "custom_only"),
    ("InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool.",
     "no_custom_trigger"),
    ("InvalidParameterException", "Initiate Auth method not supported.", "flow_elsewhere"),
    ("InvalidParameterException", "1 validation error detected: Value 'X' at 'authFlow' failed to satisfy constraint: "
     "Member must satisfy enum value set: [USER_AUTH]", "unknown_flow"),
    ("InvalidParameterException", "1 validation error detected: Value 'x' at 'sRPA' failed to satisfy constraint: "
     "Member must satisfy regular expression pattern: ^[0-9a-fA-F]+$", "proof_format"),
    ("InvalidParameterException", "2 validation errors detected: Value 'a b' at 'username' failed to satisfy "
     "constraint: Member must satisfy regular expression pattern: [\\S]+; Value ...", "value_format"),
    ("UnsupportedOperationException", "This API does not support refresh token rotation", "rotation_on"),
    ("InvalidParameterException", "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token "
     "rotation is enabled", "flow_settings"),
    ("InvalidParameterException", "REFRESH_TOKEN_AUTH should always be allowed.", "flow_settings"),
    ("InvalidParameterException", "Missing required parameter USERNAME", "field_empty"),
    ("InvalidParameterException", "Missing required parameter PASSWORD", "field_empty"),
    ("InvalidParameterException", "Missing required parameter SRP_A", "parameter_missing"),
    ("InvalidParameterException", "Missing required parameter REFRESH_TOKEN", "parameter_missing"),
    # Sessions and challenges.
    ("NotAuthorizedException", "Invalid session for the user, session is expired.", "session_expired"),
    ("NotAuthorizedException", "Invalid session for the user, session can only be used once.", "session_spent"),
    ("NotAuthorizedException", "Invalid session for the user.", "session_other"),
    ("InvalidParameterException", "Missing required parameter Session", "session_missing"),
    ("InvalidParameterException", "Missing required parameter DEVICE_KEY", "device_key_missing"),
    ("InvalidParameterException", "Missing required parameter challenge responses.", "parameter_missing"),
    ("InvalidParameterException", "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.", "proof_format"),
    ("InvalidParameterException", "Invalid PASSWORD_CLAIM_SIGNATURE format. Must be a Base64 string.", "proof_format"),
    ("InvalidParameterException", "Selected challenge is not available", "choice_unavailable"),
    ("InvalidParameterException", "Invalid device key given.", "device_key_invalid"),
    ("ResourceNotFoundException", "Device does not exist.", "device_gone"),
    # Codes and factors.
    ("CodeMismatchException", "Invalid verification code provided, please try again.", "code_typo"),
    ("CodeMismatchException", "Invalid code or auth state for the user.", "code_typo"),
    ("CodeMismatchException", "Invalid code received for user", "totp_other"),
    ("ExpiredCodeException", "Invalid code provided, please request a code again.", "code_expired"),
    ("ExpiredCodeException", "Your software token has already been used once.", "totp_reused"),
    ("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA", "totp_setup"),
    ("EnableSoftwareTokenMFAException", "Code mismatch", "totp_setup"),
    ("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool", "totp_off"),
    ("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.", "totp_missing"),
    ("InvalidParameterException", "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
     "mfa_not_set_up"),
    ("InvalidParameterException", "User does not have delivery config set to turn on SMS_MFA", "mfa_not_set_up"),
    ("InvalidParameterException",
     "Cannot reset password for the user as there is no registered/verified email or phone_number", "no_recovery"),
    ("LimitExceededException", "Attempt limit exceeded, please try after some time.", "too_many_codes"),
    ("TooManyRequestsException", "Rate exceeded", "throttled"),
    ("TooManyRequestsException", "Too many requests", "throttled"),
    # Parameters, configuration, passwords.
    ("InvalidParameterException", "Username should be an email.", "name_format"),
    ("InvalidParameterException", "Username should be a phone number.", "name_format"),
    ("InvalidParameterException", "Username should be either an email or a phone number.", "name_format"),
    ("InvalidParameterException", "Missing required parameter OldPassword", "parameter_missing"),
    ("InvalidPasswordException", "Password did not conform with policy: Password not long enough", "password_policy"),
    ("InvalidPasswordException", "Password does not conform to policy: Password must have uppercase characters",
     "password_policy"),
    ("ResourceNotFoundException", f"User pool client {CLIENT} does not exist.", "client_wrong"),
    ("ResourceNotFoundException", "User pool us-east-1_Example1 does not exist.", "pool_wrong"),
    ("FeatureUnavailableInTierException",
     "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In", "tier"),
    ("ForbiddenException", "Request not allowed due to WAF block.", "waf"),
    # Triggers.
    ("UserLambdaValidationException", "PreAuthentication failed with error SPIKE_LOCKED.", "trigger_said_no"),
    ("UserLambdaValidationException", "DefineAuthChallenge failed with error RequestId: "
     "8a4b0b1c-1111-2222-3333-444444444444 Error: Runtime exited with error: exit status 129.", "trigger_crashed"),
    ("InvalidLambdaResponseException", "Unrecognizable lambda output", "trigger_malformed"),
    ("UnexpectedLambdaException", "PreSignUp invocation failed due to error AccessDeniedException.",
     "trigger_forbidden"),
    ("UnexpectedLambdaException",
     "CustomMessage invocation failed due to error Socket timeout while invoking Lambda function.", "trigger_slow"),
    ("UnexpectedLambdaException", "PostConfirmation invocation failed due to configuration.", "trigger_settings"),
    ("UserLambdaValidationException", f"Exception migrating user in app client {CLIENT}", "migration_nobody"),
    ("InvalidParameterException", f"Exception migrating user in app client {CLIENT}", "migration_nobody"),
    # Tokens.
    ("UnsupportedOperationException", "This feature is not enabled for this client", "revocation_off"),
    ("NotAuthorizedException", "Invalid Access Token", "access_other_pool"),
    ("NotAuthorizedException", "Could not verify signature for Access Token", "access_other_pool"),
    ("NotAuthorizedException", "Access Token has expired", "access_expired"),
    ("NotAuthorizedException", "Access Token has been revoked", "access_revoked"),
    ("NotAuthorizedException", "Access Token does not have required scopes", "access_scope"),
    # Of a refresh token; app/diagnosis/refresh.py weighs these.
    ("NotAuthorizedException", "Refresh Token has been revoked", "revoked"),
    ("NotAuthorizedException", "Refresh Token has expired", "expired"),
    ("NotAuthorizedException", "Refresh Token has different Client", "other_client"),
    ("NotAuthorizedException", "The user has been deleted for the associated refresh token", "user_deleted"),
    ("NotAuthorizedException", "Invalid Refresh Token.", "device_key_missing"),
    ("RefreshTokenReuseException", "Refresh token reuse detected", "rotated_away"),
    ("InvalidParameterException", "Refresh Token flow not enabled for this client", "flow_off"),
    ("InvalidParameterException", "REFRESH_TOKEN_AUTH flow not enabled for this client", "flow_off"),
)  # fmt: skip


def refused(message=WRONG, code="NotAuthorizedException", **known):
    """A sign-in by password that was refused as a wrong one, unless said otherwise."""
    given = {"operation": "InitiateAuth", "flow": "user_password", "typed": "jane", "sent": "jane", "at": 1000.0}
    given |= {"password_length": 8, "user_pool_id": "us-east-1_Example1", "region": "us-east-1", "client_id": CLIENT}
    return Refused(code=code, message=message, **{**given, **known})


def ranked(message=WRONG, code="NotAuthorizedException", **known):
    """The names of the causes, the likeliest first."""
    return [cause.name for cause in explain(refused(message, code, **known)).causes]


def proven(message=WRONG, code="NotAuthorizedException", **known):
    """The proven cause and by what, or None."""
    verdict = explain(refused(message, code, **known))
    return (verdict.proven.name, verdict.by) if verdict.proven else None
