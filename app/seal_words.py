"""What Cognito, and this program, themselves say: where one of these stands alone it is never a secret.

A password may well be a word of Cognito's own sentences. Masked in them it would be told by the gap, and who reads the
sentence, as the count of failed attempts does, would no longer know it. The sentences are without their last dot.
"""

SENTENCES = frozenset({
    "User does not exist",
    "Incorrect username or password",
    "Username/client id combination not found",
    "User is disabled",
    "User is not confirmed",
    "User already exists",
    "User account already exists",
    "SignUp is not permitted for this user pool",
    "User password cannot be reset in the current state",
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
    "Username should be an email",
    "Username should be a phone number",
    "Username should be either an email or a phone number",
    "Invalid verification code provided, please try again",
    "Invalid code provided, please request a code again",
    "Attempt limit exceeded, please try after some time",
    "User is already confirmed",
    "Cannot resend codes. Auto verification not turned on",
    "Invalid email address format",
    "Invalid phone number format",
    "Invalid Access Token",
    "Access Token has expired",
    "Access Token has been revoked",
    "Access Token does not have required scopes",
    "Invalid Refresh Token",
    "Refresh Token has been revoked",
    "Refresh Token has expired",
    "The user has been deleted for the associated refresh token",
    "This feature is not enabled for this client",
    "Auth flow not enabled for this client",
    "Only custom auth (lambda driven) is enabled for this client",
    "Custom auth lambda trigger is not configured for the user pool",
    "Initiate Auth method not supported",
    "This API does not support refresh token rotation",
    "Password attempts exceeded",
    "Password reset required for the user",
    "Temporary password has expired and must be reset by an administrator",
    "Invalid session for the user",
    "Invalid session for the user, session is expired",
    "Invalid session for the user, session can only be used once",
    "Invalid code or auth state for the user",
    "Invalid code received for user",
    "Your software token has already been used once",
    "Code mismatch and fail enable Software Token MFA",
    "Software Token MFA has not been enabled by the userPool",
    "Software Token MFA does not exist for the user",
    "Unrecognizable lambda output",
    "Device does not exist",
    "Invalid device key given",
    "Selected challenge is not available",
    "Contact administrator to reset password",
    "Rate exceeded",
})  # fmt: skip

# Challenges whose parameters are known, and what this program asks besides.
CHALLENGES = frozenset({
    "PASSWORD_VERIFIER", "NEW_PASSWORD_REQUIRED", "SMS_MFA", "EMAIL_OTP", "SMS_OTP", "SOFTWARE_TOKEN_MFA",
    "SELECT_MFA_TYPE", "MFA_SETUP", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "SELECT_CHALLENGE", "WEB_AUTHN",
    "PASSWORD", "PASSWORD_SRP", "NEW_DEVICE", "REMEMBER_DEVICE", "PIN", "AWS_MFA",
    "USERNAME", "SIGN_UP", "CONFIRM_SIGN_UP", "CONFIRM_FORGOT_PASSWORD", "CHANGE_PASSWORD", "MFA_PREFERENCE",
    "VERIFY_SOFTWARE_TOKEN",
})  # fmt: skip

# Values of AuthFlow, and the names of the fields that a person fills.
NAMES = frozenset({
    "ADMIN_NO_SRP_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ANSWER", "CUSTOM_AUTH", "DeviceName",
    "DeviceRememberedStatus", "EMAIL", "EMAIL_OTP_CODE", "FriendlyDeviceName", "NEW_PASSWORD", "REFRESH_TOKEN",
    "REFRESH_TOKEN_AUTH", "SMS_MFA_CODE", "SMS_OTP_CODE", "SOFTWARE_TOKEN_MFA_CODE", "USER_AUTH",
    "USER_PASSWORD_AUTH", "USER_SRP_AUTH", "UserCode", "access_token", "answer_as", "auth_flow", "authenticator",
    "call", "client_metadata", "confirm", "device", "device_key", "factor", "max_age", "origin", "password", "pin",
    "preferred_challenge", "refresh_token", "session", "target_acr_values", "token_code", "username",
})  # fmt: skip

STANDING = SENTENCES | CHALLENGES | NAMES
