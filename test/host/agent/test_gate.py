"""When the gate signals success, when failure, and what it leaves to read. systemctl and journalctl are stand-ins."""
import itertools
import json
import re
import threading
from unittest import mock

import pytest

import conventions
import gate
from conftest import GOOD, REPOSITORY
from problem import Problem
from standin_application import stomp
from standin_aws import XML

STOMP = {"kind": "stomp", "path": "/ws"}
ON_AWS = {
    "stack": "arn:aws:cloudformation:eu-central-1:123456789012:stack/chat/1",
    "resource": "HostASG1234",
    "targetGroup": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/chat/2",
    "logGroup": "chat-gate",
}
INSTANCE = "i-0123456789abcdef0"
HEALTH = "<DescribeTargetHealthResponse><State>{}</State><Reason>{}</Reason></DescribeTargetHealthResponse>"
RUNNING = "echo ActiveState=active; echo Result=success; echo NRestarts=0"


@pytest.fixture
def gated(make_host, aws, command, monkeypatch, capfd):
    """Runs the gate with short times; its status, its output and the signals that CloudFormation got."""
    for name, seconds in {"POLL": 0.05, "FINAL": 0.3, "TARGET": 0.5}.items():
        monkeypatch.setattr(gate, name, seconds)
    for name in ("java", "nginx"):
        command(name)
    command("systemctl", RUNNING)
    command("journalctl", 'shift 2; echo "journal of $*"')
    states = iter(["initial", "unhealthy"])
    aws.answers["DescribeTargetHealth"] = lambda parameters: (200, HEALTH.format(next(states, "healthy"), "Elb.RegistrationInProgress"))

    def run(port, app=None, facts=ON_AWS, **more):
        host = make_host({"port": port, **(app or {})}, routes=[STOMP], **facts, **more)
        status = gate.run(host, None)
        run.passed = host.exists(conventions.PASSED_FILE)
        run.told = "".join(event["message"] for put in aws.called("PutLogEvents") for event in put["logEvents"])
        return status, capfd.readouterr().out, [parameters["Status"] for parameters in aws.called("SignalResource")]

    return run


@pytest.fixture
def right(application, nginx, echo):
    app = application(stomp)
    nginx(app.port)
    return app.port


def test_signals_failure_for_an_alarm_that_rolls_back(gated, right, monkeypatch):
    def alarm(facts):
        raise Problem("HOST-ROLLBACK-ALARM", f"errors of {facts['stack']}")

    monkeypatch.setattr(gate.alarms, "watch", alarm)
    status, out, signals = gated(right)
    assert (status, signals) == (1, ["FAILURE"])
    assert "the load balancer finds this host healthy\nHOST-ROLLBACK-ALARM at host: an alarm of rollbackAlarms is in ALARM (errors of " in out


def test_signals_success_once_routes_and_target_are_right(gated, aws, right):
    assert gated(right) == (None, "every route passes\nno companion is in the application\nthe load balancer finds this host healthy\nsignalled SUCCESS\n", ["SUCCESS"])
    assert aws.called("DescribeTargetHealth") == [
        {"Version": "2015-12-01", "TargetGroupArn": ON_AWS["targetGroup"], "Targets.member.1.Id": INSTANCE, "Targets.member.1.Port": "8000"}
    ] * 3
    assert aws.called("SignalResource") == [
        {"Version": "2010-05-15", "StackName": ON_AWS["stack"], "LogicalResourceId": "HostASG1234", "UniqueId": INSTANCE, "Status": "SUCCESS"}
    ]
    assert aws.called("PutLogEvents") == []
    assert gated.passed


def test_waits_for_an_application_that_starts_slowly(gated, application, nginx, echo):
    started = threading.Event()
    app = application(lambda request: stomp(request) if started.is_set() else request.open_stream(first_event="", seconds=0))
    nginx(app.port)
    threading.Timer(0.6, started.set).start()
    assert gated(app.port)[2] == ["SUCCESS"], "longer than a wrong answer may last"


def test_forgives_a_wrong_answer_that_comes_right(gated, application, nginx, echo):
    calls = itertools.count()
    app = application(lambda request: request.reply(503) if next(calls) < 2 else stomp(request))
    nginx(app.port)
    assert gated(app.port)[2] == ["SUCCESS"]


def test_needs_no_stack_and_no_target_group(gated, right):
    assert gated(right, facts={"logGroup": "chat-gate"}) == (None, "every route passes\nno companion is in the application\nno target group to be healthy in\nno stack to signal SUCCESS\n", [])


@pytest.mark.parametrize("state", ["CREATE_COMPLETE", "UPDATE_COMPLETE"])
def test_succeeds_when_nobody_waits_for_the_signal(gated, right, aws, state):
    aws.answers["SignalResource"] = lambda parameters: (400, XML.format("ValidationError", f"Stack chat is in {state} state and cannot be signaled"))
    assert gated(right)[0] is None


def test_fails_and_tells_why_before_it_signals(gated, application, nginx, echo, aws):
    app = application(stomp)
    nginx(app.port, GOOD.replace("proxy_set_header Upgrade $websocket_upgrade;", ""))
    status, output, signals = gated(app.port)
    assert (status, signals) == (1, ["FAILURE"])
    reason, *rest = output.splitlines()
    assert (reason.split(" at ")[0], rest) == ("PROXY-UPGRADE-MISSING", ["signalled FAILURE"]), "the console gets no line of a journal"
    names = [name for name, _ in aws.calls]
    assert names == ["CreateLogStream", "PutLogEvents", "SignalResource"], "termination follows the signal"
    (sent,) = aws.called("PutLogEvents")
    assert (sent["logGroupName"], sent["logStreamName"], sent["logEvents"][0]["message"]) == ("chat-gate", INSTANCE, f"{reason}\njournal of --unit=websocket-nginx.service")


def test_has_not_passed_before_messaging_is_proved(gated, right, monkeypatch):
    monkeypatch.setattr(gate.messaging, "prove", mock.Mock(side_effect=Problem("BROKER-ENGINE-AWAY", "valkey")))
    assert (gated(right)[2], gated.passed) == (["FAILURE"], False)


def test_tells_no_query_string(gated, command):
    command("journalctl", """printf 'request: "GET /ws?token=secret HTTP/1.1"\\n'""")
    output = gated(1)[1]
    assert ('"GET /ws?[cut] HTTP/1.1"' in gated.told, "secret" in gated.told, "GET" in output) == (True, False, False)


def test_fails_after_the_start_timeout(gated):
    status, output, signals = gated(1)
    assert (status, output.split(" ")[0], signals) == (1, "APP-NOT-LISTENING", ["FAILURE"])
    assert gated.told.endswith("\njournal of --unit=spring-boot.service") and "journal of" not in output


def test_fails_with_the_reason_of_prepare(gated, make_host):
    make_host().write(conventions.PREPARE_FAILURE_FILE, json.dumps(["AWS-JAR-DENIED", "s3://assets/app.jar: 403 AccessDenied"]))
    status, output, signals = gated(1)
    assert (status, signals) == (1, ["FAILURE"])
    assert output.startswith("AWS-JAR-DENIED at host: the host may not read the jar from S3 (s3://assets/app.jar: 403 AccessDenied).")


FAILED = 'if [ "$4" = {} ]; then echo ActiveState=failed; echo Result=exit-code; echo NRestarts=0; else ' + RUNNING + "; fi"
RESTARTING = 'if [ "$4" = {} ]; then echo ActiveState=activating; echo Result=exit-code; echo NRestarts=3; else ' + RUNNING + "; fi"
OLD = "Exception in thread main java.lang.UnsupportedClassVersionError: Main has been compiled by a more recent version (class file version 65.0)"


@pytest.mark.parametrize("state", [FAILED, RESTARTING], ids=["failed", "restarting"])
@pytest.mark.parametrize(
    "unit, journal, code",
    [
        ("websocket-nginx.service", 'nginx: [emerg] unknown "connection_upgrade" variable', "NGX-CONFIG-INVALID"),
        ("spring-boot.service", "APPLICATION FAILED TO START", "APP-EXITED"),
        ("spring-boot.service", OLD, "JAVA-TOO-OLD"),
        ("spring-boot.service", "java.lang.OutOfMemoryError: Java heap space", "APP-OUT-OF-MEMORY"),
        ("spring-boot.service", "spring-boot.service: Failed with result oom-kill.", "APP-OUT-OF-MEMORY"),
    ],
)
def test_fails_early_when_a_unit_does(gated, command, unit, journal, code, state):
    command("systemctl", state.format(unit))
    command("journalctl", f"printf '{journal}\\n'")
    status, output, signals = gated(1, {"startTimeoutSeconds": 60})
    assert (status, output.split(" ")[0], signals) == (1, code, ["FAILURE"])
    assert (journal in gated.told, journal in output) == (True, False)


def test_asks_nothing_of_spring_boot_on_a_proxy_host(gated, command):
    command("systemctl", FAILED.format("spring-boot.service"))
    assert gated(1, {"remote": True})[1].startswith("APP-NOT-LISTENING")


@pytest.mark.parametrize("binary, code", [("nginx", "HOST-NGINX-MISSING"), ("java", "HOST-JAVA-MISSING")])
def test_fails_early_without_a_program(gated, command, binary, code):
    command(binary).unlink()
    status, output, signals = gated(1, {"startTimeoutSeconds": 60})
    assert (status, output.split(" ")[0], signals) == (1, code, ["FAILURE"])


@pytest.mark.parametrize("ended", ["run/cloud-init/result.json", "var/lib/cloud/instance/boot-finished"])
def test_fails_when_the_own_user_data_did_not_end_well(gated, right, make_host, ended):
    make_host().write(ended, "{}")
    status, output, signals = gated(right, {"startTimeoutSeconds": 60}, userData=True)
    assert (status, output.split(" ")[0], signals) == (1, "HOST-USER-DATA-FAILED", ["FAILURE"])
    assert gated.told.endswith("\njournal of --unit=websocket-prepare.service --unit=cloud-final.service")


def test_shows_what_cloud_init_wrote_about_the_first_boot(gated, command, make_host):
    command("nginx").unlink()
    make_host().write("var/log/cloud-init-output.log", [b"long ago\n", *[b"first\n"] * 399, b"E: Failed to fetch nginx.deb?token=secret \xff 404\n"])
    gated(1, {"startTimeoutSeconds": 60})
    assert gated.told.endswith("\nfirst\nE: Failed to fetch nginx.deb?[cut] \ufffd 404")
    assert "long ago" not in gated.told


def test_waits_for_the_own_user_data(gated, right, make_host):
    host = make_host()
    threading.Timer(0.4, host.write, [conventions.USER_DATA_DONE_FILE, ""]).start()
    assert gated(right, userData=True)[2] == ["SUCCESS"]


TIMEOUT = "(the load balancer says: unhealthy Target.Timeout)."


@pytest.mark.parametrize("code", [None, "STARTING"])
def test_fails_when_the_load_balancer_never_agrees(gated, right, aws, echo, code):
    echo.watch.code = code
    aws.answers["DescribeTargetHealth"] = lambda parameters: (200, HEALTH.format("unhealthy", "Target.Timeout"))
    status, output, signals = gated(right)
    assert (status, signals) == (1, ["FAILURE"])
    assert f"\nTARGET-UNHEALTHY at load-balancer: the load balancer considers this host unhealthy {TIMEOUT}" in output


def test_names_what_its_own_health_answer_does_when_the_load_balancer_never_agrees(gated, right, aws, echo):
    echo.watch.code = "APP-UNHEALTHY"
    aws.answers["DescribeTargetHealth"] = lambda parameters: (200, HEALTH.format("unhealthy", "Target.Timeout"))
    status, output, signals = gated(right)
    assert (status, signals) == (1, ["FAILURE"])
    assert f"\nAPP-UNHEALTHY at spring-boot: healthPath does not answer 200 {TIMEOUT}" in output
    assert gated.told.endswith("\njournal of --unit=spring-boot.service")


def test_fails_when_the_load_balancer_never_agrees_and_no_health_is_answered(gated, right, aws, echo):
    stop = lambda parameters: echo.server_close() or (200, HEALTH.format("unhealthy", "Target.Timeout"))  # noqa: E731
    aws.answers["DescribeTargetHealth"] = stop
    assert "\nTARGET-UNHEALTHY at load-balancer: " in gated(right)[1]


def test_waits_for_the_load_balancer_as_long_as_the_deployer_plans():
    planned = re.search(r"TARGET_HEALTH_SECONDS = (\d+);", (REPOSITORY / "lib/chain/timeouts.ts").read_text())[1]
    assert gate.TARGET == int(planned)


def test_fails_with_a_signal_even_when_nothing_can_be_told(gated, aws, command):
    aws.answers["CreateLogStream"] = lambda parameters: (400, '{"__type":"AccessDeniedException","Message":"no"}')
    command("journalctl").unlink()
    with pytest.raises(FileNotFoundError):
        gated(1)
    assert [parameters["Status"] for parameters in aws.called("SignalResource")] == ["FAILURE"]


def test_fails_with_a_signal_when_the_log_group_is_denied(gated, aws):
    aws.answers["CreateLogStream"] = lambda parameters: (400, '{"__type":"AccessDeniedException","Message":"no logs for you"}')
    status, output, signals = gated(1)
    assert (status, signals, "no logs for you" in output) == (1, ["FAILURE"], True)


def test_writes_to_a_log_stream_that_is_there_already(gated, aws):
    aws.answers["CreateLogStream"] = lambda parameters: (400, '{"__type":"ResourceAlreadyExistsException","message":"The specified log stream already exists"}')
    gated(1)
    assert len(aws.called("PutLogEvents")) == 1
