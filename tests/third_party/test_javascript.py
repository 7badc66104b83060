"""Sign-ins to the practice pool by amazon-cognito-identity-js and aws-amplify, which nobody here wrote."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.helpers.npm import installed_packages
from tests.helpers.practice_pool import ROOT, practice_pool

SCRIPTS = Path(__file__).parent / "javascript"
INSTALLED = ROOT / ".third-party" / "javascript"
IDENTITY, AMPLIFY = "identity.mjs", "amplify.mjs"
BOTH = pytest.mark.parametrize("client", [IDENTITY, AMPLIFY], ids=["identity-js", "amplify"])
WRONG = {"name": "NotAuthorizedException", "message": "Incorrect username or password."}
TOTP_SECRETS = {
    "totp": "PRACTICETOTPSECRETAAAAAAAAAAAAAA",
    "chooseTotp": "PRACTICECHOOSESECRETAAAAAAAAAAAA",
    "practice-devices": "PRACTICEDEVICESECRETAAAAAAAAAAAA",
    "practice-devices-opt-in": "PRACTICEOPTINSECRETAAAAAAAAAAAAA",
}
SECONDS = 60


@pytest.fixture(scope="session")
def node():
    """The path of node, with the clients installed; without node, npm or a registry the tests are skipped by name."""
    return installed_packages(SCRIPTS, INSTALLED)


@pytest.fixture(scope="module")
def running():
    with practice_pool() as pool:
        yield pool


@pytest.fixture
def run(node, running):
    """Runs a scenario of a client against a fresh seed and returns what it reports."""
    running.control("reset")

    def run(client, scenario, pool="practice", app_client=""):
        settings = {
            "endpoint": running.endpoint, "pool": running.pool_id(pool), "password": "Practice1!",
            "client": running.client(app_client or ("public-all" if pool == "practice" else "public"), pool)["id"],
            "secret": TOTP_SECRETS.get(pool) or TOTP_SECRETS.get(scenario, TOTP_SECRETS["totp"]),
        }
        done = subprocess.run(
            [node, client, scenario, json.dumps(settings)], cwd=INSTALLED, env=os.environ | {"NO_PROXY": "127.0.0.1"},
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout.splitlines()[-1])
        return report["error"] if "error" in report else report["found"]

    return run


def test_the_committed_lock_names_no_address():
    assert "://" not in (SCRIPTS / "package-lock.json").read_text("utf-8")


IDENTITY_ASKED = {
    "srp": [], "srpByAlias": [], "password": [], "customWithSrp": ["custom", "custom"], "custom": ["custom", "custom"],
    "migration": [], "sms": ["sms"], "totp": ["totp"], "chooseSms": ["select", "sms"],
    "chooseTotp": ["select", "totp"],
}
AMPLIFY_ASKED = {
    "srp": [], "srpByAlias": [], "password": [], "migration": [],
    "customWithSrp": ["CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE"] * 2,
    "custom": ["CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE"] * 2,
    "sms": ["CONFIRM_SIGN_IN_WITH_SMS_CODE"],
    "email": ["CONFIRM_SIGN_IN_WITH_EMAIL_CODE"],
    "totp": ["CONFIRM_SIGN_IN_WITH_TOTP_CODE"],
    "chooseSms": ["CONTINUE_SIGN_IN_WITH_MFA_SELECTION", "CONFIRM_SIGN_IN_WITH_SMS_CODE"],
    "chooseTotp": ["CONTINUE_SIGN_IN_WITH_MFA_SELECTION", "CONFIRM_SIGN_IN_WITH_TOTP_CODE"],
    "newPassword": ["CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED"],
}
USERS = {
    "customWithSrp": "custom", "custom": "custom", "migration": "legacy", "sms": "sms", "email": "email",
    "totp": "totp", "chooseSms": "choose-mfa", "chooseTotp": "choose-mfa", "newPassword": "new-password",
}


@pytest.mark.parametrize("scenario", IDENTITY_ASKED)
def test_identity_js_signs_in(run, scenario):
    expected = {"asked": IDENTITY_ASKED[scenario], "name": USERS.get(scenario, "plain")}
    assert run(IDENTITY, scenario) == expected


@pytest.mark.parametrize("scenario", AMPLIFY_ASKED)
def test_amplify_signs_in(run, scenario):
    name = USERS.get(scenario, "plain")
    assert run(AMPLIFY, scenario) == {"steps": AMPLIFY_ASKED[scenario], "name": name, "token": name}


@BOTH
@pytest.mark.parametrize("scenario", ["wrongPassword", "wrongPlainPassword", "nobody"])
def test_a_wrong_password_and_an_unknown_user_are_refused_alike(run, client, scenario):
    assert run(client, scenario) == WRONG


@BOTH
def test_a_disabled_user_is_refused(run, client):
    assert run(client, "disabled") == {"name": "NotAuthorizedException", "message": "User is disabled."}


def test_identity_js_learns_of_an_unconfirmed_user_and_of_a_reset(run):
    assert run(IDENTITY, "unconfirmed") == {"name": "UserNotConfirmedException", "message": "User is not confirmed."}
    message = "Password reset required for the user"
    assert run(IDENTITY, "resetRequired") == {"name": "PasswordResetRequiredException", "message": message}


def test_amplify_learns_of_an_unconfirmed_user_and_of_a_reset(run):
    assert run(AMPLIFY, "unconfirmed") == {"steps": ["CONFIRM_SIGN_UP"]}
    assert run(AMPLIFY, "resetRequired") == {"steps": ["RESET_PASSWORD"]}


def test_wrong_codes_are_told_by_identity_js(run):
    message = "Invalid code or auth state for the user."
    assert run(IDENTITY, "wrongSms") == {"name": "CodeMismatchException", "message": message}
    message = "Invalid code received for user"
    assert run(IDENTITY, "wrongTotp") == {"name": "CodeMismatchException", "message": message}


def test_amplify_may_send_another_code_after_a_wrong_one(run):
    assert run(AMPLIFY, "wrongCodeThenRight") == {
        "steps": ["CONFIRM_SIGN_IN_WITH_SMS_CODE"],
        "errors": ["CodeMismatchException: Invalid code or auth state for the user."],
        "isSignedIn": True,
    }


def test_identity_js_sets_a_new_password_with_the_missing_attribute(run):
    expected = {"asked": ["newPassword"], "required": ["given_name"], "name": "new-password"}
    assert run(IDENTITY, "newPassword") == expected


def test_identity_js_sets_an_authenticator_up(run):
    expected = {"asked": ["setup", "totp"], "name": "enroll-mfa"}
    assert run(IDENTITY, "totpSetup", "practice-mfa-required") == expected


@pytest.mark.parametrize(("scenario", "steps"), [
    ("totpSetup", ["CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION", "CONTINUE_SIGN_IN_WITH_TOTP_SETUP"]),
    ("emailSetup", ["CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION", "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP",
                    "CONFIRM_SIGN_IN_WITH_EMAIL_CODE"]),
])
def test_amplify_sets_a_factor_up(run, scenario, steps):
    expected = {"steps": steps, "name": "enroll-mfa", "token": "enroll-mfa"}
    assert run(AMPLIFY, scenario, "practice-mfa-required") == expected


def test_amplify_registers_a_passkey(run):
    expected = {"id": "string", "recent": True, "friendlyCredentialName": "Passkey 1", "relyingPartyId": "localhost",
                "authenticatorAttachment": "platform", "authenticatorTransports": ["internal"]}
    assert run(AMPLIFY, "passkeyListed") == [expected]


def test_amplify_signs_in_with_a_passkey(run):
    signed_in = {"isSignedIn": True, "token": "passkey"}
    offered = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]
    selection = "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION"
    assert run(AMPLIFY, "passkeyPreferred") == signed_in | {"steps": []}
    assert run(AMPLIFY, "passkeySelected") == signed_in | {"steps": [selection, *offered]}


def test_a_passkey_that_amplify_deleted_is_offered_no_more(run):
    step = "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION"
    available = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"]
    assert run(AMPLIFY, "passkeyDeleted") == {"left": [], "step": step, "available": available}


def test_the_authenticator_learns_from_amplify_which_passkeys_there_are(run):
    assert run(AMPLIFY, "passkeyTwice")["name"] == "PasskeyAlreadyExists"


def test_amplify_learns_that_the_page_is_elsewhere(run):
    assert run(AMPLIFY, "passkeyRegisteredElsewhere")["name"] == "WebAuthnOriginNotAllowedException"
    assert run(AMPLIFY, "passkeyUsedElsewhere")["name"] == "NotAuthorizedException"


@BOTH
def test_a_user_signs_up_confirms_and_signs_in(run, client):
    found = run(client, "signUp")
    assert (found["destination"], found["name"]) == ("s***@e***", "sign-up")


@BOTH
@pytest.mark.parametrize("scenario", ["forgotPassword", "changePassword"])
def test_a_changed_password_is_the_one_that_counts(run, client, scenario):
    assert run(client, scenario)["name"] == "plain"


@BOTH
def test_the_attributes_can_be_read(run, client):
    found = run(client, "attributes")
    assert (found["email"], found["email_verified"], found["given_name"]) == ("plain@example.com", "true", "Practice")


PASSWORDS = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"]
CODES = ["EMAIL_OTP", "SMS_OTP"]
BY_PASSWORD = "CONFIRM_SIGN_IN_WITH_PASSWORD"
BY_EMAIL, BY_SMS = "CONFIRM_SIGN_IN_WITH_EMAIL_CODE", "CONFIRM_SIGN_IN_WITH_SMS_CODE"
SELECTION = "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION"


@pytest.mark.parametrize(("scenario", "user", "offered", "steps"), [
    ("choosePassword", "plain", PASSWORDS, [BY_PASSWORD]),
    ("choosePasswordSrp", "plain", PASSWORDS, [BY_PASSWORD]),
    ("chooseEmailCode", "otp-only", CODES, [BY_EMAIL]),
    ("chooseSmsCode", "otp-only", CODES, [BY_SMS]),
    ("choosePasswordThenCode", "totp", ["PASSWORD_SRP", "PASSWORD"], [BY_PASSWORD, "CONFIRM_SIGN_IN_WITH_TOTP_CODE"]),
])
def test_amplify_chooses_a_first_factor(run, scenario, user, offered, steps):
    assert run(AMPLIFY, scenario) == {"steps": [SELECTION, *steps], "offered": offered, "name": user, "token": user}


@pytest.mark.parametrize(("scenario", "user", "steps"), [
    ("preferPassword", "plain", []), ("preferPasswordSrp", "plain", []),
    ("preferEmailCode", "otp-only", [BY_EMAIL]), ("preferSmsCode", "otp-only", [BY_SMS]),
])
def test_amplify_prefers_a_first_factor(run, scenario, user, steps):
    assert run(AMPLIFY, scenario) == {"steps": steps, "name": user, "token": user}


def test_amplify_may_correct_a_wrong_code_of_the_first_factor(run):
    assert run(AMPLIFY, "chooseWrongCodeThenRight") == {
        "destination": "o***@e***", "deliveryMedium": "EMAIL", "isSignedIn": True,
        "errors": ["CodeMismatchException: Invalid code or auth state for the user."],
    }


def test_amplify_is_offered_the_choice_where_its_preference_is_not_available(run):
    expected = {"name": "InvalidParameterException", "message": "Selected challenge is not available"}
    assert run(AMPLIFY, "preferUnavailable") == expected


def test_amplify_learns_nothing_of_an_unknown_user_from_the_choice(run):
    assert run(AMPLIFY, "chooseForNobody") == WRONG


def test_amplify_signs_a_user_up_without_a_password_and_straight_in(run):
    assert run(AMPLIFY, "signUpWithoutPassword") == {
        "first": "CONFIRM_SIGN_UP", "then": "COMPLETE_AUTO_SIGN_IN", "steps": [], "name": "sign-up", "token": "sign-up",
    }


def test_identity_js_refreshes(run):
    assert run(IDENTITY, "refresh") == {"sameSignIn": True, "otherToken": True}


@pytest.mark.parametrize(("app_client", "rotates"), [("public-all", False), ("rotating", True)])
def test_amplify_refreshes_whether_refresh_tokens_are_rotated_or_not(run, app_client, rotates):
    expected = {"sameSignIn": True, "otherTokens": 3, "rotated": rotates}
    assert run(AMPLIFY, "refresh", app_client=app_client) == expected


def test_identity_js_signs_in_with_a_device_that_the_user_had_remembered_until_it_is_forgotten(run):
    assert run(IDENTITY, "device", "practice-devices-opt-in") == {
        "asked": [["totp"], [], ["totp"]],
        "toConfirm": [True, True],
        "sameDevice": [True, True, True, True],
        "refused": "NotAuthorizedException: Invalid Refresh Token.",
        "anotherOne": True,
    }


def test_identity_js_goes_on_as_a_new_device_where_its_own_was_forgotten(run):
    expected = {"asked": ["totp"], "anotherOne": True}
    assert run(IDENTITY, "deviceForgottenElsewhere", "practice-devices") == expected


def test_identity_js_is_refused_where_its_device_cannot_prove_itself(run):
    assert run(IDENTITY, "deviceWithAnotherSecret", "practice-devices") == WRONG


def test_amplify_signs_in_and_refreshes_with_its_device(run):
    steps = [["CONFIRM_SIGN_IN_WITH_TOTP_CODE"], []]
    assert run(AMPLIFY, "device", "practice-devices") == {"steps": steps, "left": 0, "sameDevice": [True]}


def test_signing_out_revokes_what_identity_js_had(run):
    refusal = "NotAuthorizedException: Refresh Token has been revoked"
    assert run(IDENTITY, "revoke") == {"refused": refusal}
    assert run(IDENTITY, "globalSignOut") == {"result": "SUCCESS", "refused": refusal}


def test_amplify_signs_out_everywhere(run):
    assert run(AMPLIFY, "globalSignOut") == {"before": ["accessToken", "idToken", "refreshToken"], "left": []}


def test_amplify_switches_an_authenticator_on(run):
    found = run(AMPLIFY, "preference")
    assert found["preference"] == {"enabled": ["TOTP"], "preferred": "TOTP"}
    assert found["steps"] == ["CONFIRM_SIGN_IN_WITH_TOTP_CODE"]
