"""Which flow an Amplify file's `authenticationFlowType` stands for, which differs between the platforms."""

MOBILE, ANDROID, JS = "mobile", "android", "js"
FLOW_TYPES = {
    "USER_SRP_AUTH": "user_srp",
    "USER_PASSWORD_AUTH": "user_password",
    "CUSTOM_AUTH": "custom_srp",  # Amplify Swift's customWithSRP
    "CUSTOM_AUTH_WITH_SRP": "custom_srp",
    "CUSTOM_AUTH_WITHOUT_SRP": "custom",
    "USER_AUTH": "user_auth",
}


def flow_of(authentication_flow_type: str, platform: str = MOBILE) -> str:
    """Return the key of the flow, user_srp for a type that Amplify does not know, nothing where none is configured.

    `platform`: "mobile" (Swift and Flutter), "android", which reads CUSTOM_AUTH as without SRP, or "js".
    """
    if not authentication_flow_type:
        return ""
    if authentication_flow_type == "CUSTOM_AUTH" and platform != MOBILE:
        return "custom"
    return FLOW_TYPES.get(authentication_flow_type, "user_srp")
