"""What pycognito's class Cognito does by itself, where a sign-in is one of those that it knows."""

from app.exporters.recipe import Kind, Recipe
from app.exporters.wording import VERIFIER, outcome_note

MFA = {
    "SMS_MFA": ("SMSMFAChallengeException", "respond_to_sms_mfa_challenge"),
    "SOFTWARE_TOKEN_MFA": ("SoftwareTokenMFAChallengeException", "respond_to_software_token_mfa_challenge"),
}
NEW_PASSWORD = "NEW_PASSWORD_REQUIRED"  # noqa: S105 - the name of a challenge


def native(recipe: Recipe) -> list[str]:
    """Return the lines that sign in by the methods of Cognito; none where it lacks one.

    Its methods send no DEVICE_KEY, no attributes beside a new password, and ClientMetadata with one call only; the one
    for the admin flow knows the flow's legacy name alone, which Cognito takes for the same.
    """
    if recipe.metadata or Kind.DEVICE_KEY in recipe.kinds() or not all(sent.replied for sent in recipe.sent):
        return []
    if recipe.sent[-1].brought:
        return []
    made = {"user_srp": _by_srp, "admin_password": _by_admin, "refresh": _refresh}.get(recipe.flow)
    body = made(recipe) if made else []
    return [*outcome_note(recipe, "#"), *body, *_END] if body else []


_END = ['print("signed in, access token:", user.access_token)']


def _by_srp(recipe: Recipe) -> list[str]:
    challenges = recipe.challenges()
    if challenges == (VERIFIER,) and "ConfirmDevice" not in recipe.operations():
        return ["user.authenticate(password)"]
    if len(challenges) != 2 or challenges[0] != VERIFIER or "ConfirmDevice" in recipe.operations():
        return []
    if challenges[1] in MFA:
        exception, method = MFA[challenges[1]]
        code = recipe.sent[-1].value(f"{challenges[1]}_CODE")
        asked = f'ask("{code.variable}")' if code else '""'
        return ["try:", "    user.authenticate(password)", f"except {exception}:", f"    user.{method}({asked})"]
    if challenges[1] == NEW_PASSWORD and recipe.sent[-1].kinds().isdisjoint({Kind.ANSWER}):
        new = recipe.sent[-1].value("NEW_PASSWORD")
        return [f'user.new_password_challenge(password, ask("{new.variable}"))'] if new else []
    return []


def _by_admin(recipe: Recipe) -> list[str]:
    return ["user.admin_authenticate(password)"] if len(recipe.sent) == 1 else []


def _refresh(recipe: Recipe) -> list[str]:
    token = recipe.sent[0].value("REFRESH_TOKEN")
    if token is None:
        return []
    return [f'user.refresh_token = ask("{token.variable}")', "user.renew_access_token()"]

