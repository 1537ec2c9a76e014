"""Has the application tell its clients that this host leaves, as soon as AWS says so: the load balancer would cut them a while later."""
import itertools
import os
import time

import aws
import conventions

POLL = 5
TURNS = 3  # of which one asks for the target: all hosts of an account share 10 such calls a second
REGISTERED = ("initial", "healthy", "unhealthy")


def run(host):
    drains = False
    for turn in itertools.count():
        reason = _end()
        if reason:
            return _leave(host, reason)
        state = "" if turn % TURNS else _target_state(host.facts)
        if state == "draining" and not drains:
            drains = True
            _leave(host, "its target group drains it")
        elif state in REGISTERED and drains:
            drains = False
            print("this host stays: its target group has it again", flush=True)
            os.remove(host.path(conventions.LEAVE_FILE))
        time.sleep(POLL)


def _leave(host, reason):
    print(f"this host leaves ({reason}): the application closes its sessions", flush=True)
    host.write(conventions.LEAVE_FILE, reason)


def _end():
    """What nobody takes back. A rebalance recommendation is not among it: no interruption may follow, and a group that obeys it has
    another host serve first, and then terminates this one and drains it, which is seen here."""
    try:
        if aws.metadata("autoscaling/target-lifecycle-state", hurry=True) == "Terminated":
            return "Auto Scaling terminates it"
        return aws.metadata("spot/instance-action", hurry=True) and "its Spot Instance is interrupted"
    except aws.AwsError:
        return ""  # who does not answer now is asked again


def _target_state(facts):
    """Draining begins before Auto Scaling's lifecycle hooks run. Empty where there is nobody to ask, or no answer."""
    if not facts.get("targetGroup"):
        return ""
    try:
        return aws.target_state(facts, hurry=True)[0]
    except aws.AwsError:
        return ""
