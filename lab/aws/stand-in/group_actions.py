"""Stand-in for the actions of Amazon EC2 Auto Scaling on groups that have real instances.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Operations.html
"""
import asyncio

from ministack.services import autoscaling

from actions import answers
from group import groups

PROCESSES = ("Launch", "Terminate", "AddToLoadBalancer", "AlarmNotification", "AZRebalance", "HealthCheck", "InstanceRefresh", "ReplaceUnhealthy", "ScheduledActions")
SIZES = ("MinSize", "MaxSize", "DesiredCapacity", "DefaultCooldown", "HealthCheckGracePeriod")


def _answer(action, result=None):
    inner = "" if result is None else autoscaling._member_xml(result)
    return autoscaling._xml(200, f"{action}Response", f"<{action}Result>{inner}</{action}Result>")


def _group(parameters):
    return groups.get(parameters.get("AutoScalingGroupName", ""))


def _no_group(parameters):
    return autoscaling._error("ValidationError", f"AutoScalingGroup name not found - AutoScalingGroup '{parameters.get('AutoScalingGroupName')}' not found")


def _holder(instance_id):
    """The group of an instance, and the instance in it."""
    return next(((group, group.members[instance_id]) for group in groups.values() if instance_id in group.members), (None, None))


def _no_instance(instance_id):
    return autoscaling._error("ValidationError", f"Instance Id not found - No managed instance found for instance ID: {instance_id}")


@answers("autoscaling", "DescribeAutoScalingGroups")
async def describe_groups(parameters):
    names = autoscaling._parse_member_list(parameters, "AutoScalingGroupNames")
    return _answer("DescribeAutoScalingGroups", {"AutoScalingGroups": [_described(group) for name, group in groups.items() if not names or name in names]})


def _described(group):
    policy = group.record.get("InstanceMaintenancePolicy")
    hidden = {"LaunchConfigurationName", "InstanceMaintenancePolicy", "Status", "ServiceLinkedRoleARN", "Instances"}
    described = {name: value for name, value in group.record.items() if name not in hidden}
    described["Instances"] = [member.describe() for member in group.members.values()]
    described["SuspendedProcesses"] = [{"ProcessName": name, "SuspensionReason": "User suspended"} for name in sorted(group.suspended)]
    if group.deleting:
        described["Status"] = "Delete in progress"
    return {**described, "InstanceMaintenancePolicy": policy} if policy else described


@answers("autoscaling", "DescribeAutoScalingInstances")
async def describe_instances(parameters):
    ids = autoscaling._parse_member_list(parameters, "InstanceIds")
    members = [{**member.describe(), "AutoScalingGroupName": name} for name, group in groups.items() for member in group.members.values()]
    return _answer("DescribeAutoScalingInstances", {"AutoScalingInstances": [one for one in members if not ids or one["InstanceId"] in ids]})


@answers("autoscaling", "DescribeScalingActivities")
async def describe_activities(parameters):
    name = parameters.get("AutoScalingGroupName")
    found = [activity.described for group in groups.values() if name in (None, group.name) for activity in group.activities.all]
    return _answer("DescribeScalingActivities", {"Activities": found})


@answers("autoscaling", "UpdateAutoScalingGroup", "SetDesiredCapacity")
async def update_group(parameters):
    group = _group(parameters)
    if group is None:
        return _no_group(parameters)
    sizes = {**group.record, **{name: int(parameters[name]) for name in SIZES if name in parameters}}
    if parameters["Action"] == "UpdateAutoScalingGroup" and "DesiredCapacity" not in parameters:
        sizes["DesiredCapacity"] = min(max(sizes["DesiredCapacity"], sizes["MinSize"]), sizes["MaxSize"])
    if not sizes["MinSize"] <= sizes["DesiredCapacity"] <= sizes["MaxSize"]:
        return autoscaling._error("ValidationError", f"Desired capacity:{sizes['DesiredCapacity']} must be between the specified min size:{sizes['MinSize']} and max size:{sizes['MaxSize']}")
    changes = {name: sizes[name] for name in SIZES}
    if "HealthCheckType" in parameters:
        changes["HealthCheckType"] = parameters["HealthCheckType"]
    version = parameters.get("LaunchTemplate.Version")
    if version:
        changes["LaunchTemplate"] = {**group.record["LaunchTemplate"], "Version": version}
    group.resize("a user request update of AutoScalingGroup constraints", **changes)
    return _answer(parameters["Action"])


@answers("autoscaling", "SuspendProcesses", "ResumeProcesses")
async def suspend_or_resume(parameters):
    group = _group(parameters)
    if group is None:
        return _no_group(parameters)
    named = set(autoscaling._parse_member_list(parameters, "ScalingProcesses") or PROCESSES)
    group.suspended = group.suspended | named if parameters["Action"] == "SuspendProcesses" else group.suspended - named
    group.wake()
    return _answer(parameters["Action"])


@answers("autoscaling", "SetInstanceHealth")
async def set_instance_health(parameters):
    group, member = _holder(parameters.get("InstanceId"))
    if member is None:
        return _no_instance(parameters.get("InstanceId"))
    respects = parameters.get("ShouldRespectGracePeriod", "true") != "false"
    if parameters.get("HealthStatus") == "Healthy":
        member.health = "Healthy"
    elif not (respects and member.is_in_grace(group.record["HealthCheckGracePeriod"])):
        member.mark_unhealthy("a user health-check")
    group.wake()
    return _answer("SetInstanceHealth")


@answers("autoscaling", "TerminateInstanceInAutoScalingGroup")
async def terminate_instance(parameters):
    group, member = _holder(parameters.get("InstanceId"))
    if member is None:
        return _no_instance(parameters.get("InstanceId"))
    if parameters.get("ShouldDecrementDesiredCapacity") == "true":
        if group.record["DesiredCapacity"] <= group.record["MinSize"]:
            return autoscaling._error("ValidationError", "Currently, desiredSize equals minSize. Terminating instance without replacement will violate group's min size constraint.")
        group.resize("a user request", DesiredCapacity=group.record["DesiredCapacity"] - 1)
    group.terminate(member, "an instance was taken out of service in response to a user request")
    await asyncio.sleep(0)
    return _answer("TerminateInstanceInAutoScalingGroup", {"Activity": group.activities.all[0].described})


@answers("autoscaling", "DeleteAutoScalingGroup")
async def delete_group(parameters):
    group = _group(parameters)
    if group is None:
        return _no_group(parameters)
    if group.members and parameters.get("ForceDelete") != "true":
        return autoscaling._error("ResourceInUse", "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.")
    asyncio.create_task(group.delete())
    return _answer("DeleteAutoScalingGroup")


@answers("autoscaling", "CreateAutoScalingGroup", "CreateLaunchConfiguration", "StartInstanceRefresh", "PutScalingPolicy", "PutLifecycleHook", "PutScheduledUpdateGroupAction", "CompleteLifecycleAction")
async def refuse(parameters):
    """ministack would answer these and do nothing."""
    return autoscaling._error("InvalidAction", f"The stand-in for Auto Scaling does not do {parameters['Action']}: make groups by CloudFormation")
