"""One operation at a time: what is not offered, and that no request whatever is a defect of ours."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.practice import seed, seed_table, service, tokens, validation, wire
from app.practice.errors import Refusal
from app.practice.operations import OPERATIONS
from app.practice.state import State
from app.practice.triggers import Runner

POOL, CLIENT = seed_table.SEED[0].pool_id, seed_table.SEED[0].clients[0].client_id
# Names that mean something to the seed, so that requests come past the first look-up.
KNOWN = {
    "UserPoolId": [POOL, seed_table.SEED[1].pool_id],
    "ClientId": [CLIENT, seed_table.SEED[0].clients[1].client_id],
    "Username": [user.username for user in seed_table.SEED[0].users],
    "GroupName": ["testers"],
    "AuthFlow": ["USER_PASSWORD_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "ADMIN_NO_SRP_AUTH"],
    "USERNAME": ["plain", "totp", "custom", "legacy", "new-password"],
    "PASSWORD": [seed_table.PASSWORD],
    "SRP_A": ["ab" * 300, "0", "1"],
}
MAP_KEYS = ["USERNAME", "PASSWORD", "SRP_A", "SECRET_HASH", "REFRESH_TOKEN", "ANSWER", "NEW_PASSWORD", "TIMESTAMP",
            "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "SMS_MFA_CODE", "CHALLENGE_NAME", "DEVICE_KEY"]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def state(sample_runner: Runner):
    found = State(endpoint="http://127.0.0.1:1", lambdas=sample_runner)
    seed.restore(found)
    return found


def value_of(shape_name, member, depth=0):
    """Values that fit a member of the model, most of the time."""
    shape = validation.model()["shapes"][shape_name]
    kind = shape["type"]
    if member in KNOWN:
        return st.sampled_from(KNOWN[member]) | ANY_TEXT
    if "enum" in shape:
        return st.sampled_from(shape["enum"])
    if kind == "structure" and depth < 4:
        members = shape.get("members", {})
        required = {name: value_of(members[name]["shape"], name, depth + 1) for name in shape.get("required", [])}
        optional = {
            name: value_of(each["shape"], name, depth + 1) for name, each in members.items() if name not in required
        }
        return st.fixed_dictionaries(required, optional=optional)
    if kind == "list" and depth < 4:
        return st.lists(value_of(shape["member"]["shape"], "", depth + 1), max_size=2)
    if kind == "map":
        return st.fixed_dictionaries({}, optional={key: value_of("StringType", key) for key in MAP_KEYS})
    simple = {
        "string": ANY_TEXT | st.sampled_from(["someone@example.com", "+15550100000", "123456", "Aa1!aaaa", "email"]),
        "boolean": st.booleans(),
        "integer": st.integers(0, 70),
        "long": st.integers(0, 70),
    }
    return simple.get(kind, ANY_JSON)


def requests_for(operation):
    """Requests made to fit the model, and some with one member that fits nothing."""
    shape = validation.model()["operations"][operation]["input"]["shape"]
    fitting = value_of(shape, "")
    spoiled = st.tuples(fitting, st.sampled_from(sorted(validation.model()["shapes"][shape]["members"])), ANY_JSON)
    return fitting | spoiled.map(lambda drawn: {**drawn[0], drawn[1]: drawn[2]})


def outcome(state, operation, request):
    """The status: 200 for a result that is JSON, otherwise the refusal's."""
    request = wire.parse(json.dumps(request).encode())
    if "AccessToken" in request and isinstance(request["AccessToken"], str):
        request["AccessToken"] = access_token(state)
    try:
        json.dumps(service.perform(state, operation, request))
    except Refusal as refusal:
        return refusal.status
    return 200


def access_token(state):
    pool = state.pools.get(POOL)
    if pool is None or CLIENT not in pool.clients or "plain" not in pool.users:
        seed.restore(state)
        pool = state.pools[POOL]
    return tokens.issue(state, pool, pool.clients[CLIENT], pool.users["plain"])["AccessToken"]


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_no_request_is_a_defect(state, operation, capsys):
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(requests_for(operation))
    def tried(request):
        assert outcome(state, operation, request) in (200, 400)

    seed.restore(state)
    tried()
    assert capsys.readouterr().err == ""


def test_every_operation_is_one_of_cognitos():
    assert set(OPERATIONS) <= set(validation.model()["operations"])


def test_an_operation_that_is_not_offered_is_named(state):
    with pytest.raises(Refusal, match="does not offer the operation CreateUserImportJob") as caught:
        service.perform(state, "CreateUserImportJob", {})
    assert caught.value.code == "UnknownOperationException"


def test_a_name_that_cognito_does_not_know_either_is_refused(state):
    with pytest.raises(Refusal, match="no operation of that name"):
        service.perform(state, "MakeCoffee", {})


def test_a_defect_is_an_internal_error_and_leaves_its_traceback_on_stderr(state, monkeypatch, capsys):
    def broken(_state, _request):
        raise RuntimeError("on purpose")

    monkeypatch.setitem(OPERATIONS, "ListUserPools", broken)
    with pytest.raises(Refusal) as caught:
        service.perform(state, "ListUserPools", {"MaxResults": 1})
    assert (caught.value.code, caught.value.status) == ("InternalErrorException", 500)
    assert "on purpose" in capsys.readouterr().err
    assert not state.lock.locked()


def test_operations_without_output_have_no_body_and_the_others_an_empty_object(state):
    seed.restore(state)
    assert service.perform(state, "AdminDeleteUser", {"UserPoolId": POOL, "Username": "sms"}) is None
    assert service.perform(state, "AdminDisableUser", {"UserPoolId": POOL, "Username": "totp"}) == {}


def test_a_large_value_is_refused_fast(state):
    request = {"UserPoolId": "a" * 900_000 + "é", "Username": "@" * 90_000 + "\u0000"}
    before = time.perf_counter()
    with pytest.raises(Refusal):
        service.perform(state, "AdminGetUser", request)
    assert time.perf_counter() - before < 1
