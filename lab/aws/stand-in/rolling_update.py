"""Stand-in for CloudFormation's AutoScalingRollingUpdate: new instances prove themselves, then obsolete ones go.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
The events are worded as CloudFormation words them.
"""
import asyncio

from ministack.services.cloudformation.wait_conditions import validate_resource_signal_timeout

import health
from signals import Unsatisfied, failures_allowed

CAUSE = "a user request update of AutoScalingGroup constraints"
REQUEST = "an instance was taken out of service in response to a user request"


class RollingUpdate:
    def __init__(self, group, policy, logical_id, tell, signals):
        self._group = group
        self._tell = tell
        self._signals = signals
        self._batch = int(policy.get("MaxBatchSize", 1))
        self._in_service = int(policy.get("MinInstancesInService", 0))
        self._percent = int(policy.get("MinSuccessfulInstancesPercent", 100))
        self._waits = str(policy.get("WaitOnResourceSignals", False)).lower() == "true"
        self._pause = policy.get("PauseTime") or ("PT5M" if self._waits else "PT0S")
        self._pause_seconds = 0 if self._pause == "PT0S" else validate_resource_signal_timeout(self._pause, logical_id)
        self._suspend = set(policy.get("SuspendProcesses", []))

    async def run(self, desired):
        """Until every instance is of the group's present version; leaves the temporary size to the caller."""
        group, maximum = self._group, self._group.record["MaxSize"]
        if self._in_service >= maximum:
            raise ValueError("MinInstancesInService must be less than the autoscaling group's MaxSize")
        total = len(group.obsolete())
        signals = f" Waiting on resource signals with a timeout of {self._pause} when new instances are added to the autoscaling group." if self._waits else ""
        self._tell(
            f"Rolling update initiated. Terminating {total} obsolete instance(s) in batches of {self._batch}, "
            f"while keeping at least {self._in_service} instance(s) in service.{signals}"
        )
        resumed = group.suspended
        group.suspended = resumed | self._suspend
        try:
            await self._replace(desired, max(desired, min(self._in_service + self._batch, maximum)), total)
        finally:
            group.suspended = resumed

    async def _replace(self, desired, capacity, total):
        group = self._group
        present = len(group.active())
        group.resize(CAUSE, MinSize=min(present, capacity), DesiredCapacity=present)
        if capacity > desired:
            self._tell(f"Temporarily setting autoscaling group MinSize and DesiredCapacity to {capacity}.")
        expected = 0
        while obsolete := sorted(group.obsolete(), key=health.is_running):
            present = len(group.active())
            missing = desired - (present - len(obsolete))
            added = min(missing, capacity - present)
            if added > 0:
                expected += added
                group.resize(CAUSE, MinSize=present + added, DesiredCapacity=present + added)
                await self._prove(added, expected, total)
                continue
            going = obsolete[: min(self._batch, present - self._in_service)]
            names = ",".join(member.instance_id for member in going)
            self._tell(f"Terminating instance(s) [{names}]; replacing with {max(0, min(len(going), missing))} new instance(s).")
            group.resize(CAUSE, MinSize=present - len(going), DesiredCapacity=present - len(going))
            await asyncio.gather(*(group.terminate(member, REQUEST) for member in going))
            self._tell(f"Successfully terminated instance(s) [{names}] (Progress {100 - 100 * len(group.obsolete()) // total}%).")

    async def _prove(self, added, expected, total):
        if not self._waits:
            self._tell(f"New instance(s) added to autoscaling group - Waiting on {added} instance(s) and then {self._pause}.")
            while any(member.state == "Pending" for member in self._group.active()) or len(self._group.active()) < self._group.record["DesiredCapacity"]:
                await asyncio.sleep(1)
            return await asyncio.sleep(self._pause_seconds)
        self._tell(f"New instance(s) added to autoscaling group - Waiting on {added} resource signal(s) with a timeout of {self._pause}.")
        if not await self._signals.until(expected, self._pause_seconds, failures_allowed(total, self._percent)):
            raise Unsatisfied(self._signals, expected, self._percent)
