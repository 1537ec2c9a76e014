"""What a broker behind a real nginx answers, and how its problems are told apart."""
import os
import time

import pytest
import relay_problem
import standin_broker
import stomp
from conftest import free_port, until
from relayed import certificate, relayed, started  # noqa: F401
from standin_broker import answers, CONNECTED, REFUSES


@pytest.mark.parametrize("frame, message", [(CONNECTED, ""), (REFUSES, "User name [null] or password is invalid.")])
@pytest.mark.parametrize("tls", [False, True])
def test_any_frame_proves_the_way(relayed, started, certificate, tls, frame, message):
    relayed(started(answers(frame), certificate / "both" if tls else None).port, tls=tls)
    assert stomp.probe() == {"frame": frame.split(b"\n")[0].decode(), "message": message}


def test_asks_for_the_virtual_host(relayed, started):
    asked = []

    def behave(wire):
        asked.append(wire.recv(4096))
        wire.sendall(CONNECTED)

    relayed(started(behave).port)
    stomp.probe("chat")
    assert b"CONNECT\naccept-version:1.1,1.2\nheart-beat:0,0\nhost:chat\n\n\0" in asked


def why(host):
    started = time.time()
    return relay_problem.no_way(host, stomp.probe(), started)


@pytest.mark.parametrize(
    "behave, tls, code, seen",
    [
        (standin_broker.silent, False, "BROKER-RELAY-SILENT", "says nothing"),
        (standin_broker.silent, True, "BROKER-RELAY-SILENT", "does not answer the TLS handshake"),
        (standin_broker.closes, False, "BROKER-RELAY-QUOTA", "closes it at once"),
        (standin_broker.closes, True, "BROKER-RELAY-QUOTA", "peer closed connection in SSL handshake"),
        (answers(REFUSES), True, "BROKER-RELAY-TLS", "wrong version number"),
    ],
)
def test_tells_apart_what_a_broker_does(relayed, started, behave, tls, code, seen):
    problem = why(relayed(started(behave).port, tls=tls))
    assert (problem.code, seen in problem.seen) == (code, True), problem


def test_tells_of_another_name_in_the_certificate(relayed, started, certificate):
    problem = why(relayed(started(answers(CONNECTED), certificate / "both").port, tls=True, name="b-2.mq.example.com"))
    assert problem.code == "BROKER-RELAY-TLS" and 'does not match "b-2.mq.example.com"' in problem.seen


def test_tells_of_an_issuer_that_is_not_trusted(relayed, started, certificate, tmp_path):
    other = next(each for each in ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt") if os.path.exists(each))
    problem = why(relayed(started(answers(CONNECTED), certificate / "both").port, tls=True, trusted=other))
    assert problem.code == "BROKER-RELAY-TLS" and "verify error" in problem.seen


def test_tells_of_a_broker_that_is_not_there(relayed):
    problem = why(relayed(1, tls=True))
    assert problem.code == "BROKER-RELAY-DOWN" and "Connection refused" in problem.seen


def test_tells_of_the_one_that_is_broken_and_not_of_the_one_that_stands_by(relayed, started):
    assert why(relayed(started(standin_broker.closes).port, 1, tls=True)).code == "BROKER-RELAY-QUOTA"


def test_takes_the_other_broker_where_the_first_is_away(relayed, started, certificate):
    relayed(1, started(answers(CONNECTED), certificate / "both").port, tls=True)
    assert stomp.probe()["frame"] == "CONNECTED"


def test_finds_a_broker_that_is_back_soon_after_all_refused(relayed, started):
    port = free_port()
    relayed(port, 1)
    assert "frame" not in stomp.probe()
    started(answers(CONNECTED), port=port)
    until(lambda: "frame" in stomp.probe(), 4)


def test_tells_nothing_while_nginx_asks_nobody(relayed):
    host = relayed(1, 2)
    assert why(host).code == "BROKER-RELAY-DOWN"
    until(lambda: why(host) is None, 5)  # two of them in one second


def test_tells_of_names_without_an_address(relayed):
    problem = why(relayed(0))
    assert (problem.code, problem.seen) == ("BROKER-RELAY-DOWN", "b-1.mq.example.com:0: the name has no address")


def test_tells_of_an_nginx_that_does_not_listen(make_host):
    assert why(make_host(relay={"endpoints": [{"host": "b", "port": 1}], "tls": True})).code == "NGX-NOT-ANSWERING"


SAYS = "2026-11-29 ERROR 1 --- [client-1] o.s.m.s.s.StompBrokerRelayMessageHandler : Received ERROR {}"


@pytest.mark.parametrize(
    "said, code",
    [
        ("{message=[User name [chat] or password is invalid.], content-type=[text/plain]} session=_system_", "LOGIN"),
        ("{message=[Bad CONNECT]} session=_system_ text/plain payload=Access refused for user 'chat'", "LOGIN"),
        ("{message=[Bad CONNECT]} session=_system_ text/plain payload=Virtual host 'chat' access denied", "HOST"),
        ("{message=[Invalid destination]} session=u2h1 text/plain payload=no password of mine", "UNUSED"),
    ],
)
def test_tells_by_what_the_application_writes_why_it_is_not_connected(make_host, monkeypatch, said, code):
    monkeypatch.setattr("units.lines_of", lambda unit, since: f"{SAYS.format(said)}\nanother line\n")
    host = make_host(relay={"endpoints": [{"host": "b", "port": 1}]})
    assert relay_problem.not_held(host, []).code == f"BROKER-RELAY-{code}"
    open_still = relay_problem.not_held(host, ["A"])
    assert (open_still and open_still.code) == (None if code == "UNUSED" else f"BROKER-RELAY-{code}")
