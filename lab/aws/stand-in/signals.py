"""Stand-in for CloudFormation's signals to Auto Scaling groups: SignalResource and who waits for it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-creationpolicy.html
"""
import asyncio
import math

from ministack.services.cloudformation import handlers, helpers

from actions import answers

TYPE = "AWS::AutoScaling::AutoScalingGroup"
_waits = {}  # by stack id and logical id


class Signals:
    """What one operation on a group hears: a signal counts once per unique id."""

    def __init__(self, stack_id, logical_id, tell):
        self._key = (stack_id, logical_id)
        self._tell = tell
        self._news = asyncio.Event()
        self._received = {}
        self._missed = 0
        self._given_up = False

    def __enter__(self):
        _waits[self._key] = self
        return self

    def __exit__(self, *_):
        del _waits[self._key]

    def refusal(self, unique_id, status):
        if unique_id in self._received and status != "FAILURE":
            return f"Signal with ID {unique_id} for resource {self._key[1]} already exists. Signals may only be updated with a FAILURE status."
        return None

    def receive(self, unique_id, status):
        self._received[unique_id] = status
        self._tell(f"Received {status} signal with UniqueId {unique_id}")
        self._news.set()

    def give_up(self):
        self._given_up = True
        self._news.set()

    def count(self, status):
        return list(self._received.values()).count(status)

    async def until(self, expected, timeout, failures_allowed):
        """Waits until as many signals are there as are expected of this batch and those before, or too many are failures."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + timeout
        while not self._given_up and self._failures() <= failures_allowed and len(self._received) + self._missed < expected:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), deadline - clock())
            except TimeoutError:
                missing = expected - len(self._received) - self._missed
                self._missed += missing
                self._tell(f"Failed to receive {missing} resource signal(s) for the current batch. Each resource signal timeout is counted as a FAILURE.")
        return not self._given_up and self._failures() <= failures_allowed

    def _failures(self):
        return self.count("FAILURE") + self._missed


def give_up(stack_id):
    """Ends the waiting of a stack's groups, as if it had failed."""
    for (waiting, _), signals in _waits.items():
        if waiting == stack_id:
            signals.give_up()


class Unsatisfied(Exception):
    """Fewer hosts than asked for have proved themselves."""

    def __init__(self, signals, expected, percent):
        failures = signals.count("FAILURE")
        heard = f"{failures} FAILURE" if failures else f"{signals.count('SUCCESS')} SUCCESS"
        super().__init__(f"Received {heard} signal(s) out of {expected}.  Unable to satisfy {percent}% MinSuccessfulInstancesPercent requirement")


def failures_allowed(expected, percent):
    return expected - math.ceil(expected * percent / 100)


@answers("cloudformation", "SignalResource")
async def signal_resource(parameters):
    stack = handlers._resolve_stack(parameters.get("StackName", ""))
    logical_id = parameters.get("LogicalResourceId", "")
    resource = (stack or {}).get("_resources", {}).get(logical_id, {})
    wait = _waits.get(((stack or {}).get("StackId"), logical_id))
    unique_id, status = parameters.get("UniqueId", ""), parameters.get("Status", "")
    well_formed = 1 <= len(unique_id) <= 64 and status in ("SUCCESS", "FAILURE")
    if wait is None and resource.get("ResourceType") == TYPE and stack["StackStatus"].endswith("_IN_PROGRESS"):
        return helpers._error("ValidationError", f"Resource {logical_id} is in {resource['ResourceStatus']} state and cannot be signaled")
    if wait is None and stack and not stack["StackStatus"].endswith("_IN_PROGRESS"):
        return helpers._error("ValidationError", f"Stack {stack['StackId']} is in {stack['StackStatus']} state and cannot be signaled")
    if wait is None or not well_formed:
        return handlers._ACTION_HANDLERS["SignalResource"](parameters)
    refusal = wait.refusal(unique_id, status)
    if refusal:
        return helpers._error("ValidationError", refusal)
    wait.receive(unique_id, status)
    return helpers._xml(200, "SignalResourceResponse", "")
