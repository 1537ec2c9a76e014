"""What all hosts of a fleet need alike: only a deployment fails for want of it, and only where it serves others."""
import time

import alarms
import stack

PATIENCE = 60
POLL = 2


def prove(facts, name, alarm, look, own=()):
    """Whether it is there: `look` finds the problem, or None. A problem of this host's `own` is raised whatever others have."""
    status = stack.status(facts)
    if not stack.deploys(status):
        return print(f"does not wait for {name}: the stack is {status}", flush=True)
    end = time.monotonic() + PATIENCE
    while True:
        problem = look()
        if not problem:
            return True
        if time.monotonic() > end:
            break
        time.sleep(POLL)
    if problem.code in own or not _is_away_from_all(alarm):
        raise problem
    return print(f"the hosts that serve do not reach {name} either: {problem.seen}", flush=True)


def _is_away_from_all(alarm):
    if not alarm:
        return False
    state, _ = alarms.read([alarm]).get(alarm, (None, None))
    return state == "ALARM"
