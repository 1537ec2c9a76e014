"""The repeated proof: when it changes what health says, what it tells then, and what it takes for healthy."""
import json
import threading
import types

import pytest

import conventions
import gate
import law
import watch
from conftest import GOOD, health, listens, until
from standin_application import INFO, refuse, stomp
from tell import tell

STOMP = {"kind": "stomp", "path": "/ws"}
STRICT = {**STOMP, "handshake": {"query": "token", "secret": {}}}
NO_UPGRADE = GOOD.replace("proxy_set_header Upgrade $websocket_upgrade;", "")


class AtOnce(threading.Thread):
    """A thread that is waited for."""

    def start(self):
        self.run()


@pytest.fixture
def watched(monkeypatch, echo):
    """The repeated proof over scripted verdicts: what health says after each."""

    def run(verdicts):
        seen, pauses = [], []
        run.told = []

        def next_problem(host, watched):
            assert watched is True
            verdict = next(script, "end")
            if verdict == "end":
                raise SystemExit
            if isinstance(verdict, Exception):
                raise verdict
            return verdict and law.Problem(verdict, "seen")

        def pause(seconds):
            pauses.append(seconds)
            seen.append(health()[1])

        script = iter(verdicts)
        monkeypatch.setattr(law, "first_problem", next_problem)
        monkeypatch.setattr(watch, "tell", lambda facts, text: run.told.append((health()[1], text)))
        monkeypatch.setattr(watch, "Thread", AtOnce)
        monkeypatch.setattr(watch, "time", types.SimpleNamespace(sleep=pause))  # others sleep as they like
        with pytest.raises(SystemExit):
            echo.watch.run()
        return list(zip(seen, pauses))

    return run


def said(answers):
    return [code for code, _ in answers]


BAD = "PROXY-UPGRADE-MISSING"
WORSE = "ROUTE-NOT-FOUND"
SLOW = "APP-TOO-SLOW"


def test_is_healthy_from_the_first_success_and_until_three_failures_in_a_row(watched):
    assert watched([BAD, None, BAD, BAD, None, BAD, BAD, BAD, BAD, None, BAD]) == [
        (code, 30) for code in [BAD, "ok", "ok", "ok", "ok", "ok", "ok", BAD, BAD, "ok", "ok"]
    ]


def test_counts_failures_of_any_kind(watched):
    assert said(watched([None, BAD, WORSE, BAD])) == ["ok", "ok", "ok", BAD]


def test_stays_healthy_while_an_application_elsewhere_is_away(watched, echo, capsys):
    echo.watch.host.facts["app"]["remote"] = True
    away = ["APP-NOT-LISTENING", SLOW, WORSE] * 10
    assert said(watched(["APP-NOT-LISTENING", *away, BAD, BAD, BAD])) == ["ok"] * 33 + [BAD]
    assert capsys.readouterr().out.startswith("APP-NOT-LISTENING")


def test_names_the_present_problem_while_unhealthy(watched):
    assert said(watched([BAD, WORSE, SLOW, BAD])) == [BAD, WORSE, SLOW, BAD]


def test_tells_why_a_host_that_served_no_longer_does(watched):
    watched([WORSE, BAD, None, BAD, BAD, BAD, BAD, WORSE, None])
    assert watched.told == [(BAD, f"this host is unhealthy: {law.Problem(BAD, 'seen')}")], "once, and after health says so"


def test_looks_on_while_it_tells(monkeypatch, echo):
    """Without AWS telling takes minutes; the host that has healed meanwhile must say so."""
    told = threading.Event()
    verdicts = iter([None, BAD, BAD, BAD, None])
    monkeypatch.setattr(law, "first_problem", lambda host, watched: (verdict := next(verdicts)) and law.Problem(verdict, "seen"))
    monkeypatch.setattr(watch, "tell", lambda facts, text: told.wait(10))
    monkeypatch.setattr(watch, "time", types.SimpleNamespace(sleep=lambda seconds: None))
    monkeypatch.setattr(watch, "problem_of", lambda error: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        echo.watch.run()
    assert health() == (200, "ok")
    told.set()


def test_has_patience_with_an_application_that_hangs(watched):
    assert said(watched([None, *[SLOW] * 20])) == ["ok"] * 20 + [SLOW]
    assert watched.told == [(SLOW, f"this host is unhealthy: {law.Problem(SLOW, 'seen')}")]


def test_has_patience_with_what_shows_at_the_edges_of_hanging(watched):
    assert said(watched([None, *[SLOW] * 9, BAD, *[SLOW] * 9, None, BAD, BAD, None])) == ["ok"] * 24
    assert said(watched([None, *[SLOW] * 9, BAD, BAD, BAD])) == ["ok"] * 12 + [BAD]


def test_looks_often_only_while_nothing_listens(watched):
    lost = "APP-NOT-LISTENING"
    assert watched([lost, lost, None, lost, lost, lost, None]) == [(lost, 2), (lost, 2), ("ok", 30), ("ok", 30), ("ok", 30), (lost, 2), ("ok", 30)]


def test_outlives_what_nobody_thought_of(watched):
    assert watched([KeyError("odd"), None]) == [("AGENT-FAILED", 30), ("ok", 30)]


@pytest.mark.parametrize("role", ["{}", "no json"])
def test_telling_never_fails(aws, capfd, role):
    aws.metadata["iam/security-credentials/the-role"] = role
    tell({"logGroup": "chat-gate"}, "why", "more")
    reason, failure = capfd.readouterr().out.splitlines()
    assert (reason, failure.split(" at ")[0]) == ("why", "AWS-UNREACHABLE" if role == "{}" else "AGENT-FAILED")


def test_becomes_unhealthy_and_tells_it_on_console_and_in_the_log_group(agent, make_host, application, nginx, aws):
    lost = []
    app = application(lambda request: request.reply(404) if lost else stomp(request))
    nginx(app.port)
    process = agent(make_host({"port": app.port}, routes=[STOMP], logGroup="chat-gate"), "serve")
    until(lambda: listens(conventions.AGENT_PORT) and health() == (200, "ok"))
    lost.append(True)
    until(lambda: health() == (503, "ROUTE-NOT-FOUND") and aws.called("PutLogEvents"))
    (sent,) = aws.called("PutLogEvents")
    process.kill()
    reason = process.stdout.read().splitlines()[-1]
    assert reason.startswith("this host is unhealthy: ROUTE-NOT-FOUND at ")
    assert (sent["logGroupName"], sent["logStreamName"], [event["message"] for event in sent["logEvents"]]) == ("chat-gate", "i-0123456789abcdef0", [reason])


STRANGERS = {"400": refuse(400, "no token"), "401": refuse(401), "429": refuse(429), "500": refuse(500, "token is null"), "a page": refuse(200, "<html>log in</html>")}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_strict_route_passes_the_gate_and_stays_healthy_whatever_strangers_are_answered(stranger, agent, make_host, application, nginx, command, capfd):
    app = application(lambda request: stomp(request) if request.path == "/ws?token=right" else STRANGERS[stranger](request))
    nginx(app.port)
    for name in ("java", "nginx", "systemctl"):
        command(name)
    host = make_host({"port": app.port}, routes=[STRICT])
    host.write(conventions.HANDSHAKES_FILE, json.dumps({"/ws": "right"}))
    agent(host, "serve")
    until(lambda: listens(conventions.AGENT_PORT) and health() == (200, "ok"))
    assert {path for path, _ in app.asked} == {"/ws"}, "never with the credentials"
    assert gate.run(host, None) is None
    assert capfd.readouterr().out == "every route passes\nno companion is in the application\nno target group to be healthy in\nno stack to signal SUCCESS\n"


@pytest.fixture
def stranger(make_host, application, nginx, echo):
    """The code that the repeated proof has for an application that knows nobody."""

    def judge(behave, location=GOOD, route=STRICT, server=""):
        app = application(behave)
        nginx(app.port, location, server)
        problem = law.first_problem(make_host({"port": app.port}, routes=[route]), watched=True)
        return problem and problem.code

    return judge


@pytest.mark.parametrize("kind", STRANGERS)
def test_is_healthy_only_while_nginx_still_opens_sockets(stranger, kind):
    assert stranger(STRANGERS[kind], NO_UPGRADE) == BAD, "the agent's echo behind the same location shows it"


def test_is_unhealthy_when_nginx_answers_strangers_otherwise(stranger):
    assert stranger(refuse(500), GOOD + "proxy_intercept_errors on; error_page 500 =200 @oops;", server="location @oops { return 200 oops; }") == "PROXY-CHANGES-ANSWER"


@pytest.mark.parametrize("route", [STRICT, {"kind": "sockjs", "path": "/ws"}, {"kind": "sse", "path": "/ws"}], ids=["stomp", "sockjs", "sse"])
def test_is_unhealthy_without_the_route(stranger, route):
    assert stranger(refuse(404), route=route) == "ROUTE-NOT-FOUND"


@pytest.mark.parametrize("kind", STRANGERS)
def test_takes_any_answer_to_a_strange_sockjs_client(stranger, kind):
    assert stranger(lambda request: request.reply(200, INFO) if request.path.endswith("/info") else STRANGERS[kind](request), route={"kind": "sockjs", "path": "/ws"}) is None


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_takes_any_refusal_of_a_strange_event_stream(stranger, status):
    assert stranger(refuse(status), route={"kind": "sse", "path": "/ws"}) is None


def test_asks_as_no_other_origin(stranger):
    assert stranger(lambda request: request.reply(403) if request.headers["Origin"].startswith("https") else stomp(request)) is None, "the gate has seen that"
