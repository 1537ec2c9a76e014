"""AWS must prove its name before it is told or believed anything."""
import http.server
import importlib.util
import ssl
import subprocess
import threading

import pytest

import exchange
from conftest import REPOSITORY
from exchange import AwsError


@pytest.fixture
def impostor(tmp_path):
    """A server under a name that it cannot prove; what it was asked."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*made, "-keyout", tmp_path / "key", "-out", tmp_path / "certificate"], check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_port}", asked
        server.shutdown()


def bootstrap():
    spec = importlib.util.spec_from_file_location("bootstrap", REPOSITORY / "lib/host/bootstrap/bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("fetch", [lambda url: exchange.exchange("GET", url + "/app.jar", {}), lambda url: bootstrap().send(url, "GET", "/agent.zip")], ids=["agent", "bootstrap"])
def test_fails_with_a_server_that_cannot_prove_its_name(impostor, fetch):
    url, asked = impostor
    with pytest.raises((AwsError, ssl.SSLCertVerificationError), match="CERTIFICATE_VERIFY_FAILED"):
        fetch(url)
    assert asked == []
