"""SECRET_HASH against a computation of its own."""

from hypothesis import given
from hypothesis import strategies as st

from app.auth.client import AppClient
from app.auth.secret_hash import secret_hash
from app.secret import Secret
from tests.helpers.secret_hashes import hashed

texts = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_client_without_a_secret_needs_none():
    assert secret_hash(AppClient(user_pool_id="p_x", client_id="c"), "plain") is None


@given(username=texts, client_id=texts, client_secret=texts)
def test_it_is_the_hmac_over_name_and_client_id(username, client_id, client_secret):
    client = AppClient(user_pool_id="p_x", client_id=client_id, client_secret=Secret(client_secret))
    assert secret_hash(client, username).reveal() == hashed(username, client_secret, client_id)


def test_a_known_value():
    client = AppClient(user_pool_id="p_x", client_id="client", client_secret=Secret("secret"))
    # printf 'plainclient' | openssl dgst -sha256 -hmac secret -binary | base64
    assert secret_hash(client, "plain").reveal() == "cIdmlvP1YfO/hbT8EWMMGyx6H9/Yfcc+8nPpziTdTew="
