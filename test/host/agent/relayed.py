"""A real nginx that relays to a broker, as a host's does."""
import re
import subprocess

import pytest

import broker
import conventions
import relay_problem
import sockets
import stomp
import stream
import units
from conftest import free_port, NGINX, REPOSITORY, until
from standin_broker import Broker

PORT = conventions.RELAY_PORT
NAME = "b-1.mq.example.com"
CONF = """
{module}
daemon off; pid {root}/nginx.pid; error_log {root}/error.log notice; worker_shutdown_timeout 10m;
events {{}}
{stream}
"""


def stream_block(host, tls):
    """As a host's nginx has it, with another port and less patience."""
    golden = (REPOSITORY / f"test/goldens/broker-relay{'' if tls else '-without-tls'}.conf").read_text()
    text = golden[golden.index("stream {") :].replace(f":{PORT}", f":{conventions.RELAY_PORT}").replace("timeout 3s", "timeout 500ms")
    return re.sub("include ", f"include {host.root}/etc/websocket-host/", text).replace("var/log/websocket-nginx", host.root)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """One of NAME, with its key."""
    folder = tmp_path_factory.mktemp("certificate")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([*made, *named, "-keyout", folder / "key", "-out", folder / "trusted"], check=True, stderr=subprocess.DEVNULL)
    (folder / "both").write_text((folder / "key").read_text() + (folder / "trusted").read_text())
    return folder


@pytest.fixture
def started():
    """Starts a stand-in for a broker."""
    running = []

    def start(behave, certificate=None, port=0):
        running.append(Broker(behave, certificate, port))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def relayed(make_host, certificate, monkeypatch):
    """A host whose nginx relays to ports of this machine, and whose journal is what that nginx writes."""
    running = []
    monkeypatch.setattr(conventions, "RELAY_PORT", free_port())
    monkeypatch.setattr(relay_problem, "HANDSHAKE", 0.4)
    monkeypatch.setattr(relay_problem, "PATIENCE", 0.3)
    monkeypatch.setattr(stomp, "TIMEOUT", 1.5)
    monkeypatch.setattr(sockets, "TABLES", ("/proc/net/tcp", "/proc/net/tcp6"))
    journal = {conventions.SPRING_BOOT_UNIT: ""}
    nginx = []

    def lines_of(unit, since):
        return journal[unit] if unit in journal else nginx[-1].read("error.log")

    monkeypatch.setattr(units, "lines_of", lines_of)

    def start(*ports, tls=False, name=NAME, trusted=certificate / "trusted", **facts):
        monkeypatch.setattr(broker, "_addresses", lambda host, port: [f"127.0.0.1:{port}"] if port else [])
        endpoints = [{"host": name, "port": port} for port in ports]
        host = make_host(relay={"endpoints": endpoints, "tls": tls, "alarm": "down"}, **facts)
        host.journal = journal
        nginx.append(host)
        broker.lead(host)
        host.write(conventions.BROKER_TRUST_CONF, f"proxy_ssl_trusted_certificate {trusted};")
        host.write("nginx.conf", CONF.format(root=host.root, module=stream._load_module(), stream=stream_block(host, tls)))
        running.append(subprocess.Popen([NGINX, "-e", host.path("error.log"), "-c", host.path("nginx.conf")]))
        host.reload = lambda: subprocess.run([NGINX, "-e", host.path("error.log"), "-c", host.path("nginx.conf"), "-s", "reload"], check=True)
        until(lambda: sockets.listens(host, conventions.RELAY_PORT), 30)  # a connection would count as a broker that fails
        return host

    yield start
    for process in running:
        process.terminate()
        process.wait()
