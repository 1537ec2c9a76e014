"""The alarms that roll a deployment back: read for a while, before a new host signals success."""
import time
from xml.etree import ElementTree

import aws
import stack
from problem import Problem

POLL = 15


def watch(facts):
    """Ends when no alarm went off during the bake time. Hosts outside of a deployment, and those that a rollback starts, read none."""
    rollback = facts.get("rollback")
    if not rollback:
        return
    status = stack.status(facts)
    if not stack.deploys(status):
        return print(f"reads no alarms: the stack is {status}", flush=True)
    end = time.monotonic() + rollback["bakeSeconds"]
    while True:
        _require_quiet(rollback["alarms"])
        if time.monotonic() > end:
            return print(f"no alarm went off for {rollback['bakeSeconds']} s", flush=True)
        time.sleep(POLL)


def read(names):
    """What CloudWatch says of alarms: (state, reason) by name."""
    members = {f"AlarmNames.member.{number}": name for number, name in enumerate(names, 1)}
    answer = ElementTree.fromstring(aws.query("monitoring", "2010-08-01", "DescribeAlarms", MaxRecords=100, **members))
    alarms = answer.iterfind(".//{*}MetricAlarms/{*}member")
    return {each.findtext("{*}AlarmName"): (each.findtext("{*}StateValue"), each.findtext("{*}StateReason")) for each in alarms}


def _require_quiet(names):
    alarms = read(names)
    for name in names:
        if name not in alarms:
            raise Problem("AWS-UNREACHABLE", f"CloudWatch knows no alarm {name} of rollbackAlarms")
        state, reason = alarms[name]
        if state == "ALARM":
            raise Problem("HOST-ROLLBACK-ALARM", f"{name}: {reason}")
