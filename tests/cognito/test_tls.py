"""TLS: what the operating system trusts is trusted, a company's own authority included, and nothing else."""

import datetime
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.auth.steps import Call
from app.cognito.client import CognitoApi, Reach
from app.errors import ApiError, Fault, TransportError

CALL = Call(operation="InitiateAuth", params={"AuthFlow": "USER_SRP_AUTH", "ClientId": "1example"})
BODY = b'{"__type": "NotAuthorizedException", "message": "over TLS"}'


class Refuses(BaseHTTPRequestHandler):
    """Answers each call with one of Cognito's errors."""

    def do_POST(self) -> None:
        self.send_response(400)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def company_ca(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine that no public authority has signed, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "company")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(*private))
    return folder / "ca.pem", folder / "key.pem"


@pytest.fixture
def url(company_ca: tuple[Path, Path]) -> Iterator[str]:
    """A server behind that certificate."""
    server = HTTPServer(("127.0.0.1", 0), Refuses)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*company_ca)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_the_system_does_not_trust_is_told_as_that(url: str):
    with pytest.raises(TransportError) as refused:
        CognitoApi(Reach(region="us-east-1", endpoint_url=url))(CALL)

    assert refused.value.fault is Fault.TLS


def test_an_authority_in_the_systems_trust_store_is_trusted(
    url: str, company_ca: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(company_ca[0]))  # where OpenSSL looks for the system's trust store

    with pytest.raises(ApiError) as refused:
        CognitoApi(Reach(region="us-east-1", endpoint_url=url))(CALL)

    assert refused.value.message == "over TLS"
