"""Proves this host to CloudFormation, once, at its first boot."""
import re
import time

import aws
import conventions
import law
import units
from ask import ask
from exchange import AwsError
from problem import FINDINGS, Problem, problem_of
from tell import tell

POLL = 2
FINAL = 15  # seconds in which a wrong answer may still come right
TARGET = 300  # as long as lib/chain/timeouts.ts plans for it
STARTING = ("APP-NOT-LISTENING", "APP-TOO-SLOW", "APP-UNHEALTHY", "NGX-NOT-ANSWERING", "HOST-USER-DATA-FAILED")


def run(host, _):
    try:
        _await_routes(host)
        _await_target(host.facts)
    except Exception as error:
        try:
            problem = units.explained(problem_of(error))
            tell(host.facts, str(problem), units.last_lines(host, problem.code))
        finally:
            _signal(host.facts, "FAILURE")
        return 1
    _signal(host.facts, "SUCCESS")


def _await_routes(host):
    hopeful = time.monotonic()
    end = hopeful + host.facts["app"]["startTimeoutSeconds"]
    while True:
        problem = law.first_problem(host) or units.user_data(host)
        if not problem:
            return print("every route passes", flush=True)
        units.early_end(host)
        now = time.monotonic()
        if problem.code in STARTING:
            hopeful = now
        if now > end or now > hopeful + FINAL:
            raise problem
        time.sleep(POLL)


def _await_target(facts):
    if not facts.get("targetGroup"):
        return print("no target group to be healthy in")
    target = {"Targets.member.1.Id": aws.metadata("instance-id"), "Targets.member.1.Port": facts["targetPort"]}
    end = time.monotonic() + TARGET
    while True:
        answer = aws.query("elasticloadbalancing", "2015-12-01", "DescribeTargetHealth", TargetGroupArn=facts["targetGroup"], **target)
        if "<State>healthy<" in answer:
            return print("the load balancer finds this host healthy")
        if time.monotonic() > end:
            raise Problem(_own_code() or "TARGET-UNHEALTHY", "the load balancer says: " + re.sub("<[^>]*>", " ", answer))
        time.sleep(POLL)


def _own_code():
    """What this host itself answers health checks with, where it is a finding: the load balancer knows only its status."""
    code = ask("127.0.0.1", conventions.AGENT_PORT, conventions.HEALTH_PATH, {}).get("body", "")
    return code if code in FINDINGS else None


def _signal(facts, status):
    if not facts.get("stack"):
        return print("no stack to signal", status)
    names = {"StackName": facts["stack"], "LogicalResourceId": facts["resource"], "UniqueId": aws.metadata("instance-id")}
    try:
        aws.query("cloudformation", "2010-05-15", "SignalResource", Status=status, **names)
    except AwsError as error:
        if "cannot be signaled" not in error.seen:  # nobody waits for this host: it came outside a deployment
            raise
    print("signalled", status)
