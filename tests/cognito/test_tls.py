"""TLS: a server that nobody vouches for is refused, and one that the system trusts is not."""

import datetime
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.auth.steps import Call, Fetch
from app.cognito.client import CognitoApi
from app.cognito.documents import read_document
from app.cognito.reach import Reach
from app.errors import Fault, TransportError
from tests.helpers.little_server import little_server, says

CALL = Call(operation="InitiateAuth", params={"AuthFlow": "CUSTOM_AUTH", "ClientId": "c", "AuthParameters": {}})


@pytest.fixture
def certificate(tmp_path):
    """Make a certificate that vouches for itself: the paths of certificate and key."""

    def make(address="127.0.0.1", days=1):
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
        now = datetime.datetime.now(datetime.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=2))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        certificate_path, key_path = tmp_path / "certificate.pem", tmp_path / "key.pem"
        certificate_path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        key_path.write_bytes(private)
        return certificate_path, key_path

    return make


def context_of(paths):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    return context


def call(paths):
    with little_server(says("{}"), tls=context_of(paths)) as server:
        reply = CognitoApi(Reach(region="us-east-1", endpoint_url=server.url))(CALL)
        assert len(server.received) == 1
        return reply


def test_a_certificate_that_vouches_for_itself_is_refused(certificate):
    with pytest.raises(TransportError) as caught:
        call(certificate())
    assert caught.value.fault is Fault.TLS


def test_one_that_the_system_trusts_is_taken(certificate, monkeypatch):
    paths = certificate()
    monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    assert call(paths).body == {}


@pytest.mark.parametrize("wrong", [{"address": "127.0.0.2"}, {"days": -1}])
def test_a_trusted_one_for_another_host_or_of_yesterday_is_refused(wrong, certificate, monkeypatch):
    paths = certificate(**wrong)
    monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    with pytest.raises(TransportError) as caught:
        call(paths)
    assert caught.value.fault is Fault.TLS


@pytest.mark.parametrize(
    ("made", "trusted", "problem"),
    [({}, True, ""), ({}, False, "SSLError"), ({"address": "127.0.0.2"}, True, "SSLError")],
)
def test_a_public_document_comes_over_the_same_trust(made, trusted, problem, certificate, monkeypatch):
    paths = certificate(**made)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    with little_server(says('{"keys": []}'), tls=context_of(paths)) as server:
        found = read_document(Fetch(url=server.url + "/keys"))
    assert found.problem.startswith(problem)
    assert (found.body == {"keys": []}) == (not problem)
