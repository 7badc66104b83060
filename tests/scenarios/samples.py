"""Scenarios for tests: hypothesis' strategies for whole ones, and files with one fault each."""

from hypothesis import strategies as st

from app.auth.flows import FLOWS
from app.auth.steps import CREDENTIALS
from app.scenarios.questions import FIELDS, ROWS, fields_of
from app.scenarios.scenario import End, Expectation, From, Scenario, Source
from app.secret import Secret

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,12}", fullmatch=True)
literal = texts.map(lambda value: Source(kind=From.LITERAL, value=Secret(value)))
named = st.one_of(*(st.builds(Source, kind=st.just(kind), name=names) for kind in (From.ENV, From.VAULT)))
key = st.just(Source(kind=From.LITERAL, value=Secret("practice totp key2")))
sources = st.one_of(
    literal,
    named,
    st.builds(Source, kind=st.just(From.TOTP), of=st.one_of(st.none(), named, key)),
    st.builds(Source, kind=st.just(From.INBOX), name=st.sampled_from(["", "SMS", "EMAIL"])),
)
rows = st.builds(Source, kind=st.just(From.ROWS), rows=st.dictionaries(texts, st.one_of(literal, named), max_size=3))
json = st.recursive(
    st.one_of(texts, st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=5,
)
claims = st.dictionaries(st.sampled_from(["id", "access"]), st.dictionaries(texts, json, max_size=3))
expectations = st.one_of(
    st.builds(Expectation, claims=claims),
    st.builds(Expectation, end=st.just(End.CHALLENGE), name=st.sampled_from(["SMS_MFA", "FUTURE_THING"])),
    st.builds(Expectation, end=st.just(End.ERROR), name=words, message=st.one_of(st.just(""), words)),
)


def turns(fields):
    """Answers of one turn: rows where rows belong, and only there."""
    each = st.sampled_from(fields).flatmap(lambda name: st.tuples(st.just(name), rows if name in ROWS else sources))
    return st.lists(each, max_size=3).map(dict)


@st.composite
def scenarios(draw, name=words):
    """One scenario that a file may hold."""
    flow = draw(st.sampled_from(sorted(FLOWS)))
    answers, repeated = {}, set()
    for question in draw(st.lists(st.sampled_from([CREDENTIALS, *FIELDS, "FUTURE_THING"]), unique=True, max_size=4)):
        fields = [each for each in fields_of(question, flow) if each != "username"]
        turn = turns(fields)
        once = question == CREDENTIALS or draw(st.booleans())
        answers[question] = tuple(draw(st.lists(turn, min_size=1, max_size=1 if once else 3)))
        if once:
            repeated.add(question)
    return Scenario(
        name=draw(name), profile=draw(words), flow=flow, user=draw(st.one_of(st.just(""), words)), answers=answers,
        repeated=frozenset(repeated), expect=draw(expectations), save=draw(st.booleans()), file="f",
        client_secret=draw(st.one_of(st.none(), literal, named)),
    )  # fmt: skip


HEAD = '[[scenario]]\nname = "s"\nprofile = "p"\nflow = "user_srp"\n'
SMS = "[scenario.answers.SMS_MFA]\nSMS_MFA_CODE = "
# What stands in the file, the place, the problem, and what is allowed.
FAULTS = [
    (b"\xff", "", "not_utf8", ""),
    (b"a = ", "", "no_toml", "Invalid value (at end of document)"),
    (b"x" * (4 * 1024 * 1024 + 1), "", "too_large", ""),
    (b"a = " + b"[" * 5000, "", "too_deep", ""),
    ("", "", "none", ""),
    ("version = 2", "version", "version", "1"),
    ("version = true", "version", "version", "1"),
    ("scenarios = []", "scenarios", "unknown_near", "scenario"),
    ("scenario = {}", "scenario", "not_listed", ""),
    ("scenario = [1]", "scenario[1]", "not_table", ""),
    ('[[scenario]]\nname = "s"\nprofile = "p"', "scenario[1]", "missing", "flow"),
    (HEAD + "[[scenario]]\nflwo = 1", "scenario[2].flwo", "unknown_near", "flow"),
    (HEAD + HEAD, "scenario[2].name", "name_twice", "scenario[1]"),
    (HEAD + "user = 1", "scenario[1].user", "not_text", ""),
    (HEAD + 'user = " "', "scenario[1].user", "empty", ""),
    (HEAD + "client_secret = { inbox = true }", "scenario[1].client_secret.inbox", "unknown", "env, vault"),
    (HEAD + 'save = "yes"', "scenario[1].save", "not_flag", ""),
    (HEAD.replace("user_srp", "user_spr"), "scenario[1].flow", "unknown_near", "user_srp"),
    (HEAD.replace("user_srp", "CUSTOM_AUTH"), "scenario[1].flow", "flow_of_several", "custom_srp, custom"),
    (HEAD + 'user = "u"\nanswers.CREDENTIALS.username = "u"', "scenario[1].user", "user_twice", ""),
    (HEAD + "answers.CREDENTIALS = [{}]", "scenario[1].answers.CREDENTIALS", "asked_once", ""),
    (HEAD + "answers.SMS_MFA = []", "scenario[1].answers.SMS_MFA", "no_turns", ""),
    (HEAD + "answers.SMS_MFFA = {}", "scenario[1].answers.SMS_MFFA", "unknown_near", "SMS_MFA"),
    (HEAD + "answers.PASSWORD_VERIFIER = {}", "scenario[1].answers.PASSWORD_VERIFIER", "unasked", ""),
    (HEAD + "answers.CREDENTIALS.pasword = ''", "scenario[1].answers.CREDENTIALS.pasword", "unknown_near", "password"),
    (HEAD + "answers.SMS_MFA = [{}, {X = ''}]", "scenario[1].answers.SMS_MFA[2].X", "unknown", "SMS_MFA_CODE"),
    (HEAD + SMS + "123456", f"{(S := 'scenario[1].answers.SMS_MFA.SMS_MFA_CODE')}", "not_source",
     "env, vault, totp, inbox, rows"),
    (HEAD + SMS + "{}", S, "one_source", "env, vault, totp, inbox, rows"),
    (HEAD + SMS + "{ env = 'A', vault = 'B' }", S, "one_source", "env, vault, totp, inbox, rows"),
    (HEAD + SMS + "{ evn = 'A' }", f"{S}.evn", "unknown_near", "env"),
    (HEAD + SMS + "{ env = '1A' }", f"{S}.env", "env_name", ""),
    (HEAD + SMS + "{ vault = 'a b' }", f"{S}.vault", "vault_name", ""),
    (HEAD + SMS + "{ totp = 'not!' }", f"{S}.totp", "totp_key", ""),
    (HEAD + SMS + "{ totp = { inbox = true } }", f"{S}.totp.inbox", "unknown", "env, vault"),
    (HEAD + SMS + "{ rows = { a = 'b' } }", S, "no_rows", ""),
    (HEAD + "answers.CREDENTIALS.client_metadata = 'a=b'", "scenario[1].answers.CREDENTIALS.client_metadata",
     "rows_wanted", ""),
    (HEAD + SMS + "{ inbox = 'sms' }", f"{S}.inbox", "inbox", "SMS, EMAIL"),
    (HEAD + "expect = { signed_in = true, error = 'X' }", "scenario[1].expect", "two_ends", "signed_in, error"),
    (HEAD + "expect = { error = 'X', claims = {} }", "scenario[1].expect.claims", "not_with", "signed_in = true"),
    (HEAD + "expect = { challenge = 'SMS_MFA', message = 'm' }", "scenario[1].expect.message", "not_with", "error"),
    (HEAD + "expect.signed_in = false", "scenario[1].expect.signed_in", "not_false", ""),
    (HEAD + "expect.challenge = 'SMS_MFFA'", "scenario[1].expect.challenge", "unknown_near", "SMS_MFA"),
    (HEAD + "expect.claims.idd = {}", "scenario[1].expect.claims.idd", "unknown_near", "id"),
    (HEAD + "expect.claims.id.a = 2026-01-01", "scenario[1].expect.claims.id.a", "not_claim", ""),
    (HEAD + "expect.claims.id.a = nan", "scenario[1].expect.claims.id.a", "not_claim", ""),
    (HEAD + "expect.claims.id" + ".a" * 3000 + " = 1", "scenario[1].expect.claims.id.a", "not_claim", ""),
]
