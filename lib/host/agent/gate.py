"""Proves this host to CloudFormation, once, at its first boot."""
import json
import time

import alarms
import aws
import conventions
import law
import messaging
import relay
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
        messaging.prove(host)
        relay.prove(host)
        host.write(conventions.PASSED_FILE, "")
        _await_target(host.facts)
        alarms.watch(host.facts)
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
            print("every route passes", flush=True)
            return print(_companion(host), flush=True)
        units.early_end(host)
        now = time.monotonic()
        if problem.code in STARTING:
            hopeful = now
        if now > end or now > hopeful + FINAL:
            raise problem
        time.sleep(POLL)


def _companion(host):
    """Whether the companion is in the application, and what it is for."""
    if host.facts["app"]["remote"]:
        return "the application runs elsewhere, without a companion"
    figures = json.loads(host.read(conventions.FIGURES_FILE) or "null")
    if not figures:
        reason = host.read(conventions.WITHOUT_COMPANION_FILE)
        return "no companion is in the application" + (reason and f": {reason}")
    way = "a Unix socket" if figures["unixSocket"] else "its port only"
    return f"the companion is in the application: {figures['server']} listens on {way}"


def _await_target(facts):
    if not facts.get("targetGroup"):
        return print("no target group to be healthy in")
    end = time.monotonic() + TARGET
    while True:
        state, answer = aws.target_state(facts)
        if state == "healthy":
            return print("the load balancer finds this host healthy")
        if time.monotonic() > end:
            raise Problem(_own_code() or "TARGET-UNHEALTHY", "the load balancer says: " + answer)
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
