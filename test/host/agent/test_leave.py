"""When the application is told that its host leaves."""
import threading
import types

import conventions
import leave
import pytest
import serve
from conftest import until

LIFECYCLE = "autoscaling/target-lifecycle-state"
SPOT = "spot/instance-action"


TARGET = {"targetGroup": "arn:aws:elasticloadbalancing:group", "targetPort": 8000}


@pytest.fixture
def asked(make_host, monkeypatch):
    """Runs until the host leaves for good, or has asked for a while; what the file then says. `between` is called before each turn but the first."""

    def run(between=lambda turn: None, **facts):
        host = make_host(**facts)
        turns = iter(range(1, 2 * leave.TURNS))
        monkeypatch.setattr(leave, "time", types.SimpleNamespace(sleep=lambda _: between(next(turns))))
        try:
            leave.run(host)
        except StopIteration:
            pass
        return host.read(conventions.LEAVE_FILE)

    return run


@pytest.fixture
def target(aws):
    """What the target group says, as long as it says so."""

    def say(state, status=200):
        aws.answers["DescribeTargetHealth"] = lambda parameters: (status, f"<TargetHealth><State>{state}</State></TargetHealth>")

    return say


@pytest.mark.parametrize(
    "metadata, reason",
    [
        ({LIFECYCLE: "Terminated"}, "Auto Scaling terminates it"),
        ({LIFECYCLE: "InService", SPOT: '{"action": "terminate", "time": "2026-11-29T12:00:00Z"}'}, "its Spot Instance is interrupted"),
        ({SPOT: '{"action": "stop", "time": "2026-11-29T12:00:00Z"}'}, "its Spot Instance is interrupted"),
        ({}, ""),
        *(({LIFECYCLE: state}, "") for state in ("InService", "Standby", "Detached", "Warmed:Stopped", "Warmed:Terminated")),
        ({LIFECYCLE: "InService", "events/recommendations/rebalance": '{"noticeTime": "2026-11-29T12:00:00Z"}'}, ""),
    ],
)
def test_is_told_what_is_certain(aws, asked, metadata, reason):
    aws.metadata.update(metadata)
    assert asked() == reason


@pytest.mark.parametrize("state", ["draining", *leave.REGISTERED, "unused", "unavailable"])
def test_is_told_when_its_target_group_drains_it(aws, asked, target, state):
    target(state)
    assert asked(**TARGET) == ("its target group drains it" if state == "draining" else "")
    asks = aws.called("DescribeTargetHealth")
    assert [ask["TargetGroupArn"] for ask in asks] == [TARGET["targetGroup"]] * 2, "one turn of three"
    assert {(ask["Targets.member.1.Id"], ask["Targets.member.1.Port"]) for ask in asks} == {("i-0123456789abcdef0", "8000")}


@pytest.mark.parametrize("next_state, left", [("initial", ""), ("healthy", ""), ("unhealthy", ""), ("unused", "its target group drains it")])
def test_stays_when_its_target_group_has_it_again(asked, target, next_state, left):
    target("draining")
    assert asked(between=lambda turn: target(next_state), **TARGET) == left


def test_goes_on_leaving_when_nobody_answers(aws, asked, target):
    target("draining")

    def silence(turn):
        target("healthy", status=500)
        aws.metadata.pop(LIFECYCLE, None)

    assert asked(between=silence, **TARGET) == "its target group drains it"


def test_asks_no_target_group_where_there_is_none(aws, asked):
    assert asked() == ""
    assert aws.called("DescribeTargetHealth") == []


def test_goes_on_asking_a_metadata_service_that_does_not_answer(asked):
    assert asked() == ""


def test_hears_of_it_while_it_serves(aws, make_host, monkeypatch):
    host = make_host(stack="arn:aws:cloudformation:stack")
    aws.metadata[LIFECYCLE] = "Terminated"
    monkeypatch.setattr(serve.Server, "serve_forever", lambda _: until(lambda: host.exists(conventions.LEAVE_FILE)))
    serve.run(host, None)


@pytest.mark.parametrize("facts", [{}, {"stack": "arn", "app": {"remote": True}}])
def test_asks_nobody_in_a_rehearsal_or_about_an_application_elsewhere(make_host, monkeypatch, facts):
    started = []
    monkeypatch.setattr(threading, "Thread", lambda target, **_: started.append(target) or types.SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(serve.Server, "serve_forever", lambda _: None)
    serve.run(make_host(**facts), None)
    assert leave.run not in started
