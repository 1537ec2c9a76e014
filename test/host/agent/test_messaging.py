"""What the application is told of messaging, and the gate's proof that it shares messages."""
import json
import threading

import conventions
import fleet
import gate
import launch
import messaging
import pytest
from prepared import forget, prepared, SECRETS, vault  # noqa: F401
from problem import Problem

MESSAGING = {
    "engine": "valkey",
    "addresses": ["valkey-1:6379", "valkey-2:6379"],
    "tls": True,
    "channel": "Chat.Host.1A2B",
    "local": [],
    "sessionEvents": False,
    "alarm": "away",
}
SHARED = {"connected": True, "returned": True, "hosts": 2}
ALARM = "<R><MetricAlarms><member><AlarmName>away</AlarmName><StateValue>{}</StateValue></member></MetricAlarms></R>"
STACK = "<R><Stacks><member><StackStatus>{}</StackStatus></member></Stacks></R>"


@pytest.fixture
def deploying(aws, monkeypatch):
    """A stack in a state, and short pauses."""
    monkeypatch.setattr(fleet, "POLL", 0.02)
    monkeypatch.setattr(fleet, "PATIENCE", 0.1)
    monkeypatch.setattr(messaging, "HEARING", 0.1)

    def state(name, alarm="OK"):
        aws.answers["DescribeStacks"] = lambda parameters: (200, STACK.format(name))
        aws.answers["DescribeAlarms"] = lambda parameters: (200, ALARM.format(alarm))

    state("UPDATE_IN_PROGRESS")
    return state


def told(options):
    return dict(option.removeprefix("-Dwebsocket-host.messaging.").split("=", 1) for option in options)


def test_tells_nothing_without_messaging(make_host):
    facts = make_host().facts
    assert (messaging.options(facts), messaging.password(facts), messaging.secrets(facts)) == ([], "", [])


def test_tells_where_the_engine_is(aws):
    assert told(messaging.options({"messaging": MESSAGING})) == {
        "engine": "valkey",
        "addresses": "valkey-1:6379,valkey-2:6379",
        "tls": "true",
        "channel": "Chat.Host.1A2B",
        "session-events": "false",
        "host": "i-0123456789abcdef0",
    }


def test_tells_of_a_user_and_what_stays_local(aws):
    further = {"username": "chat", "local": ["/topic/rooms", "/topic/{room}/**"], "sessionEvents": True, "tls": False}
    options = told(messaging.options({"messaging": {**MESSAGING, **further}}))
    assert options["username"] == "chat"
    assert options["local-destinations"] == "/topic/rooms,/topic/{room}/**"
    assert (options["session-events"], options["tls"]) == ("true", "false")


@pytest.fixture
def jar(monkeypatch):
    """Takes any jar for one that the companion may be added to, or not."""

    def takes(reason=None):
        monkeypatch.setattr(launch, "_with_companion", lambda host, jar, settings, further: [*further, "-cp", jar] if not reason else fail(reason))

    def fail(reason):
        raise launch.NotWithin(reason)

    monkeypatch.setattr(launch, "is_on_tomcat", lambda jar: True)
    takes()
    return takes


def test_hands_the_password_over_in_memory_alone(prepared, vault, jar):
    host, *_ = prepared(messaging={**MESSAGING, "secret": SECRETS["DB_PASSWORD"]})
    line, password = host.read(conventions.ENVIRONMENT_FILE).splitlines()
    assert "-Dwebsocket-host.messaging.engine=valkey " in line
    assert password == r'WEBSOCKET_HOST_MESSAGING_PASSWORD="p\$\"w"'
    assert "p$" not in line


def test_fails_where_the_companion_stays_out(prepared, jar):
    jar("its manifest has Add-Opens, which java -jar alone follows")
    _, code, seen = prepared(messaging=MESSAGING)
    assert (code, seen) == ("BROKER-NOT-SHARED", "the companion stays out of it: its manifest has Add-Opens, which java -jar alone follows")


def test_fails_without_the_password(prepared, aws, jar):
    aws.answers["GetSecretValue"] = lambda parameters: (400, '{"__type":"ResourceNotFoundException"}')
    _, code, _ = prepared(messaging={**MESSAGING, "secret": SECRETS["DB_PASSWORD"]})
    assert code == "AWS-SECRET-MISSING"


@pytest.fixture
def shares(make_host):
    """A host whose application says something of its sharing."""
    host = make_host(stack="arn:stack", resource="Group", messaging=MESSAGING)

    def say(**shared):
        host.write(conventions.FIGURES_FILE, json.dumps({"server": "Tomcat", "unixSocket": True, **shared}))
        return host

    return say


@pytest.mark.parametrize(
    "hosts, heard",
    [
        (3, "hears 2 other hosts"),
        (2, "hears 1 other host"),
        (1, "hears no other host: there is none yet, or the others share over another engine, or not at all"),
    ],
)
def test_passes_where_a_message_comes_back(shares, deploying, capsys, hosts, heard):
    messaging.prove(shares(messaging={**SHARED, "hosts": hosts}))
    assert capsys.readouterr().out == f"the application shares messages over valkey, and {heard}\n"


@pytest.mark.parametrize("missing", [{"connected": False, "returned": False}, {"returned": False}, {"hosts": 1}])
def test_waits_until_it_does_and_others_are_heard(shares, deploying, monkeypatch, capsys, missing):
    monkeypatch.setattr(fleet, "PATIENCE", 30)
    monkeypatch.setattr(messaging, "HEARING", 30)
    host = shares(messaging={**SHARED, **missing})
    threading.Timer(0.2, lambda: shares(messaging=SHARED)).start()
    messaging.prove(host)
    assert capsys.readouterr().out == "the application shares messages over valkey, and hears 1 other host\n"


def test_fails_where_the_engine_takes_messages_and_hands_none_back(shares, deploying):
    with pytest.raises(Problem) as raised:
        messaging.prove(shares(messaging={**SHARED, "returned": False}))
    problem = raised.value
    seen = "valkey at valkey-1:6379, valkey-2:6379 takes messages and hands none of them back"
    assert (problem.code, problem.seen) == ("BROKER-ENGINE-WRONG", seen)


@pytest.mark.parametrize(
    "figures, code, seen",
    [
        ({"messaging": {"connected": False, "problem": "Valkey at a:1 is silent"}}, "BROKER-ENGINE-AWAY", "Valkey at a:1 is silent"),
        ({"messaging": {"connected": False}}, "BROKER-ENGINE-AWAY", "valkey at valkey-1:6379, valkey-2:6379"),
        ({"messaging": {"connected": False, "problem": "inactive: it has a relay"}}, "BROKER-NOT-SHARED", "it has a relay"),
        ({}, "BROKER-NOT-SHARED", "the companion says nothing of it"),
    ],
)
def test_fails_a_deployment_for_want_of_it(shares, deploying, figures, code, seen):
    with pytest.raises(Problem) as raised:
        messaging.prove(shares(**figures))
    assert (raised.value.code, raised.value.seen) == (code, seen)


@pytest.mark.parametrize(
    "code, said",
    [
        ("AWAY", "refuses connections: nothing listens on its port"),
        ("AWAY", "does not answer: no connection within 3 s (a security group, a route, or it is down)"),
        ("LOGIN", "asks for a password, and none is set (NOAUTH)"),
        ("LOGIN", "asks for a user and a password, and none is set"),
        ("LOGIN", "refuses the password of user chat"),
        ("LOGIN", "does not allow user chat what it needs on Chat.Host"),
        ("TLS", "has a certificate for another name"),
        ("TLS", "does not speak TLS on this port"),
        ("TLS", "closed the connection (does it expect TLS on this port?)"),
        ("WRONG", "is a replica: what it is told reaches no other host"),
        ("WRONG", "does not know version 3 of its protocol"),
        ("WRONG", "does not speak Valkey's protocol on this port (does it expect TLS?)"),
        ("WRONG", "does not speak STOMP on this port"),
        ("WRONG", "refuses: ERR unknown"),
    ],
)
def test_tells_by_the_companions_words_what_is_wrong_with_the_engine(shares, deploying, code, said):
    with pytest.raises(Problem, match=f"BROKER-ENGINE-{code} "):
        messaging.prove(shares(messaging={"connected": False, "problem": f"Valkey at a:1 {said}"}))


def test_fails_without_figures(make_host, deploying):
    with pytest.raises(Problem) as raised:
        messaging.prove(make_host(stack="arn:stack", messaging=MESSAGING))
    assert (raised.value.code, raised.value.seen) == ("BROKER-NOT-SHARED", "the companion writes no figures")


def test_fails_for_no_engine_that_is_away_from_all_hosts(shares, deploying, capsys):
    deploying("UPDATE_IN_PROGRESS", "ALARM")
    messaging.prove(shares(messaging={"connected": False, "problem": "Valkey at a:1 is silent"}))
    assert capsys.readouterr().out == "the hosts that serve do not reach valkey either: Valkey at a:1 is silent\n"


def test_fails_for_an_application_that_shares_nothing_whatever_the_others_do(shares, deploying):
    deploying("UPDATE_IN_PROGRESS", "ALARM")
    with pytest.raises(Problem, match="BROKER-NOT-SHARED"):
        messaging.prove(shares(messaging={"connected": False, "problem": "inactive: it has a relay"}))


@pytest.mark.parametrize("state", ["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_COMPLETE"])
def test_needs_no_engine_for_a_rollback_or_a_host_that_comes_by_itself(shares, deploying, capsys, state):
    deploying(state)
    messaging.prove(shares(messaging={"connected": False}))
    assert capsys.readouterr().out == f"does not wait for valkey: the stack is {state}\n"


def test_asks_nobody_without_messaging(make_host, aws):
    messaging.prove(make_host(stack="arn:stack"))
    assert aws.calls == []


def test_the_gate_signals_failure(shares, deploying, aws, monkeypatch):
    monkeypatch.setattr(gate, "_await_routes", lambda host: None)
    assert gate.run(shares(messaging={"connected": False, "problem": "timed out"}), None) == 1
    assert [call["Status"] for call in aws.called("SignalResource")] == ["FAILURE"]
