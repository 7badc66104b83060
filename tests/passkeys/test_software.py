"""The software authenticator, judged by fido2's server side; its private keys are in the vault and nowhere else."""

import base64
import logging
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from fido2.webauthn import AttestationObject

from app.auth.steps import Kept, Recalled
from app.errors import PasskeyError, PasskeyTrouble
from app.passkeys.encoding import from_base64url
from app.passkeys.software import SoftwareAuthenticator
from app.secret import Secret
from tests.passkeys.ceremonies import RP_ID, USER, Server, Store, creation, request

BOTH = [(-7,), (-257,), (-7, -257)]


@pytest.fixture
def store():
    """An empty vault."""
    return Store()


@pytest.fixture
def authenticator(store):
    """An authenticator that keeps its keys there."""
    return SoftwareAuthenticator(store)


def trouble(caught):
    return caught.value.trouble, caught.value.detail


@pytest.mark.parametrize("algorithms", BOTH)
def test_fido2s_server_takes_the_passkey_and_what_it_signs(algorithms, authenticator):
    server = Server(algorithms=algorithms)
    made = authenticator.create(creation(server.creation_options(user_verification="required")))
    data = server.registers(made)
    assert data.credential_data.public_key[3] == algorithms[0]
    signed = authenticator.use(request(server.request_options(user_verification="required")))
    assert server.accepts(signed).credential_id == from_base64url(made["id"])


def test_es256_is_made_where_both_are_offered_in_that_order_and_rs256_where_it_stands_first(authenticator):
    for algorithms in ((-7, -257), (-257, -7), (-8, -257, -7)):
        made = authenticator.create(creation(Server(algorithms=algorithms).creation_options()))
        assert made["response"]["publicKeyAlgorithm"] == next(a for a in algorithms if a != -8)


@pytest.mark.parametrize("algorithms", BOTH[:2])
def test_a_registration_has_every_member_that_cognito_is_sent(algorithms, authenticator):
    made = authenticator.create(creation(Server(algorithms=algorithms).creation_options()))
    assert set(made) == {"id", "rawId", "type", "authenticatorAttachment", "clientExtensionResults", "response"}
    assert (made["type"], made["authenticatorAttachment"], made["clientExtensionResults"]) == (
        "public-key",
        "platform",
        {},
    )
    response = made["response"]
    assert set(response) == {
        "clientDataJSON", "attestationObject", "transports", "authenticatorData", "publicKey", "publicKeyAlgorithm",
    }  # fmt: skip
    assert response["transports"] == ["internal"]
    attestation = AttestationObject(from_base64url(response["attestationObject"]))
    assert (attestation.fmt, attestation.att_stmt) == ("none", {})
    assert bytes(attestation.auth_data) == from_base64url(response["authenticatorData"])
    made_key = attestation.auth_data.credential_data.public_key
    numbers = load_der_public_key(from_base64url(response["publicKey"])).public_numbers()
    assert made_key == type(made_key).from_cryptography_key(numbers.public_key())


def test_it_says_that_the_user_was_present_and_verified_and_counts_nothing(authenticator):
    server = Server()
    data = server.registers(authenticator.create(creation(server.creation_options())))
    assert (data.is_user_present(), data.is_user_verified(), data.counter) == (True, True, 0)


def test_the_user_handle_comes_back_with_a_signature(authenticator):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    signed = authenticator.use(request(server.request_options()))
    assert from_base64url(signed["response"]["userHandle"]) == USER["id"]


def test_a_passkey_that_the_user_pool_knows_is_not_made_again(authenticator):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    with pytest.raises(PasskeyError) as caught:
        authenticator.create(creation(server.creation_options()))
    assert trouble(caught) == (PasskeyTrouble.EXISTS, "")


def test_another_users_passkey_elsewhere_is_no_hindrance(authenticator):
    server, other = Server(), Server(rp_id="other.example")
    server.registers(authenticator.create(creation(server.creation_options())))
    other.known = server.known
    assert authenticator.create(creation(other.creation_options(), "https://other.example"))


def test_without_a_list_any_passkey_of_the_relying_party_signs_the_newest_first(authenticator):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    older, server.known, server.user = server.known, [], {**USER, "id": b"another user"}
    newest = server.registers(authenticator.create(creation(server.creation_options()))).credential_data
    server.known = [*older, newest]
    signed = authenticator.use(request(server.request_options(allow=False)))
    assert server.accepts(signed).credential_id == newest.credential_id


def test_a_new_passkey_takes_the_place_of_one_that_the_user_pool_has_forgotten(authenticator, store):
    server = Server()
    authenticator.create(creation(server.creation_options()))
    other = Server(user={**USER, "id": b"another user"})
    other.registers(authenticator.create(creation(other.creation_options())))
    made = authenticator.create(creation(server.creation_options()))
    assert f"passkey {made['id']}" in store.kept
    assert len(store.kept) == 2
    assert other.accepts(authenticator.use(request(other.request_options())))


def test_where_the_new_key_cannot_be_kept_the_old_passkey_stays(store):
    server = Server()
    server.registers(SoftwareAuthenticator(store).create(creation(server.creation_options())))
    store.answer = Kept(saved=False, reason="disk")
    older, server.known = server.known, []
    with pytest.raises(PasskeyError):
        SoftwareAuthenticator(store).create(creation(server.creation_options()))
    server.known = older
    assert server.accepts(SoftwareAuthenticator(store).use(request(server.request_options())))


def test_only_a_passkey_of_the_list_signs(authenticator):
    server, stranger = Server(), Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    stranger.registers(SoftwareAuthenticator(Store()).create(creation(stranger.creation_options())))
    with pytest.raises(PasskeyError) as caught:
        authenticator.use(request(stranger.request_options()))
    assert trouble(caught)[0] is PasskeyTrouble.NO_PASSKEY


def test_a_passkey_signs_for_its_own_relying_party_only(authenticator):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    options = server.request_options()
    with pytest.raises(PasskeyError) as caught:
        authenticator.use(request({**options, "rpId": "example.com"}, "https://example.com"))
    assert trouble(caught)[0] is PasskeyTrouble.NO_PASSKEY


def test_a_signature_is_good_for_its_challenge_only(authenticator):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    signed = authenticator.use(request(server.request_options()))
    server.request_options()
    with pytest.raises(ValueError, match="challenge"):
        server.accepts(signed)


@pytest.mark.parametrize(
    ("options", "detail"),
    [
        ({"pubKeyCredParams": [{"type": "public-key", "alg": -8}]}, "pubKeyCredParams"),
        ({"authenticatorSelection": {"authenticatorAttachment": "cross-platform"}}, "cross-platform"),
    ],
)
def test_what_it_cannot_make_is_refused(options, detail, authenticator, store):
    with pytest.raises(PasskeyError) as caught:
        authenticator.create(creation({**Server().creation_options(), **options}))
    assert trouble(caught) == (PasskeyTrouble.UNSUPPORTED, detail)
    assert store.kept == {}


def test_a_private_key_that_cannot_be_kept_makes_no_passkey():
    with pytest.raises(PasskeyError) as caught:
        SoftwareAuthenticator(Store(Kept(saved=False, reason="locked"))).create(creation(Server().creation_options()))
    assert trouble(caught) == (PasskeyTrouble.NOT_KEPT, "locked")


def test_a_private_key_that_is_kept_in_memory_will_do():
    store, server = Store(Kept(saved=False, reason="no_backend", in_memory=True)), Server()
    server.registers(SoftwareAuthenticator(store).create(creation(server.creation_options())))
    assert server.accepts(SoftwareAuthenticator(store).use(request(server.request_options())))


@pytest.mark.parametrize("kept", ["", "not base64!", "AAAA", base64.b64encode(b"x" * 200).decode()])
def test_a_damaged_private_key_is_no_passkey(kept, authenticator, store):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    store.kept = {name: replace(step, secret=Secret(kept)) for name, step in store.kept.items()}
    with pytest.raises(PasskeyError) as caught:
        authenticator.use(request(server.request_options()))
    assert trouble(caught)[0] is PasskeyTrouble.NO_PASSKEY


@pytest.mark.parametrize("facts", [{}, {"rp_id": RP_ID}, {"rp_id": RP_ID, "credential_id": "=!"}])
def test_damaged_facts_are_passed_over(facts, authenticator, store):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    (name, step), *_ = store.kept.items()
    store.kept = {name: replace(step, facts=facts)}
    with pytest.raises(PasskeyError):
        authenticator.use(request(server.request_options()))
    server.known = []
    assert authenticator.create(creation(server.creation_options()))


def test_a_vault_that_does_not_give_the_key_back_is_named(authenticator, store, monkeypatch):
    server = Server()
    server.registers(authenticator.create(creation(server.creation_options())))
    monkeypatch.setattr(store, "recall", lambda step: Recalled(reason="locked"))
    with pytest.raises(PasskeyError) as caught:
        authenticator.use(request(server.request_options()))
    assert trouble(caught) == (PasskeyTrouble.NO_PASSKEY, "locked")


def test_the_facts_beside_a_private_key_name_whose_it_is_and_hold_no_secret(authenticator, store):
    made = authenticator.create(creation(Server().creation_options()))
    ((name, step),) = store.kept.items()
    assert name == f"passkey {made['id']}"
    assert step.username == "plain"
    assert step.facts == {
        "rp_id": RP_ID,
        "credential_id": made["id"],
        "user_handle": "MzRjODQ0ODgtdXNlcg",
        "user_name": "plain",
        "algorithm": "-7",
    }


def test_no_private_key_can_be_read_in_reprs_logs_or_answers(authenticator, store, caplog):
    caplog.set_level(logging.DEBUG)
    server = Server()
    made = authenticator.create(creation(server.creation_options()))
    server.registers(made)
    signed = authenticator.use(request(server.request_options()))
    (step,) = store.kept.values()
    shown = f"{made} {signed} {step} {authenticator.__dict__} {store.listed('passkey ')} {caplog.text}"
    assert step.secret.reveal() not in shown
    assert step.secret.reveal()[60:90] not in shown
