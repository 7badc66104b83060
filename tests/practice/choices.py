"""What the tests of USER_AUTH share: the factors, the refusals, and how a choice begins."""

WRONG = ("NotAuthorizedException", "Incorrect username or password.")
NOT_AVAILABLE = ("InvalidParameterException", "Selected challenge is not available")
BOTH_ADDRESSES = {"email": "plain@example.com", "phone_number": "+15550100001"}
EVERYTHING = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]
PASSWORDS = ["PASSWORD_SRP", "PASSWORD"]
OFFERED = [*PASSWORDS, "EMAIL_OTP", "SMS_OTP"]


def allow(world, *factors):
    """Set AllowedFirstAuthFactors."""
    world.pool.settings["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": list(factors)}}


def begin(world, name="plain", **parameters):
    """InitiateAuth with USER_AUTH and these AuthParameters."""
    return world.begin("USER_AUTH", USERNAME=name, **parameters)
