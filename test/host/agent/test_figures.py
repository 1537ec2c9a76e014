"""What a host publishes of itself, and that botocore would have asked the same of CloudWatch."""
import json
import os
import socket
import threading
import time
import types
from urllib.parse import parse_qsl

import botocore.session
import pytest
from botocore.serialize import QuerySerializer

import application
import connections
import conventions
import figures
import serve
from conftest import until
from watch import Watch

STACK = "arn:aws:cloudformation:eu-central-1:123456789012:stack/Chat/5d0bd6a0"
ALL = ["OpenSockets", "MessagingConnected", "MessagingLost"]
MESSAGING = {"engine": "valkey", "connected": True, "hosts": 2, "sent": 5, "received": 7, "lost": 0, "dropped": 0, "waiting": 0}


def metrics_in(call):
    names = [name[: -len("MetricName")] for name in call if name.endswith("MetricName")]
    return [(call[name + "MetricName"], _value(call, name)) for name in names]


def _value(call, name):
    """A number, or the values of several and how often each was seen."""
    if name + "Value" in call:
        return float(call[name + "Value"])
    places = range(1, sum(key.startswith(name + "Values.") for key in call) + 1)
    return {float(call[f"{name}Values.member.{place}"]): int(call[f"{name}Counts.member.{place}"]) for place in places}


@pytest.fixture
def publisher(make_host, aws):
    """Publishes what the companion wrote; what CloudWatch then got by name."""

    def run(seen=None, age=0, metrics=ALL, passed=True):
        publisher = run.publisher = run.publisher or figures.Publisher(make_host(stack=STACK, resource="Group1", metrics=metrics))
        host = publisher.host
        if passed:
            host.write(conventions.PASSED_FILE, "")
        if seen is not None:
            host.write(conventions.FIGURES_FILE, json.dumps({"server": "Tomcat", "unixSocket": True, **seen}))
            os.utime(host.path(conventions.FIGURES_FILE), (time.time() - age,) * 2)
        aws.calls.clear()
        publisher.publish()
        return dict(metric for call in aws.called("PutMetricData") for metric in metrics_in(call))

    run.publisher = None
    return run


def test_counts_all_kinds_of_sessions(publisher):
    assert publisher({"sessions": {"websocket stomp": 3, "sockjs-polling stomp": 2}, "leaving": False}, metrics=["OpenSockets"]) == {"OpenSockets": 5}


def test_asks_as_botocore_does(publisher, aws):
    publisher({"sessions": {"websocket": 3}, "leaving": False, "messaging": MESSAGING})
    (sent,) = aws.called("PutMetricData")
    dimensions = [{"Name": "StackName", "Value": "Chat"}, {"Name": "LogicalResourceId", "Value": "Group1"}]
    data = [{"MetricName": name, "Value": value, "Unit": "Count", "Dimensions": dimensions} for name, value in zip(ALL, (3, 1, 0))]
    model = botocore.session.get_session().get_service_model("cloudwatch")
    request = QuerySerializer().serialize_to_request({"Namespace": "CdkSpringWebSocket", "MetricData": data}, model.operation_model("PutMetricData"))
    assert {"Action": "PutMetricData", **sent} == {name: str(value) for name, value in request["body"].items()}


def test_counts_what_nginx_holds_open_without_a_companion(publisher):
    with socket.create_server(("127.0.0.1", conventions.NGINX_PORT)) as nginx:
        clients = [socket.create_connection(nginx.getsockname()) for _ in range(3)]
        publisher()
        with open("/proc/net/tcp") as sockets:
            publisher.publisher.host.write(connections.TCP, sockets.read())
        assert publisher() == {"OpenSockets": 3}
        for client in clients:
            client.close()


def test_says_nothing_of_messaging_while_the_application_hangs(publisher):
    assert publisher({"sessions": {"websocket": 3}, "messaging": MESSAGING}, age=120) == {"OpenSockets": 0}


def test_says_nothing_of_messaging_before_the_gate_has_passed(publisher):
    assert publisher({"sessions": {}, "messaging": {**MESSAGING, "connected": False}}, passed=False) == {"OpenSockets": 0}


def test_counts_no_sockets_of_a_host_that_leaves(publisher):
    assert publisher({"sessions": {"websocket": 3}, "leaving": True, "messaging": MESSAGING}) == {"MessagingConnected": 1, "MessagingLost": 0}


@pytest.mark.parametrize("messaging", [{**MESSAGING, "connected": False}, {"engine": "valkey", "connected": False, "problem": "inactive"}, None])
def test_tells_of_an_engine_that_is_away_and_of_a_companion_that_shares_nothing(publisher, messaging):
    assert publisher({"sessions": {}, **({"messaging": messaging} if messaging else {})})["MessagingConnected"] == 0


def test_tells_what_was_lost_since_the_last_time(publisher):
    lost = [publisher({"sessions": {}, "messaging": {**MESSAGING, "lost": number}})["MessagingLost"] for number in (7, 7, 10, 2)]
    assert lost == [0, 0, 3, 2], "the application was started again before the last"


@pytest.mark.parametrize("up", [True, False])
def test_tells_whether_the_relay_works(make_host, aws, up):
    host = make_host(stack=STACK, resource="Group1", metrics=["RelayConnected"], relay={"endpoints": []})
    host.write(conventions.RELAY_FILE, json.dumps({"up": up}))
    figures.Publisher(host).publish()
    assert aws.called("PutMetricData") == [], "the gate reads it before it has passed"
    host.write(conventions.PASSED_FILE, "")
    figures.Publisher(host).publish()
    assert metrics_in(*aws.called("PutMetricData")) == [("RelayConnected", float(up))]


HANDSHAKES = {"asked": 5, "opened": 5, "webSockets": 3, "fallbacks": 2, "refused": {}, "failed": 0, "millis": {"12": 2, "104": 1}}
JVM = {"heap": 64, "heapLimit": 256, "collectingMillis": 1000, "files": 30, "filesLimit": 1000}
EVERY = [
    *("ClientsWithoutWebSocket", "OpenSockets", "HandshakesAsked", "HandshakesOpened", "HandshakesRefused", "HandshakesFailed", "HandshakeTime", "Fallbacks"),
    *("StompSessions", "ClosedAbnormally", "ServerErrors", "HeapUsed", "GarbageCollection", "FilesUsed", "PortsUsed", "AgentFailures"),
]


def test_tells_what_is_new_of_what_the_companion_counts(publisher, monkeypatch):
    clock = iter([100.0, 160.0])
    monkeypatch.setattr(application, "time", types.SimpleNamespace(monotonic=lambda: next(clock), time=time.time))
    seen = {"sessions": {"sockjs-polling stomp": 2, "websocket": 1}, "handshakes": HANDSHAKES, "closed": {"1000": 3}, "jvm": JVM}
    publisher(seen, metrics=EVERY)
    handshakes = {**HANDSHAKES, "opened": 15, "webSockets": 9, "fallbacks": 6, "millis": {"12": 7, "104": 1, "960": 1}}
    closed = {"1000": 5, "1006": 2, "1011": 1}
    later = {**seen, "handshakes": handshakes, "closed": closed, "jvm": {**JVM, "collectingMillis": 4000}}
    assert publisher(later) == {
        **{"OpenSockets": 3, "HandshakesAsked": 6, "HandshakesOpened": 6, "HandshakesRefused": 0, "HandshakesFailed": {0: 6}},
        **{"HandshakeTime": {12: 5, 960: 1}, "Fallbacks": {1: 4, 0: 6}, "ClientsWithoutWebSocket": 40, "StompSessions": 2, "ClosedAbnormally": 3, "ServerErrors": 0},
        **{"HeapUsed": 25, "GarbageCollection": 5, "FilesUsed": 3, "PortsUsed": 0, "AgentFailures": 0},
    }


@pytest.mark.parametrize(
    "log, opened, fallbacks, share",
    [
        ({"failed": 4}, 0, 0, 40),
        ({"failed": 12, "refused": 50}, 0, 0, 100),
        ({"failed": 5, "refused": 50}, 15, 0, 25),
        ({"failed": 5}, 15, 45, 75),
        ({"refused": 50, "left": 50, "errors": 50}, 15, 2, 100 * 2 / 17),
        ({}, 0, 0, 0),
    ],
)
def test_tells_the_share_of_clients_that_have_no_websocket(publisher, log, opened, fallbacks, share):
    publisher({"handshakes": {**HANDSHAKES, "webSockets": 0, "fallbacks": 0}}, metrics=["ClientsWithoutWebSocket"])
    publisher.publisher.log.counts.update(log)
    publisher.publisher.log.in_vain.update(range(log.get("failed", 0)))
    seen = {"handshakes": {**HANDSHAKES, "webSockets": opened, "fallbacks": fallbacks}}
    assert publisher(seen) == {"ClientsWithoutWebSocket": pytest.approx(share, abs=0.01)}
    assert publisher({**seen, "leaving": True}) == {}
    assert publisher(seen, age=120) == {"ClientsWithoutWebSocket": 0}, "the application hangs"


def test_tells_no_share_where_no_companion_counts(publisher):
    assert publisher({}, metrics=["ClientsWithoutWebSocket"]) == {}
    publisher.publisher.host.write(conventions.WITHOUT_COMPANION_FILE, "companion is false")
    assert publisher(age=120) == {}


def test_tells_how_much_heap_is_left_used_at_the_least(publisher):
    publisher({"jvm": JVM}, metrics=["HeapUsed"])
    host = publisher.publisher.host
    for heap in (200, 128, 250):
        host.write(conventions.FIGURES_FILE, json.dumps({"jvm": {**JVM, "heap": heap}}))
        publisher.publisher.looks = 0
        publisher.publisher.look()
    assert publisher() == {"HeapUsed": 50}


def test_tells_which_share_of_the_ports_to_the_application_is_used(publisher):
    publisher({}, metrics=["PortsUsed"])
    host = publisher.publisher.host
    host.facts["app"]["port"] = 8080
    line = " 0: {}:{:04X} 0100007F:1F90 {} 00000000:00000000 00:00000000 00000000 0 0 1 1 0 20 4 30 10 -1\n"
    sockets = [("0140007F", 40000, "01"), ("0140007F", 40001, "01"), ("0240007F", 40000, "01"), ("0240007F", 40001, "06")]
    host.write(connections.TCP, "head\n" + "".join(line.format(*socket) for socket in sockets))
    host.write(connections.PORT_RANGE, "40000\t40009\n")
    assert publisher() == {"PortsUsed": 20}


def test_tells_what_its_watch_has_found_once_the_gate_has_passed(publisher):
    publisher({}, metrics=["AgentFailures"])
    publisher.publisher.watch = watch = Watch(publisher.publisher.host)
    watch.failures = 2
    assert [publisher(), publisher()] == [{"AgentFailures": 2}, {"AgentFailures": 0}]


def test_asks_for_several_values_as_botocore_does(publisher, aws):
    publisher({"handshakes": HANDSHAKES}, metrics=["HandshakeTime"])
    publisher({"handshakes": {**HANDSHAKES, "millis": {"12": 5, "104": 2}}})
    (sent,) = aws.called("PutMetricData")
    dimensions = [{"Name": "StackName", "Value": "Chat"}, {"Name": "LogicalResourceId", "Value": "Group1"}]
    data = [{"MetricName": "HandshakeTime", "Values": [12, 104], "Counts": [3, 1], "Unit": "Milliseconds", "Dimensions": dimensions}]
    model = botocore.session.get_session().get_service_model("cloudwatch")
    request = QuerySerializer().serialize_to_request({"Namespace": "CdkSpringWebSocket", "MetricData": data}, model.operation_model("PutMetricData"))
    assert {"Action": "PutMetricData", **sent} == {name: str(value) for name, value in request["body"].items()}


def test_says_once_that_it_fails_and_once_that_it_does_not_any_more(publisher, aws, capsys):
    denied = '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error></ErrorResponse>'
    for answer in [(403, denied), (403, denied), (200, ""), (200, "")]:
        aws.answers["PutMetricData"] = lambda _, answer=answer: answer
        publisher({"sessions": {}})
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("no figures reach CloudWatch, which scaling and alarms read: AWS-UNREACHABLE") and "not allowed" in first
    assert second == "figures reach CloudWatch again"


def test_survives_figures_that_are_none(publisher, capsys):
    publisher({})
    publisher.publisher.host.write(conventions.FIGURES_FILE, "{")
    assert publisher() == {}
    assert capsys.readouterr().out.startswith("no figures reach CloudWatch")


def test_publishes_in_each_minute_of_the_clock(make_host, monkeypatch):
    pauses = []
    monkeypatch.setattr(figures.Publisher, "publish", lambda _: None)
    clock = iter([118.5, 118.5, 119.75, 120.25, 121.5, 179.5, 180.5])
    monkeypatch.setattr(figures, "time", types.SimpleNamespace(monotonic=lambda: next(clock), sleep=pauses.append))
    with pytest.raises(StopIteration):
        figures.run(make_host(metrics=[]), None)
    assert pauses == [1, 0.25, 0.5], "a second between two looks, less before the end of a minute"


def test_publishes_while_it_serves(aws, make_host, monkeypatch):
    monkeypatch.setattr(figures, "PAUSE", 0.05)
    host = make_host(stack=STACK, resource="Group1", metrics=["OpenSockets"])
    monkeypatch.setattr(serve.Server, "serve_forever", lambda _: until(lambda: aws.called("PutMetricData")))
    serve.run(host, None)


@pytest.mark.parametrize("facts", [{"metrics": ALL}, {"stack": STACK}, {"stack": STACK, "metrics": []}])
def test_publishes_nothing_in_a_rehearsal_or_unasked(make_host, monkeypatch, facts):
    started = []
    monkeypatch.setattr(threading, "Thread", lambda target, **_: started.append(target) or types.SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(serve.Server, "serve_forever", lambda _: None)
    serve.run(make_host(**facts), None)
    assert figures.run not in started
