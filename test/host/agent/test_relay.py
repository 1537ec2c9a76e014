"""What the watch over the relay tells, and the gate's proof."""
import json
import os
import socket
import time

import conventions
import fleet
import gate
import pytest
import relay
import stomp
from conftest import until
from prepared import forget  # noqa: F401
from problem import Problem
from relayed import certificate, relayed, started  # noqa: F401
from standin_broker import answers, CONNECTED
from test_messaging import ALARM, STACK


@pytest.fixture
def watch(make_host, monkeypatch, capsys):
    """A watch whose broker answers what it is told, in time that passes at once; what it said."""
    clock = [1000.0]
    host = make_host({"port": 8080}, relay={"endpoints": [{"host": "b", "port": 61614}], "tls": True}, resource="Group")
    host.write(conventions.PASSED_FILE, "")
    made = relay.Watch.__new__(relay.Watch)
    made.ports, made.answer, made.moved, made.way, made.reloads = [], {"frame": "ERROR"}, False, Problem("BROKER-RELAY-DOWN", "away"), []
    made.listening = True
    monkeypatch.setattr(relay, "time", type("Time", (), {**vars(time), "monotonic": lambda: clock[0]}))
    monkeypatch.setattr(relay.sockets, "to_loopback", lambda *_: made.ports)
    monkeypatch.setattr(relay.sockets, "listens", lambda *_: made.listening)
    monkeypatch.setattr(relay.stomp, "probe", lambda _: made.answer)
    monkeypatch.setattr(relay.broker, "lead", lambda _: made.moved)
    monkeypatch.setattr(relay.relay_problem, "no_way", lambda *_: made.way)
    monkeypatch.setattr(relay.relay_problem, "not_held", lambda *_: Problem("BROKER-RELAY-LOGIN", "wrong"))
    monkeypatch.setattr(relay.subprocess, "run", lambda command: made.reloads.append(command))
    monkeypatch.setattr(relay.Watch, "_tell", lambda _, text: print(text))
    made.__init__(host)

    def passes(seconds, **changes):
        vars(made).update(changes)
        for _ in range(seconds // relay.LOOK):
            clock[0] += relay.LOOK
            made.look()
        return capsys.readouterr().out.splitlines()

    made.passes = passes
    return made


def test_is_up_once_a_connection_is_held_and_the_broker_answers(watch):
    assert (watch.passes(12, ports=["A"]), watch.up) == ([], False)
    assert watch.passes(6) == ["the application is connected to its broker"]
    assert relay.state(watch.host) == {"up": True}


def test_is_not_up_by_a_connection_that_a_silent_broker_leaves_open(watch):
    watch.passes(60, ports=["A"], answer={"error": "silent"}, way=Problem("BROKER-RELAY-SILENT", "silent"))
    assert relay.state(watch.host) == {"up": False, "code": "BROKER-RELAY-SILENT", "seen": "silent"}


def test_is_not_up_by_connections_that_come_and_go(watch):
    for port in range(20):
        watch.passes(4, ports=[port])
    assert not watch.up


def test_is_not_up_by_connections_that_rabbitmq_keeps_for_10_s_after_it_refused_their_login(watch):
    for port in range(6):
        watch.passes(10, ports=[port])
        watch.passes(4, ports=[])
    assert (watch.up, relay.state(watch.host)["code"]) == (False, "BROKER-RELAY-LOGIN")


def test_tells_of_a_refused_login_where_the_next_connection_follows_at_once(watch):
    watch.passes(20, ports=["A"])
    (text,) = [line for port in range(6) for line in watch.passes(10, ports=[port])]
    assert "BROKER-RELAY-LOGIN" in text


def test_tells_what_is_wrong_by_then_and_not_what_was_at_first(watch):
    watch.passes(20, ports=["A"])
    watch.passes(22, ports=[], answer={"error": "closed"})
    (text,) = watch.passes(12, ports=["B"], answer={"frame": "ERROR"})
    assert "BROKER-RELAY-LOGIN" in text


def test_tells_once_that_it_is_down_and_once_that_it_works(watch):
    watch.passes(20, ports=["A"])
    out = watch.passes(300, ports=[], answer={"error": "closed"})
    assert len(out) == 1 and out[0].startswith("the relay is down since ") and "BROKER-RELAY-DOWN at broker: " in out[0]
    (text,) = watch.passes(20, ports=["B"], answer={"frame": "ERROR"})
    assert text.startswith("the relay works again, after 3")
    assert watch.passes(20) == []


def test_tells_nothing_of_a_broker_that_is_back_at_once(watch):
    watch.passes(20, ports=["A"])
    assert watch.passes(4, ports=[], answer={"error": "closed"}) + watch.passes(40, ports=["B"], answer={"frame": "ERROR"}) == []
    assert watch.up


def test_tells_nothing_before_the_gate_has_passed(watch):
    os.remove(watch.host.path(conventions.PASSED_FILE))
    assert watch.passes(120, answer={"error": "closed"}) == []
    assert relay.state(watch.host)["code"] == "BROKER-RELAY-DOWN"


def test_tells_of_credentials_once_the_application_listens(watch):
    watch.passes(60, listening=False)
    assert relay.state(watch.host) == {"up": False}
    (text,) = watch.passes(10, listening=True)
    assert "BROKER-RELAY-LOGIN" in text


def test_reloads_nginx_only_where_the_relay_is_down_and_the_broker_has_moved(watch):
    watch.passes(60, ports=["A"], moved=True)
    assert watch.reloads == []
    watch.passes(20, ports=[], answer={"error": "closed"}, moved=False)
    assert watch.reloads == []
    (first, *_) = watch.passes(2 * relay.LOOK + relay.ASK, moved=True)
    assert first == "nginx is reloaded, because b:61614 has other addresses"
    assert watch.reloads[0] == ["systemctl", "reload", "websocket-nginx.service"]


def test_asks_the_broker_nothing_while_the_application_is_connected(watch, monkeypatch):
    watch.passes(20, ports=["A"])
    monkeypatch.setattr(relay.stomp, "probe", lambda _: pytest.fail("asked"))
    watch.passes(60)


def test_a_moved_broker_is_found_again_and_held_connections_go_on(relayed, started, monkeypatch):
    old, new = started(answers(CONNECTED)), started(answers(CONNECTED))
    host = relayed(old.port)
    held = socket.create_connection(("127.0.0.1", conventions.RELAY_PORT), 30)
    held.sendall(b"CONNECT\n\n\0")
    assert held.recv(100) == CONNECTED
    old.server.shutdown(socket.SHUT_RDWR)
    old.server.close()
    monkeypatch.setattr("broker._addresses", lambda name, port: [f"127.0.0.1:{new.port}"])
    monkeypatch.setattr(relay.Watch, "_reload", lambda _: host.reload())
    monkeypatch.setattr(relay.sockets, "to_loopback", lambda *_: [])
    relay.Watch(host).look()
    until(lambda: "frame" in stomp.probe(), 30)
    held.settimeout(0.2)
    with pytest.raises(socket.timeout):
        held.recv(1)  # neither closed nor reset
    held.close()


def test_sees_the_applications_connections_and_nobody_elses(relayed, started):
    host = relayed(started(answers(CONNECTED)).port)
    assert list(relay.sockets.to_loopback(host, conventions.RELAY_PORT)) == []
    for family, address in [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::ffff:127.0.0.1")]:
        with socket.socket(family) as wire:
            wire.connect((address, conventions.RELAY_PORT))
            assert list(relay.sockets.to_loopback(host, conventions.RELAY_PORT)) == [f"{wire.getsockname()[1]:04X}"]
            assert relay.sockets.listens(host, conventions.RELAY_PORT) and not relay.sockets.listens(host, wire.getsockname()[1])


@pytest.fixture
def deployed(make_host, aws, monkeypatch):
    """A host in a deployment, whose watch found something."""
    monkeypatch.setattr(fleet, "POLL", 0.02)
    monkeypatch.setattr(fleet, "PATIENCE", 0.1)

    def found(stack="UPDATE_IN_PROGRESS", alarm="OK", **state):
        aws.answers["DescribeStacks"] = lambda parameters: (200, STACK.format(stack))
        aws.answers["DescribeAlarms"] = lambda parameters: (200, ALARM.format(alarm).replace("away", "down"))
        host = make_host(stack="arn:stack", resource="Group", relay={"endpoints": [{"host": "b", "port": 1}], "tls": True, "alarm": "down"})
        if state:
            host.write(conventions.RELAY_FILE, json.dumps(state))
        return host

    return found


def test_a_deployment_passes_where_the_application_is_connected(deployed, capsys):
    relay.prove(deployed(up=True))
    assert capsys.readouterr().out == "the application is connected to its broker, b:1\n"


def test_fails_a_deployment_without_the_broker_that_serves_others(deployed):
    with pytest.raises(Problem) as raised:
        relay.prove(deployed(up=False, code="BROKER-RELAY-LOGIN", seen="wrong"))
    assert (raised.value.code, raised.value.seen) == ("BROKER-RELAY-LOGIN", "wrong")


def test_fails_no_deployment_for_a_broker_that_serves_nobody(deployed, capsys):
    relay.prove(deployed(alarm="ALARM", up=False, code="BROKER-RELAY-DOWN", seen="b:1 refuses"))
    assert capsys.readouterr().out == "the hosts that serve do not reach b:1 either: b:1 refuses\n"


def test_fails_for_an_application_that_does_not_use_the_relay_whatever_the_others_have(deployed):
    with pytest.raises(Problem, match="BROKER-RELAY-UNUSED"):
        relay.prove(deployed(alarm="ALARM"))


def test_needs_no_broker_for_a_rollback(deployed, capsys):
    relay.prove(deployed("UPDATE_ROLLBACK_IN_PROGRESS", up=False))
    assert capsys.readouterr().out.startswith("does not wait for b:1: ")


def test_knows_nothing_by_a_watch_that_ended(deployed):
    host = deployed(up=True)
    os.utime(host.path(conventions.RELAY_FILE), (time.time() - 120,) * 2)
    assert relay.state(host) == {}


def test_the_gate_signals_failure(deployed, aws, monkeypatch):
    monkeypatch.setattr(gate, "_await_routes", lambda host: None)
    assert gate.run(deployed(up=False, code="BROKER-RELAY-TLS", seen="wrong name"), None) == 1
    assert [call["Status"] for call in aws.called("SignalResource")] == ["FAILURE"]
