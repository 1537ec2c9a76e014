"""The health answer and the echo."""
import http.client
import socket
import sys
import time

import pytest

import conventions
import serve
from conftest import get, health, listens, until
from standin_application import stomp

STOMP = {"kind": "stomp", "path": "/ws"}
HANDSHAKE = {"Upgrade": "websocket", "Connection": "upgrade", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}


@pytest.fixture
def opened(echo):
    """A socket to the echo, past its handshake."""
    wire = socket.create_connection(("127.0.0.1", conventions.AGENT_PORT), timeout=3)
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in HANDSHAKE.items())
    wire.sendall(f"GET /ws HTTP/1.1\r\nHost: a\r\n{lines}\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head:
        head += wire.recv(1)
    assert head.startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
    assert head.endswith(b"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"), "RFC 6455, 1.3"
    yield wire
    wire.close()


MASK = b"\x01\x02\x03\x04"


def masked(first, payload):
    return bytes([first, 128 | len(payload)]) + MASK + bytes(byte ^ MASK[index % 4] for index, byte in enumerate(payload))


def test_echoes_text_and_answers_the_close(opened):
    for text in (b"hello", "grüße".encode(), b"", b"x" * 125):
        opened.sendall(masked(0x81, text))
        assert opened.recv(200) == bytes([0x81, len(text)]) + text
    opened.sendall(masked(0x88, b"\x03\xe8"))
    assert opened.recv(200) == b"\x88\x02\x03\xe8"
    assert opened.recv(200) == b"", "and hangs up"


@pytest.mark.parametrize("frame", [b"\x81\x05hello", b"\x81\xfe\xff\xff" + bytes(100), b"\x81\xff" + b"\xff" * 8, b"\x81"], ids=["unmasked", "64 KiB", "2^64", "half"])
def test_hangs_up_on_other_frames(opened, frame):
    opened.sendall(frame)
    opened.shutdown(socket.SHUT_WR)
    with pytest.raises((ConnectionResetError, AssertionError)):
        assert opened.recv(200) != b""
    assert health() == (503, "STARTING")


def test_answers_broken_handshakes_in_springs_words(echo):
    assert get("/ws", Sec_WebSocket_Key="x") == (400, 'Can "Upgrade" only to "WebSocket".')
    assert get("/ws", Sec_WebSocket_Key="x", Upgrade="h2c", Connection="upgrade") == (400, 'Can "Upgrade" only to "WebSocket".')
    assert get("/ws", Sec_WebSocket_Key="x", Upgrade="websocket", Connection="close") == (400, '"Connection" must be "upgrade".')


def test_answers_a_plain_get(echo):
    assert get("/ws-stomp/info") == (200, "the agent's echo")


HOSTILE = {
    "nothing": b"",
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300),
    "a long line": b"GET /" + b"a" * 200_000,
    "many headers": b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 500 + b"\r\n",
    "a bad version": b"GET / HTTP/9.9\r\n\r\n",
    "another method": b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_survives_hostile_requests(echo, kind):
    with socket.create_connection(("127.0.0.1", conventions.AGENT_PORT), timeout=3) as wire:
        try:
            wire.sendall(HOSTILE[kind])
            wire.shutdown(socket.SHUT_WR)
            while wire.recv(65536):
                pass
        except OSError:
            pass  # it hung up, which is right
    assert health() == (503, "STARTING")


def test_hangs_up_on_who_says_nothing(echo, monkeypatch):
    monkeypatch.setattr(serve.Handler, "timeout", 0.2)
    with socket.create_connection(("127.0.0.1", conventions.AGENT_PORT), timeout=3) as wire:
        wire.sendall(b"GET / HT")
        assert wire.recv(1) == b""


def test_ends_a_connection_that_lives_too_long(echo, monkeypatch):
    monkeypatch.setattr(serve, "LIFETIME", 0.3)
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", conventions.AGENT_PORT), timeout=3) as wire:
        with pytest.raises(OSError):
            while True:
                wire.sendall(b"a")
                time.sleep(0.05)
    assert time.monotonic() - started < 1
    assert health() == (503, "STARTING")


def test_begins_a_stream_and_holds_it(echo):
    connection = http.client.HTTPConnection("127.0.0.1", conventions.AGENT_PORT, timeout=0.3)
    connection.request("GET", "/events", headers={"Accept": "text/event-stream"})
    response = connection.getresponse()
    assert (response.status, response.getheader("Content-Type"), response.readline()) == (200, "text/event-stream", b"data: the agent's echo\n")
    with pytest.raises(TimeoutError if sys.version_info >= (3, 10) else socket.timeout):
        response.read()
    response.close()
    connection.close()


def test_serves_a_limited_number_at_once(echo, monkeypatch):
    monkeypatch.setattr(serve, "CONNECTIONS", 20)  # with its thread and timer each: 40 threads
    wires = [socket.create_connection(("127.0.0.1", conventions.AGENT_PORT), timeout=3) for _ in range(60)]
    for wire in wires:
        wire.setblocking(False)

    def hung_up(wire):
        try:
            return wire.recv(1) == b""
        except BlockingIOError:
            return False
        except ConnectionError:
            return True

    until(lambda: sum(map(hung_up, wires)) >= 40)
    for wire in wires:
        wire.close()
    until(lambda: get("/")[0] == 200)


def rss(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def test_serves_health_behind_nginx_from_the_pack_in_little_memory(agent, make_host, application, nginx):
    app = application(stomp)
    process = agent(make_host({"port": app.port}, routes=[STOMP]), "serve")
    until(lambda: listens(conventions.AGENT_PORT))
    assert health()[0] == 503
    nginx(app.port)
    until(lambda: health() == (200, "ok"))
    for _ in range(300):
        health()
    assert rss(process) < 25
