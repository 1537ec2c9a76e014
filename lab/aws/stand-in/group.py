"""Stand-in for an Amazon EC2 Auto Scaling group: keeps as many instances as are desired, and those healthy.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-maintenance-policy.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
"""
import asyncio
import logging
import math

from ministack.services import autoscaling, ec2

import health
import instances
import targets
from activities import Activities
from launch_template import Version
from member import Member

POLL = 1
RETRY = 5  # seconds until a launch that failed is tried again
DIFFERENCE = "{}. An instance was {} in response to a difference between desired and actual capacity"
REPLACEMENT = "an instance was launched in response to an unhealthy instance needing to be replaced"

logger = logging.getLogger("stand-in.autoscaling")
groups = {}  # by name


class Group:
    """One group; `record` is ministack's, which holds the properties."""

    def __init__(self, record):
        self.record = record
        self.name = record["AutoScalingGroupName"]
        self.members = {}
        self.suspended = set()
        self.deleting = False
        self.activities = Activities(self.name)
        self._wake = asyncio.Event()
        self._launching = set()
        self._not_before = 0
        # Of the size that is wanted; None once it was reached: what is launched after that replaces something.
        self._cause = f"a user request created an AutoScalingGroup changing the desired capacity from 0 to {record['DesiredCapacity']}"
        self._loop = asyncio.create_task(self._run())
        groups[self.name] = self

    def runs(self, process):
        return process not in self.suspended

    def active(self):
        return [member for member in self.members.values() if member.state in ("Pending", "InService")]

    def obsolete(self):
        """Those that a launch now would make differently."""
        wanted, subnets = Version(self.record["LaunchTemplate"]).named, self.subnets()
        return [member for member in self.active() if member.version != wanted or member.subnet_id not in subnets]

    def subnets(self):
        return [subnet.strip() for subnet in self.record["VPCZoneIdentifier"].split(",") if subnet.strip()]

    def resize(self, cause, **sizes):
        before = self.record["DesiredCapacity"]
        self.record.update(sizes)
        after = self.record["DesiredCapacity"]
        if after != before:
            self._cause = f"{cause} changing the desired capacity from {before} to {after}"
        self.wake()

    def wake(self):
        self._wake.set()

    def terminate(self, member, cause):
        """A task that ends when the instance is gone."""
        if member.ending is None:
            member.state = "Terminating"
            member.ending = asyncio.create_task(self._terminate(member, cause))
        return member.ending

    async def delete(self):
        self.deleting = True
        self._loop.cancel()
        await asyncio.gather(self._loop, return_exceptions=True)
        await asyncio.gather(*self._launching)
        cause = "a user request to force delete the group was received, so an instance was taken out of service"
        await asyncio.gather(*(self.terminate(member, cause) for member in list(self.members.values())))
        groups.pop(self.name, None)
        autoscaling._asgs.pop(self.name, None)

    async def _run(self):
        while True:
            self._wake.clear()
            try:
                self._enter_service()
                if self.runs("HealthCheck"):
                    await health.examine(self)
                self._balance()
            except Exception:
                logger.exception("group %s", self.name)
            try:
                await asyncio.wait_for(self._wake.wait(), POLL)
            except TimeoutError:
                continue

    def _enter_service(self):
        for member in self.members.values():
            if member.state == "Pending" and instances.state(member.instance_id) == "running":
                member.enter_service()
                if self.runs("AddToLoadBalancer"):
                    for arn in self.record["TargetGroupARNs"]:
                        targets.register(arn, member.instance_id)

    def _balance(self):
        desired, members = self.record["DesiredCapacity"], self.active()
        unhealthy = [member for member in members if member.health == "Unhealthy"] if self.runs("ReplaceUnhealthy") else []
        healthy = len(members) - len(unhealthy)
        least, most = self._healthy_range(desired)
        in_service = sum(member.state == "InService" for member in members if member not in unhealthy)
        for member in unhealthy:
            if self.runs("Terminate") and (in_service >= least or not health.is_running(member)):
                self.terminate(member, member.cause)
        room = most - len(self.members) - len(self._launching)
        if self.runs("Launch") and asyncio.get_running_loop().time() >= self._not_before:
            for _ in range(max(0, min(desired - healthy - len(self._launching), room))):
                self._start_launch()
        if self.runs("Terminate") and healthy > desired:
            for member in sorted((member for member in members if member not in unhealthy), key=Member.age)[: healthy - desired]:
                self.terminate(member, DIFFERENCE.format(self._cause, "taken out of service"))
        if healthy == desired:
            self._cause = None

    def _healthy_range(self, desired):
        """How many must and may be there while unhealthy ones are replaced; without a policy they go first."""
        policy = self.record.get("InstanceMaintenancePolicy") or {}
        least, most = policy.get("MinHealthyPercentage", -1), policy.get("MaxHealthyPercentage", -1)
        if int(least) < 0:
            return 0, desired
        return math.ceil(desired * int(least) / 100), max(desired, math.floor(desired * int(most) / 100))

    def _start_launch(self):
        launch = asyncio.create_task(self._launch())
        self._launching.add(launch)
        launch.add_done_callback(self._launched)

    def _launched(self, launch):
        self._launching.discard(launch)
        self.wake()

    async def _launch(self):
        activity = self.activities.begin(DIFFERENCE.format(self._cause, "started") if self._cause else REPLACEMENT)
        try:
            version = Version(self.record["LaunchTemplate"])
            subnet = min(self.subnets(), key=lambda subnet: sum(member.subnet_id == subnet for member in self.members.values()))
            instance_id = await instances.launch(version, subnet, {**version.tags, **self._tags(version)})
            self.members[instance_id] = Member(instance_id, subnet, ec2._subnets[subnet]["AvailabilityZone"], version)
            activity.end("Successful", f"Launching a new EC2 instance: {instance_id}")
        except Exception as error:
            logger.exception("launch in group %s", self.name)
            self._not_before = asyncio.get_running_loop().time() + RETRY
            activity.end("Failed", "Launching a new EC2 instance", f"{error}. Launching EC2 instance failed.")

    def _tags(self, version):
        propagated = {tag["Key"]: tag["Value"] for tag in self.record["Tags"] if tag["PropagateAtLaunch"] or tag["Key"].startswith("aws:cloudformation:")}
        template = {"aws:ec2launchtemplate:id": version.named["LaunchTemplateId"], "aws:ec2launchtemplate:version": version.named["Version"]}
        return {**propagated, **template, "aws:autoscaling:groupName": self.name}

    async def _terminate(self, member, cause):
        activity = self.activities.begin(cause, f"Terminating EC2 instance: {member.instance_id}")
        is_running = lambda: health.is_running(member)  # noqa: E731
        await asyncio.gather(*(targets.deregister(arn, member.instance_id, is_running) for arn in self.record["TargetGroupARNs"]))
        await instances.terminate(member.instance_id)
        self.members.pop(member.instance_id, None)
        activity.end("Successful")
        self.wake()


def wake_all():
    for group in groups.values():
        group.wake()
