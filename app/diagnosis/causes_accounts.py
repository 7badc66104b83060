"""Causes of a refused sign-up, confirmation or recovery, and of a new password or attribute that was not taken."""

from app.diagnosis.case import Row, Rule, for_user, remedies

ROWS: tuple[Row, ...] = (
    ("NotAuthorizedException", r"User cannot be confirmed|already confirmed", ("already_confirmed",)),
    ("NotAuthorizedException", r"SignUp is not permitted", ("sign_up_off",)),
    ("NotAuthorizedException", r"cannot be reset in the current state", ("no_reset_now",)),
    ("NotAuthorizedException", r"already provided", ("attribute_given",)),
    ("UsernameExistsException", r"", ("name_taken",)),
    ("AliasExistsException", r"", ("alias_taken",)),
    ("InvalidParameterException", r"Cannot reset password for the user", ("no_recovery",)),
    ("InvalidParameterException", r"already confirmed", ("already_confirmed",)),
    ("InvalidParameterException", r"Username should be|Username cannot be of", ("name_format",)),
    ("InvalidPasswordException", r"", ("password_policy",)),
    ("PasswordHistoryPolicyViolationException", r"", ("password_history",)),
)

CAUSES: dict[str, Rule] = {
    "already_confirmed": Rule(remedies=remedies("sign_in_again")),
    "sign_up_off": Rule(),
    "no_reset_now": Rule(),
    "attribute_given": Rule(remedies=remedies("sign_in_again")),
    "name_taken": for_user("confirm_sign_up", "forgot_password"),
    "alias_taken": Rule(),
    "no_recovery": Rule(),
    "name_format": Rule(remedies=remedies("sign_in_again")),
    "password_policy": Rule(remedies=remedies("check_client")),
    "password_history": Rule(remedies=remedies("sign_in_again")),
}
