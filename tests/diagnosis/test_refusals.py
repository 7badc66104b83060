"""Whatever Cognito refuses with, there are causes in words; what is known puts them in order, or proves one."""

import re

import pytest
from botocore.loaders import Loader
from hypothesis import given
from hypothesis import strategies as st

from app.auth.flows import FLOWS
from app.diagnosis.attempts import Meter
from app.diagnosis.clock import Skew
from app.diagnosis.messages import explain_end
from app.diagnosis.refusals import CAUSES, OWN_WORDS, ROWS, Refused, explain, in_own_words
from app.diagnosis.verdict import REMEDIES
from app.texts import has_text, text
from app.transcript.events import Ended
from tests.diagnosis.cases import FAULTS, MESSAGES, WRONG, proven, ranked, refused

OPERATIONS = (
    "InitiateAuth", "RespondToAuthChallenge", "AdminInitiateAuth", "AdminRespondToAuthChallenge", "SignUp",
    "ConfirmSignUp", "ForgotPassword", "ConfirmForgotPassword", "ChangePassword", "ResendConfirmationCode",
    "GetTokensFromRefreshToken", "AssociateSoftwareToken", "VerifySoftwareToken", "SetUserMFAPreference", "RevokeToken",
    "GlobalSignOut", "GetUser", "ConfirmDevice", "UpdateDeviceStatus", "ForgetDevice", "ListDevices",
    "StartWebAuthnRegistration", "CompleteWebAuthnRegistration", "ListWebAuthnCredentials", "DeleteWebAuthnCredential",
)  # fmt: skip
HASH = "Unable to verify secret hash for client 1example23456789"
UUID = "0a1b2c3d-0000-70aa-1111-222233334444"
VERIFY = "SSL validation failed for https://x/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"
CONNECT = 'Could not connect to the endpoint URL: "https://x/"'
PROXY = 'Failed to connect to proxy URL: "http://p:9"'
NO_ALIASES = {"UsernameAttributes": [], "AliasAttributes": []}
TRIGGERS = {"LambdaConfig": {"UserMigration": "arn", "DefineAuthChallenge": "arn"}}


def declared():
    """Each operation with each exception that botocore's model declares for it."""
    model = Loader().load_service_model("cognito-idp", "service-2")
    for operation in OPERATIONS:
        for error in model["operations"][operation]["errors"]:
            yield pytest.param(operation, error["shape"], id=f"{operation}-{error['shape']}")


@pytest.mark.parametrize(("operation", "code"), list(declared()))
def test_every_exception_that_the_model_declares_has_a_cause_in_words(operation, code):
    verdict = explain(refused("words that nobody has seen yet", code, operation=operation))
    assert verdict is not None
    assert verdict.causes
    assert all(cause.what and cause.check and cause.try_ for cause in verdict.causes)


@pytest.mark.parametrize(("code", "message", "first"), MESSAGES)
def test_each_message_of_the_wire_reference_has_its_cause(code, message, first):
    operation = "AdminInitiateAuth" if "enabled for this client" in message else "RespondToAuthChallenge"
    assert ranked(message, code, operation=operation)[0] == first


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in OWN_WORDS])
def test_every_fault_on_the_way_has_a_cause_in_words(fault):
    verdict = explain(refused("detail", str(fault), reason="failed"))
    assert verdict.causes
    assert (verdict.code, verdict.message) == (fault, "detail")


@pytest.mark.parametrize(
    ("fault", "trouble", "field"),
    [("credentials", "sso", "aws_profile"), ("credentials", "none", "aws_profile"), ("ca_bundle", "", "ca_bundle")],
)
def test_a_fault_that_is_known_to_the_last_detail_keeps_its_own_words_and_leads_to_the_profile(fault, trouble, field):
    ended = Ended(at=0.0, reason="failed", code=fault, message="its words", trouble=trouble)
    verdict = in_own_words(ended)
    said = explain_end(ended)
    cause = verdict.proven
    assert (cause.what, cause.check, cause.try_) == (said.what, said.why, said.try_)
    assert [(each.name, each.value) for each in cause.remedies] == [("edit_profile", field)]
    assert explain(refused("its words", fault, reason="failed")) is None


@pytest.mark.parametrize(("reason", "code", "field"), [
    ("client_secret", "missing", "client_secret"), ("profile", "region", "region"), ("cancelled", "", ""),
])  # fmt: skip
def test_what_the_profile_lacks_leads_to_the_profile(reason, code, field):
    verdict = in_own_words(Ended(at=0.0, reason=reason, code=code))
    assert (verdict.proven.remedies[0].value if verdict else "") == field


def test_the_systems_own_words_stand_above_what_is_wrong():
    ended = Ended(at=0.0, reason="failed", code="credentials", message="no such thing", trouble="no_profile")
    assert "no such thing" in in_own_words(ended).says


@pytest.mark.parametrize(("fault", "says"), [("endpoint", "unsent"), ("tls", None)])
def test_of_what_was_not_sent_nothing_happened_on_the_way(fault, says):
    verdict = explain(refused("detail", fault, reason="failed"))
    assert (verdict.says == text("cause_proof.unsent")) == (says == "unsent")


def test_other_faults_and_refusals_are_weighed():
    assert in_own_words(Ended(at=0.0, reason="failed", code="tls")) is None
    assert in_own_words(Ended(at=0.0, reason="refused", code="credentials")) is None


def test_the_tables_and_the_texts_name_the_same_causes():
    listed = {name for _, _, names in ROWS for name in names}
    assert listed == set(CAUSES)
    lacking = [f"{name}.{part}" for name in CAUSES for part in ("what", "check", "try")
               if not has_text(f"cause.{name}.{part}")]  # fmt: skip
    assert lacking == []


def test_every_remedy_is_one_that_the_window_knows():
    known = [{}, {"facts": {"username": "j", "secret": "other"}}, {"explicit_auth_flows": ("ALLOW_USER_AUTH",)}]
    for name, rule in CAUSES.items():
        for more in known:
            for remedy in rule.remedies(refused(**more)):
                assert remedy.name in REMEDIES, name
                assert remedy.name != "use_flow" or remedy.value in FLOWS


def test_no_text_is_left_with_an_unfilled_place():
    for code, message, _ in MESSAGES:
        for cause in explain(refused(message, code)).causes:
            assert not re.search(r"\{\w+\}", cause.what + cause.check + cause.try_), cause.name


@pytest.mark.parametrize("code", ["SomethingNewException", ""])
def test_of_an_exception_that_nobody_knows_nothing_is_claimed(code):
    assert explain(refused("words", code)) is None


# --- "Incorrect username or password." ---


def test_the_vaguest_words_leave_the_causes_ranked_and_aws_to_ask():
    verdict = explain(refused())
    assert verdict.proven is None
    assert verdict.can_ask_aws
    assert [cause.name for cause in verdict.causes][:2] == ["wrong_password", "unknown_user"]


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"password_padded": True}, "password_spaces"),
        ({"typed": "Google_123"}, "external_user"),
        ({"challenge": "WEB_AUTHN", "password_length": None}, "passkey_failed"),
        ({"flow": "user_srp", "profile_facts": TRIGGERS}, "not_migrated"),
        ({"flow": "user_srp", "practice": True, "typed": "legacy"}, "not_migrated"),
        ({"flow": "user_srp", "skew": Skew(seconds=-400, uncertainty=0.5)}, "clock_skew"),
        ({"practice": True, "returned": UUID}, "unknown_user"),
        ({"facts": {"user": "present", "status": "FORCE_CHANGE_PASSWORD"}}, "temporary_password"),
        ({"flow": "custom", "password_length": None}, "trigger_failed_sign_in"),
        ({"typed": "j@example.com", "profile_facts": NO_ALIASES}, "alias_unusable"),
        ({"facts": {"settings": {"UsernameAttributes": ()}}, "returned": UUID}, "unknown_user"),
    ],
)
def test_what_is_known_brings_a_cause_to_the_front(known, first):
    assert ranked(**known)[0] == first


@pytest.mark.parametrize(
    ("known", "out"),
    [
        ({"profile_facts": {"PreventUserExistenceErrors": "LEGACY"}}, "unknown_user"),
        ({"facts": {"user": "present"}}, "unknown_user"),
        ({"returned": "jane", "flow": "user_srp"}, "unknown_user"),
        ({"returned": "jane", "flow": "user_srp"}, "wrong_pool"),
        ({"typed": "jane"}, "name_case"),
        ({"typed": "jane"}, "alias_unusable"),
        ({"typed": "j@example.com", "facts": {"user": "present"}}, "alias_unusable"),
        ({}, "clock_skew"),
        ({"flow": "user_srp", "skew": Skew(seconds=2, uncertainty=0.5)}, "clock_skew"),
        ({"profile_facts": TRIGGERS}, "not_migrated"),
        ({"flow": "user_srp"}, "not_migrated"),
        ({"flow": "user_srp", "profile_facts": {"LambdaConfig": {}}, "practice": True}, "not_migrated"),
        ({"flow": "user_srp", "profile_facts": TRIGGERS, "returned": "jane"}, "not_migrated"),
        ({"attempts": Meter(failures=6, locked_until=990.0)}, "locked_out"),
        ({"facts": {"status": "CONFIRMED"}}, "temporary_password"),
        ({"flow": "custom", "password_length": None}, "wrong_password"),
        ({"flow": "custom", "profile_facts": {"LambdaConfig": {}}}, "trigger_failed_sign_in"),
    ],
)
def test_what_cannot_be_is_left_out(known, out):
    assert out not in ranked(**known)


@pytest.mark.parametrize(
    ("known", "cause", "by"),
    [
        ({"facts": {"user": "missing"}}, "no_such_user", "aws"),
        ({"facts": {"user": "missing"}, "flow": "user_srp", "profile_facts": TRIGGERS}, "not_here_yet", "aws"),
        ({"facts": {"user": "present", "enabled": "no"}}, "user_disabled", "aws"),
        ({"facts": {"user": "present", "status": "UNCONFIRMED"}}, "user_unconfirmed", "aws"),
        ({"facts": {"user": "present", "status": "RESET_REQUIRED"}}, "reset_required", "aws"),
        ({"facts": {"user": "present", "status": "EXTERNAL_PROVIDER"}}, "external_user", "aws"),
        ({"facts": {"user": "present", "blocked": "yes"}}, "risk_blocked", "aws"),
        (
            {"at": 8 * 86_400.0, "facts": {"user": "present", "status": "FORCE_CHANGE_PASSWORD", "modified": 0.0}},
            "temporary_password_expired",
            "aws",
        ),
        (
            {"typed": "+15550100", "profile_facts": NO_ALIASES, "facts": {"user": "missing"}},
            "alias_unusable",
            "aws",
        ),
        ({"password_length": 257}, "too_long", "sent"),
        ({"sent": "j" * 129}, "too_long", "sent"),
        ({"challenge": "DEVICE_PASSWORD_VERIFIER"}, "device_proof", "sent"),
        ({"challenge": "CUSTOM_CHALLENGE", "flow": "custom"}, "trigger_failed_sign_in", "sent"),
        ({"operation": "ChangePassword"}, "old_password", "sent"),
    ],
)
def test_what_proves_a_cause_ends_the_search(known, cause, by):
    assert proven(**known) == (cause, by)


@pytest.mark.parametrize(
    "known",
    [
        {"attempts": Meter(failures=6, locked_until=1010.0)},
        {"facts": {"user": "present", "status": "CONFIRMED", "failed_passwords": 5}},
    ],
)
def test_a_lock_is_among_the_causes_but_cognito_would_have_called_it_so(known):
    assert ranked(**known)[0] == "wrong_password"
    assert "locked_out" in ranked(**known)
    assert proven("Password attempts exceeded", **known) == ("locked_out", "reply")


@pytest.mark.parametrize(
    ("days", "policy", "expired"), [(6, {}, False), (8, {}, True), (8, {"TemporaryPasswordValidityDays": 30}, False)]
)
def test_a_temporary_password_lasts_as_the_policy_says_or_seven_days(days, policy, expired):
    facts = {"user": "present", "status": "FORCE_CHANGE_PASSWORD", "modified": 0.0}
    facts["settings"] = {"PasswordPolicy": policy}
    assert (proven(at=days * 86_400.0, facts=facts) is not None) == expired


def test_a_wrong_password_is_said_to_be_what_remains_and_not_to_be_proven():
    facts = {"user": "present", "enabled": "yes", "status": "CONFIRMED", "username": "jane"}
    verdict = explain(refused(facts=facts))
    assert [cause.name for cause in verdict.causes] == ["wrong_password"]
    assert (verdict.proven, verdict.says) == (None, text("cause_proof.remains"))


def test_what_was_just_looked_up_stands_over_what_the_profile_has():
    old = {"PreventUserExistenceErrors": "LEGACY"}
    new = {"user": "present", "settings": {"PreventUserExistenceErrors": "ENABLED"}}
    assert "unknown_user" not in ranked(profile_facts=old)
    case = refused(profile_facts=old, facts=new)
    assert case.hides_users is True


def test_where_cognito_says_that_there_is_nobody_typing_errors_come_before_other_pools():
    assert ranked("User does not exist.", "UserNotFoundException", typed="Jane")[:3] == [
        "unknown_user", "name_case", "wrong_pool",
    ]  # fmt: skip
    assert ranked("User does not exist.", "UserNotFoundException", flow="user_srp", profile_facts=TRIGGERS)[0] == (
        "not_migrated"
    )


@pytest.mark.parametrize("operation", ["GetUser", "ChangePassword", "SetUserMFAPreference"])
def test_where_an_access_token_names_the_user_there_is_nothing_mistyped(operation):
    words = ("User does not exist.", "UserNotFoundException")
    assert proven(*words, operation=operation) == ("user_gone", "reply")
    assert proven(*words) is None


def test_of_one_cause_that_is_left_nothing_is_said_of_ranks():
    verdict = explain(refused("Invalid code provided, please request a code again.", "ExpiredCodeException"))
    assert len(verdict.causes) == 1
    assert verdict.says == text("cause_proof.one")


def test_where_aws_did_not_say_a_word_of_the_user_a_wrong_password_is_not_what_remains():
    verdict = explain(refused(facts={"client": "present"}))
    assert verdict.causes[0].name == "wrong_password"
    assert (verdict.says, verdict.can_ask_aws) == (text("cause_proof.asked"), False)


# --- The secret hash. ---


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"hashed": "jane"}, ("wrong_secret", "sent")),
        ({"hashed": "other"}, ("hash_name", "sent")),
        ({"facts": {"secret": "other"}}, ("wrong_secret", "aws")),
        (
            {"operation": "RespondToAuthChallenge", "hashed": "j@example.com", "sent": "j@example.com",
             "returned": "jane"},
            ("hash_alias", "sent"),
        ),
        (
            {"operation": "RespondToAuthChallenge", "hashed": "j@example.com", "sent": "j@example.com",
             "facts": {"username": "jane"}},
            ("hash_alias", "aws"),
        ),
        ({"operation": "RespondToAuthChallenge"}, None),
    ],
)  # fmt: skip
def test_a_wrong_hash_comes_of_the_name_or_the_secret(known, found):
    assert proven(HASH, **known) == found


def test_a_hash_over_an_alias_leads_to_the_users_own_name():
    known = {"operation": "RespondToAuthChallenge", "typed": "j@example.com", "sent": "j@example.com"}
    (cause,) = explain(refused(HASH, **known, returned="jane")).causes
    assert [(each.name, each.value) for each in cause.remedies] == [("sign_in_as", "jane")]


# --- Flows. ---


@pytest.mark.parametrize(
    ("flow", "flows", "offered"),
    [
        ("user_password", ("ALLOW_USER_SRP_AUTH",), "user_srp"),
        ("user_srp", ("ALLOW_USER_AUTH",), "user_auth"),
        ("user_srp", ("ALLOW_ADMIN_USER_PASSWORD_AUTH",), "admin_password"),
        ("user_auth", (), "user_srp"),
    ],
)
def test_a_flow_that_is_off_leads_to_one_that_is_on(flow, flows, offered):
    verdict = explain(
        refused("X flow not enabled for this client", "InvalidParameterException", flow=flow, explicit_auth_flows=flows)
    )
    assert ("use_flow", offered) in [(each.name, each.value) for each in verdict.proven.remedies]


def test_where_the_flows_are_not_known_the_app_client_is_looked_at_first():
    (cause,) = explain(refused("X flow not enabled for this client", "InvalidParameterException")).causes
    assert [each.name for each in cause.remedies] == ["check_client"]


@pytest.mark.parametrize(("flow", "other"), [("admin_password", "user_password"), ("user_password", "admin_password")])
def test_a_flow_of_the_other_door_is_named(flow, other):
    (cause,) = explain(refused("Initiate Auth method not supported.", "InvalidParameterException", flow=flow)).causes
    assert [each.value for each in cause.remedies] == [other]


# --- Triggers, codes, places. ---


def test_a_trigger_is_named_with_its_own_words():
    (cause,) = explain(
        refused("PreAuthentication failed with error not on Sundays.", "UserLambdaValidationException")
    ).causes
    assert "PreAuthentication" in cause.what
    assert "not on Sundays" in cause.what


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"skew": Skew(seconds=60, uncertainty=1)}, "totp_clock"),
        ({"skew": Skew(seconds=1, uncertainty=1)}, "totp_other"),
    ],
)
def test_a_code_of_an_authenticator_fails_by_the_clock_or_the_entry(known, first):
    assert ranked("Invalid code received for user", "CodeMismatchException", **known)[0] == first


def test_a_second_code_that_was_sent_makes_an_older_one_likely():
    known = {"challenge": "SMS_MFA", "attempts": Meter(code_sends=2)}
    assert ranked("Invalid code or auth state for the user.", "CodeMismatchException", **known)[0] == "code_older"


@pytest.mark.parametrize(
    ("facts", "found"), [({"user": "missing"}, ("code_of_nobody", "aws")), ({"user": "present"}, None)]
)
def test_the_code_of_somebody_who_is_not_there_is_told_by_aws(facts, found):
    known = {"operation": "ConfirmForgotPassword", "facts": facts}
    words = "Invalid verification code provided, please try again."
    assert proven(words, "CodeMismatchException", **known) == found


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"other_pool": "us-east-1_Other"}, "client_of_other_pool"),
        ({"region": "eu-west-1"}, "region_wrong"),
        ({}, "client_wrong"),
    ],
)
def test_an_app_client_that_is_not_there_may_be_elsewhere(known, first):
    assert ranked("User pool client x does not exist.", "ResourceNotFoundException", **known)[0] == first


def test_a_call_to_the_pools_own_region_did_not_go_to_another():
    words = ("User pool client x does not exist.", "ResourceNotFoundException")
    assert "region_wrong" not in ranked(*words, region="us-east-1", user_pool_id="us-east-1_Example1")


@pytest.mark.parametrize(
    ("operation", "cause"),
    [("CompleteWebAuthnRegistration", "too_many_passkeys"), ("ForgotPassword", "too_many_codes")],
)
def test_a_limit_is_one_of_passkeys_or_of_codes(operation, cause):
    words = "Attempt limit exceeded, please try after some time."
    assert proven(words, "LimitExceededException", operation=operation) == (cause, "reply")


@pytest.mark.parametrize(
    ("known", "there"),
    [
        ({"explicit_auth_flows": ("ALLOW_USER_AUTH",)}, True),
        ({"explicit_auth_flows": ("ALLOW_USER_SRP_AUTH",)}, False),
        ({}, False),
        ({"explicit_auth_flows": ("ALLOW_USER_AUTH",),
          "profile_facts": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}}}, False),
    ],
)  # fmt: skip
def test_a_user_without_a_password_is_thought_of_where_there_may_be_one(known, there):
    assert ("no_password" in ranked(**known)) == there


def test_where_cognito_makes_a_name_up_the_password_is_not_what_is_wrong():
    known = {"practice": True, "returned": UUID, "typed": "Jane", "flow": "user_srp"}
    assert ranked(**known)[:2] == ["unknown_user", "name_case"]
    assert "temporary_password" not in ranked(**known)


def test_the_name_for_a_hash_is_only_told_where_it_is_known():
    known = {"operation": "RespondToAuthChallenge", "typed": "j@example.com", "hashed": "", "sent": ""}
    (cause,) = [each for each in explain(refused(HASH, **known)).causes if each.name == "hash_alias"]
    assert "“”" not in cause.what + cause.check


@pytest.mark.parametrize("fault", ["refused", "unknown_host", "timeout", "closed"])
@pytest.mark.parametrize("server", ["http://127.0.0.1:5000", "https://localhost", "http://[::1]:80/"])
def test_to_a_server_on_this_machine_there_is_no_network_between(fault, server):
    known = {"reason": "failed", "own_endpoint": True, "server": server}
    names = {cause.name for cause in explain(refused("", fault, **known)).causes}
    assert not names & {"no_network", "firewall", "dns", "proxy_needed"}


def test_a_lock_is_told_with_the_time_that_it_is_likely_to_last():
    (cause,) = explain(refused("Password attempts exceeded", attempts=Meter(failures=8, locked_until=1008.0))).causes
    assert "8 s" in cause.what
    (cause,) = explain(refused("Password attempts exceeded")).causes
    assert "15 minutes" in cause.what


# --- The way to Cognito. ---


@pytest.mark.parametrize(
    ("fault", "detail", "known", "first"),
    [
        ("tls", f"{VERIFY}: self-signed certificate in certificate chain (_ssl.c:1006)", {}, "tls_company"),
        ("tls", f"{VERIFY}: unable to get local issuer certificate (_ssl.c:1006)", {}, "tls_company"),
        ("tls", "“Example CA” certificate is not trusted", {}, "tls_company"),
        ("tls", f"{VERIFY}: self-signed certificate (_ssl.c:1006)", {}, "tls_self_signed"),
        ("tls", f"{VERIFY}: IP address mismatch, certificate is not valid for '127.0.0.1'.", {}, "tls_host"),
        ("tls", f"{VERIFY}: Hostname mismatch, certificate is not valid for 'x'. (_ssl.c:1006)", {}, "tls_host"),
        ("tls", "The certificate's CN name does not match the passed value.", {}, "tls_host"),
        ("tls", f"{VERIFY}: certificate has expired (_ssl.c:1006)", {}, "tls_expired"),
        ("tls", "SSL validation failed for https://x/ [SSL: WRONG_VERSION_NUMBER] wrong version", {}, "tls_plain"),
        ("tls", "SSL validation failed for https://x/ handshake failure", {}, "tls_other"),
        ("proxy", f"{PROXY} (Tunnel connection failed: 407 Proxy Authentication Required)", {}, "proxy_login"),
        ("proxy", f"{PROXY} (Tunnel connection failed: 403 Forbidden)", {}, "proxy_forbids"),
        ("proxy", f"{PROXY} (Failed to resolve 'p' ([Errno -2] Name or service not known))", {}, "proxy_name"),
        ("proxy", f"{PROXY} (Failed to establish a new connection: Connection refused)", {}, "proxy_down"),
        ("unknown_host", "", {"region": "nowhere"}, "region_name"),
        ("unknown_host", "", {"own_endpoint": True}, "endpoint_name"),
        ("unknown_host", "", {}, "no_network"),
        ("unknown_host", f"{CONNECT} ([Errno -3] Temporary failure in name resolution)", {}, "no_network"),
        ("unknown_host", f"{CONNECT} ([Errno -2] Name or service not known)", {}, "region_name"),
        ("refused", f"{CONNECT} ([Errno 101] Network is unreachable)", {}, "no_network"),
        ("refused", "Connection refused", {"own_endpoint": True}, "endpoint_closed"),
        ("refused", "Connection refused", {"practice": True, "own_endpoint": True}, "practice_down"),
        ("timeout", "Connect timeout on endpoint URL", {}, "no_network"),
        ("closed", "", {}, "closed_between"),
        ("not_cognito", "HTTP 403", {"status": 403, "no_json": True}, "waf_page"),
        ("not_cognito", "HTTP 407", {"status": 407, "no_json": True}, "proxy_login"),
        ("not_cognito", "HTTP 404", {"status": 404, "own_endpoint": True}, "not_cognito"),
        ("not_cognito", "HTTP 502", {"headers": {"server": "CloudFront"}}, "gateway"),
        ("server", "HTTP 502", {"status": 502, "no_json": True}, "gateway_server"),
        ("throttled", "HTTP 429", {"status": 429}, "throttled"),
    ],
)
def test_a_fault_on_the_way_is_told_by_the_systems_words(fault, detail, known, first):
    assert ranked(detail, fault, reason="failed", **known)[0] == first


def test_a_fault_is_never_taken_for_an_exception_of_cognitos():
    assert explain(refused("", "tls")) is None
    assert explain(refused("", "NotAuthorizedException", reason="failed")) is None


# --- Anything at all. ---

words = st.text(max_size=60)
names = st.sampled_from(["", "user", "status", "enabled", "secret", "settings", "modified", "username", "blocked"])
odd = st.none() | st.booleans() | st.integers() | words | st.lists(words, max_size=2)
odd_facts = st.dictionaries(names, odd | st.dictionaries(words, odd, max_size=2), max_size=5)
settings = st.dictionaries(
    st.sampled_from(["LambdaConfig", "ExplicitAuthFlows", "PasswordPolicy", "PreventUserExistenceErrors",
                     "UsernameAttributes"]),
    odd | st.dictionaries(words, odd, max_size=2),
)  # fmt: skip
CODES = sorted({code for code, _, _ in ROWS} | {code for code, _, _ in MESSAGES})


@given(
    code=st.sampled_from(CODES) | words,
    message=st.sampled_from([message for _, message, _ in MESSAGES]) | words,
    reason=st.sampled_from(["refused", "failed"]),
    flow=st.sampled_from([*FLOWS, "sign_up", ""]),
    challenge=st.sampled_from(["", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "WEB_AUTHN"]),
    typed=words,
    returned=words,
    facts=odd_facts,
    profile_facts=settings,
    seconds=st.none() | st.floats(),
)
def test_explaining_never_fails_and_keeps_cognitos_own_words(code, message, seconds, **known):
    skew = None if seconds is None else Skew(seconds=seconds, uncertainty=1.0)
    verdict = explain(Refused(code=code, message=message, skew=skew, **known))
    if verdict is not None:
        assert verdict.causes
        assert (verdict.code, verdict.message) == (code, message)


def test_the_words_of_a_refresh_are_kept_too():
    verdict = explain(refused("Invalid Refresh Token."))
    assert (verdict.code, verdict.message) == ("NotAuthorizedException", "Invalid Refresh Token.")
    assert WRONG not in verdict.message
