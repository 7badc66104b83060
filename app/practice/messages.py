"""The sentences of the practice pool's errors, in one place: first those known from Cognito, then the invented.

One table, and so longer than other modules.
"""

# --- Known: seen in Cognito's replies, or repeated alike by several independent clients. ---

WRONG_CREDENTIALS = "Incorrect username or password."
USER_NOT_FOUND = "User does not exist."
COMBINATION_NOT_FOUND = "Username/client id combination not found."
USER_DISABLED = "User is disabled."
USER_NOT_CONFIRMED = "User is not confirmed."
USER_EXISTS = "User already exists"
USER_ACCOUNT_EXISTS = "User account already exists"
SIGN_UP_NOT_PERMITTED = "SignUp is not permitted for this user pool"
NO_RESET_IN_THIS_STATE = "User password cannot be reset in the current state."
NO_RECOVERY_DESTINATION = (
    "Cannot reset password for the user as there is no registered/verified email or phone_number"
)
USERNAME_SHOULD_BE_EMAIL = "Username should be an email."
USERNAME_SHOULD_BE_PHONE = "Username should be a phone number."
USERNAME_SHOULD_BE_EITHER = "Username should be either an email or a phone number."
CODE_MISMATCH = "Invalid verification code provided, please try again."
CODE_EXPIRED = "Invalid code provided, please request a code again."
ATTEMPT_LIMIT = "Attempt limit exceeded, please try after some time."
ALREADY_CONFIRMED = "User is already confirmed."
AUTO_VERIFICATION_OFF = "Cannot resend codes. Auto verification not turned on."
UNAUTHORIZED_ATTRIBUTE = "A client attempted to write unauthorized attribute"
BAD_EMAIL = "Invalid email address format."
BAD_PHONE = "Invalid phone number format."
INVALID_ACCESS_TOKEN = "Invalid Access Token"
ACCESS_TOKEN_SIGNATURE = "Could not verify signature for Access Token"
ACCESS_TOKEN_EXPIRED = "Access Token has expired"
ACCESS_TOKEN_REVOKED = "Access Token has been revoked"
ACCESS_TOKEN_SCOPES = "Access Token does not have required scopes"
INVALID_REFRESH_TOKEN = "Invalid Refresh Token."
REFRESH_TOKEN_REVOKED = "Refresh Token has been revoked"
REFRESH_TOKEN_EXPIRED = "Refresh Token has expired"
REFRESH_TOKEN_USER_DELETED = "The user has been deleted for the associated refresh token"
REVOCATION_OFF = "This feature is not enabled for this client"
BAD_CLIENT_SECRET = "Invalid client or secret"
GROUP_EXISTS = "A group with the name already exists."
LITE_PASSWORDLESS = (
    "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In"
)
MFA_WITHOUT_FACTOR = (
    "Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled."
)
MFA_OFF_WITH_FACTOR = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
OTP_WITH_REQUIRED_MFA = (
    "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"
)
PASSKEY_SINGLE_FACTOR = (
    "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed "
    "first auth factor"
)
PASSKEY_NOT_FOR_MFA = "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA."
SMS_CONFIGURATION_REQUIRED = (
    "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
)
DELETION_PROTECTED = (
    "The user pool cannot be deleted because deletion protection is activated. "
    "Deletion protection must be inactivated first."
)
TOKEN_VALIDITY_RANGE = "Invalid range for token validity."


def pool_not_found(pool_id: str) -> str:
    """ResourceNotFoundException for a pool id."""
    return f"User pool {pool_id} does not exist."


def client_not_found(client_id: str) -> str:
    """ResourceNotFoundException for a client id."""
    return f"User pool client {client_id} does not exist."


def missing_parameter(name: str) -> str:
    """InvalidParameterException for an absent or empty parameter."""
    return f"Missing required parameter {name}"


def password_policy(reason: str) -> str:
    """InvalidPasswordException; `reason` says which rule."""
    return f"Password did not conform with policy: {reason}"


def new_password_policy(reason: str) -> str:
    """InvalidPasswordException of NEW_PASSWORD_REQUIRED, which has words of its own."""
    return f"Password does not conform to policy: {reason}"


def resend_not_possible(username: str) -> str:
    """UnsupportedUserStateException: the invitation is no longer needed."""
    return f"Resend not possible. {username} status is not FORCE_CHANGE_PASSWORD"


def schema_violation(attribute: str, reason: str) -> str:
    """InvalidParameterException for an attribute that the pool's schema does not take."""
    return f"Attributes did not conform to the schema: {attribute}: {reason}"


def cannot_be_confirmed(status: str) -> str:
    """NotAuthorizedException of a second confirmation."""
    return f"User cannot be confirmed. Current status is {status}"


def alias_exists(attribute: str) -> str:
    """AliasExistsException, and UsernameExistsException in pools whose user names are addresses."""
    return f"An account with the given {attribute} already exists."


def username_in_alias_format(kind: str, attribute: str) -> str:
    """InvalidParameterException for a user name that looks like the pool's alias."""
    return f"Username cannot be of {kind} format, since user pool is configured for {attribute} alias."


def secret_hash_wrong(client_id: str) -> str:
    """NotAuthorizedException: the hash was made with another secret or over another user name."""
    return f"Unable to verify secret hash for client {client_id}"


def secret_hash_missing(client_id: str) -> str:
    """NotAuthorizedException of the sign-in operations."""
    return f"Client {client_id} is configured with secret but SECRET_HASH was not received"


def secret_missing(client_id: str) -> str:
    """NotAuthorizedException of sign-up, recovery and revocation."""
    return f"Client {client_id} is configured for secret but secret was not received"


def secret_hash_unexpected(client_id: str) -> str:
    """InvalidParameterException: a public client sent a hash."""
    return f"App client {client_id} is not configured for secret but secret hash was received"


# Sign-in: flows, sessions, challenges.
ADMIN_FLOW_OFF = "Auth flow not enabled for this client"
CUSTOM_ONLY = "Only custom auth (lambda driven) is enabled for this client."
CUSTOM_NOT_CONFIGURED = "Custom auth lambda trigger is not configured for the user pool."
FLOW_NOT_SUPPORTED = "Initiate Auth method not supported."
NO_ROTATION_HERE = "This API does not support refresh token rotation"
ALLOW_REFRESH_WITH_ROTATION = (
    "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled"
)
PASSWORD_ATTEMPTS = "Password attempts exceeded"
PASSWORD_RESET_REQUIRED = "Password reset required for the user"
TEMPORARY_PASSWORD_EXPIRED = "Temporary password has expired and must be reset by an administrator."
SESSION_INVALID = "Invalid session for the user."
SESSION_EXPIRED = "Invalid session for the user, session is expired."
SESSION_SPENT = "Invalid session for the user, session can only be used once."
NO_CHALLENGE_RESPONSES = "Missing required parameter challenge responses."
TIMESTAMP_FORMAT = "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."
SIGNATURE_FORMAT = "Invalid PASSWORD_CLAIM_SIGNATURE format. Must be a Base64 string."
WRONG_SENT_CODE = "Invalid code or auth state for the user."
WRONG_AUTHENTICATOR_CODE = "Invalid code received for user"
AUTHENTICATOR_CODE_REUSED = "Your software token has already been used once."
ENROLMENT_MISMATCH = "Code mismatch and fail enable Software Token MFA"
AUTHENTICATOR_OFF = "Software Token MFA has not been enabled by the userPool"
NO_AUTHENTICATOR = "Software Token MFA does not exist for the user."
UNREADABLE_LAMBDA_OUTPUT = "Unrecognizable lambda output"
NO_DEVICE = "Device does not exist."
DEVICE_KEY_INVALID = "Invalid device key given."
CHOICE_NOT_AVAILABLE = "Selected challenge is not available"


def flow_off(auth_flow: str) -> str:
    """InvalidParameterException: the app client's ExplicitAuthFlows do not name the flow; wordings differ."""
    if auth_flow in ("USER_SRP_AUTH", "CUSTOM_AUTH"):
        return f"{auth_flow} is not enabled for the client."
    if auth_flow in ("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"):
        return "Refresh Token flow not enabled for this client"
    if auth_flow in ("USER_PASSWORD_AUTH", "USER_AUTH"):
        return f"{auth_flow} flow not enabled for this client"
    return ADMIN_FLOW_OFF


def pattern_violation(value: str, field: str, pattern: str) -> str:
    """InvalidParameterException for a value that does not have the form Cognito wants."""
    return (
        f"1 validation error detected: Value '{value}' at '{field}' failed to satisfy constraint: "
        f"Member must satisfy regular expression pattern: {pattern}"
    )


def attribute_missing(name: str) -> str:
    """InvalidParameterException: NEW_PASSWORD_REQUIRED has to be answered with this attribute too."""
    return f"Invalid attributes given, {name} is missing"


def attribute_already_given(name: str) -> str:
    """NotAuthorizedException: NEW_PASSWORD_REQUIRED cannot change a required attribute that has a value."""
    return f"Cannot modify an already provided {name}"


def no_delivery_config(factor: str) -> str:
    """InvalidParameterException: a factor is switched on that the user has not set up."""
    return f"User does not have delivery config set to turn on {factor}"


def trigger_failed(trigger: str, error: str) -> str:
    """UserLambdaValidationException: the function raised an error, or its process ended."""
    return f"{trigger} failed with error {error}."


def trigger_timed_out(trigger: str) -> str:
    """UnexpectedLambdaException after the last attempt."""
    return f"{trigger} invocation failed due to error Socket timeout while invoking Lambda function."


def trigger_misconfigured(trigger: str) -> str:
    """UnexpectedLambdaException: LambdaConfig names a function that is not there."""
    return f"{trigger} invocation failed due to configuration."


def migration_failed(client_id: str) -> str:
    """The migration trigger knew nobody of that name. Which exception carries it is not known."""
    return f"Exception migrating user in app client {client_id}"


# --- Invented: Cognito's own words are not known for these. ---

CONTACT_ADMINISTRATOR = "Contact administrator to reset password."
GROUP_NOT_FOUND = "Group not found."
NOT_AN_OPERATION = "There is no operation of that name."
BODY_TOO_LARGE = "The request is larger than the practice pool takes."
NOT_JSON = "The request is not a JSON object."
NO_TARGET = "The header X-Amz-Target does not name an operation of AWSCognitoIdentityProviderService."
INTERNAL = "The practice pool failed; its log says why."
INTERNAL_ON_PURPOSE = "Something went wrong"
TOO_MANY_REQUESTS = "Rate exceeded"
GATEWAY_PAGE = "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
UNSUPPORTED_TOKEN = "Only a refresh token can be revoked."
PASSWORD_NEEDED = "Password is required: the user pool has no passwordless sign-in."
BAD_PAGINATION_TOKEN = "Invalid pagination token given."
NO_AUTH_EVENTS = "Threat protection is not enabled for this user pool."
BAD_FILTER = "The filter could not be parsed."
SOFTWARE_TOKEN_FIRST = "SOFTWARE_TOKEN is not supported as a first auth factor."
PASSKEY_ONLY_FIRST = "WEB_AUTHN needs another value beside it in AllowedFirstAuthFactors."
LITE_EMAIL_MFA = "The following features need to be disabled for the LITE pricing tier configured: Email MFA"
PRE_TOKEN_ARNS_DIFFER = "PreTokenGeneration and PreTokenGenerationConfig name different functions."
ALIAS_AND_USERNAME_ATTRIBUTES = "Only one of AliasAttributes and UsernameAttributes can be set."
CUSTOM_REQUIRED = "Custom attributes cannot be required."


def attribute_exists(name: str) -> str:
    """InvalidParameterException: a custom attribute is added twice."""
    return f"The attribute {name} exists already."

# Sign-in.
LEGACY_AND_ALLOW_MIXED = (
    "Values of ExplicitAuthFlows that begin with ALLOW_ cannot be combined with the values "
    "ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY and USER_PASSWORD_AUTH."
)
USER_AUTH_ON_LITE = "ALLOW_USER_AUTH is not available in the LITE pricing tier."
MFA_ATTEMPTS = "Password attempts exceeded"  # the lock is documented for codes too, its words only for passwords
BAD_PUBLIC_VALUE = "SRP_A must be between 1 and N-1, N being the modulus of the protocol."
ACR_NOT_UNIQUE = "Each AcrValue of AcrConfiguration must be another one."
LITE_ACR = "The following features need to be disabled for the LITE pricing tier configured: ACR level names"
ACR_UNKNOWN = "TARGET_ACR_VALUES names no authentication level of the user pool."
ACR_OUT_OF_REACH = "The user has no factors for a level of TARGET_ACR_VALUES."
ACR_REACHED = "The access token meets the level of TARGET_ACR_VALUES already."
ACR_OTHER_USER = "The access token was issued for another user."
BAD_MAX_AGE = "MAX_AGE must be a number of seconds."
NO_FIRST_FACTOR = "No authentication factor is available for the user."
MFA_WITHOUT_PASSWORD = "A user without a password cannot turn on MFA."  # the rule is documented, its words are not
PREFERRED_BUT_OFF = "A factor can be preferred only while it is enabled."
PREFERRED_TWICE = "Only one factor can be preferred."
DEVICE_KEY_EXISTS = "Device already exists."
DEVICES_OFF = "The user pool does not track devices."
BAD_DEVICE_VERIFIER = "PasswordVerifier and Salt must be base64 of positive numbers, with a zero byte before a top bit."
REFRESH_TOKEN_REUSE = "Refresh token reuse detected"
ROTATION_ON_LITE = "Refresh token rotation is not available in the LITE pricing tier."

# Passkeys: which exception comes is modelled, the words of none are known.
PASSKEYS_OFF = "Passkeys are not enabled for this user pool: its sign-in policy does not allow WEB_AUTHN."
RELYING_PARTY_MISSING = "The user pool has neither a relying party id nor a domain."
PASSKEY_CHALLENGE_NOT_FOUND = "The challenge is unknown, has expired or was used already."
PASSKEY_OTHER_CLIENT = "The registration was started by another app client."
PASSKEY_MALFORMED = "The credential is not a public key credential that can be read."
PASSKEY_INVALID = "The credential does not fit the options that were given."
PASSKEY_ALGORITHM = "The passkey's algorithm is not supported."
PASSKEY_UNVERIFIED_USER = "The authenticator did not verify the user, which this user pool requires."
PASSKEY_REGISTERED = "The passkey is registered already."
PASSKEY_LIMIT = "The user has as many passkeys as are allowed."
PASSKEY_NOT_FOUND = "The user has no such passkey."
WRONG_PASSKEY = "The passkey could not be verified."
PASSKEY_MFA_OFF = "Passkeys are not configured as multi-factor authentication in this user pool."
PASSKEY_MFA_ALONE = "Passkey MFA needs another MFA method beside it."
LITE_PASSKEY_MFA = "The following features need to be disabled for the LITE pricing tier configured: Passkey MFA"


def passkey_origin(origin: str, rp_id: str) -> str:
    """WebAuthnOriginNotAllowedException."""
    return f"The origin {origin} is not covered by the relying party {rp_id}."


def passkey_relying_party(rp_id: str) -> str:
    """WebAuthnRelyingPartyMismatchException."""
    return f"The passkey belongs to another relying party than {rp_id}."


def challenge_not_offered(challenge: str) -> str:
    """InvalidParameterException: Cognito has the challenge, the practice pool does not."""
    return f"The practice pool does not offer the challenge {challenge}."


def operation_not_offered(operation: str) -> str:
    """UnknownOperationException: Cognito has it, the practice pool does not."""
    return f"The practice pool does not offer the operation {operation}."


def attribute_has_no_value(attribute: str) -> str:
    """InvalidParameterException: nothing to verify."""
    return f"The user has no value for {attribute}."


def attribute_not_verifiable(attribute: str) -> str:
    """InvalidParameterException: only addresses can be verified."""
    return f"The attribute {attribute} cannot be verified."
