"""Stand-in for CloudFormation's AWS::AutoScaling::AutoScalingGroup with CreationPolicy, UpdatePolicy and a rollback that is a second deployment.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-creationpolicy.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
"""
import asyncio
from functools import partial

from ministack import app
from ministack.services import autoscaling, ec2
from ministack.services.cloudformation import provisioners, stacks
from ministack.services.cloudformation.wait_conditions import validate_resource_signal_timeout

import rollback
from group import Group, groups
from rolling_update import CAUSE, RollingUpdate
from signals import TYPE, Signals, Unsatisfied, failures_allowed
import targets

SIZES = ("MinSize", "MaxSize", "DesiredCapacity")
_ministack = {}  # ministack's own handlers, which keep the record


def install():
    handlers = provisioners._RESOURCE_HANDLERS[TYPE]
    _ministack.update(handlers)
    handlers.update(create=_on_loop(_create), update=_on_loop(_update), delete=_on_loop(_delete))
    runs_on_thread = stacks._runs_on_worker_thread
    stacks._runs_on_worker_thread = lambda resource_type: resource_type == TYPE or runs_on_thread(resource_type)


def _on_loop(coroutine):
    """A handler for a worker thread; all that a group does happens on the event loop."""
    return lambda *arguments: asyncio.run_coroutine_threadsafe(coroutine(*arguments), app._MAIN_LOOP).result()


async def _create(logical_id, props, stack_name):
    physical_id, attributes = _ministack["create"](logical_id, props, stack_name)
    stack_id = provisioners._cr_stack_id(stack_name)
    tell = _teller(stack_id, stack_name, logical_id, physical_id, "CREATE_IN_PROGRESS")
    tell("Resource creation Initiated")
    policy = rollback.definition(stack_name, logical_id).get("CreationPolicy") or {}
    signal = policy.get("ResourceSignal")
    percent = int((policy.get("AutoScalingCreationPolicy") or {}).get("MinSuccessfulInstancesPercent", 100))
    with Signals(stack_id, logical_id, tell) as signals:
        Group(_complete(autoscaling._asgs[physical_id], props))
        if signal is not None:
            count = int(signal.get("Count", 1))
            seconds = validate_resource_signal_timeout(signal.get("Timeout"), logical_id)
            if not await signals.until(count, seconds, failures_allowed(count, percent)):
                rollback.remember_unfinished(stack_id, logical_id, physical_id, props)
                raise Unsatisfied(signals, count, percent)
    return physical_id, attributes


async def _update(physical_id, old_props, new_props, stack_name, logical_id):
    group = groups[physical_id]
    before = set(group.record["TargetGroupARNs"])
    sizes = {name: group.record[name] for name in SIZES}
    if old_props.get("AutoScalingGroupName") != new_props.get("AutoScalingGroupName"):
        raise ValueError("the stand-in for Auto Scaling cannot rename a group")
    result = _ministack["update"](physical_id, old_props, new_props, stack_name, logical_id)
    _complete(group.record, new_props)
    if "DesiredCapacity" not in new_props:
        group.record["DesiredCapacity"] = min(max(sizes["DesiredCapacity"], group.record["MinSize"]), group.record["MaxSize"])
    wanted = {name: group.record[name] for name in SIZES}
    group.record.update(sizes, MaxSize=wanted["MaxSize"])
    await _reattach(group, before)
    policies = rollback.definition(stack_name, logical_id).get("UpdatePolicy") or {}
    if (policies.get("AutoScalingReplacingUpdate") or {}).get("WillReplace"):
        raise ValueError("the stand-in for CloudFormation does not do AutoScalingReplacingUpdate")
    policy = policies.get("AutoScalingRollingUpdate")
    if policy is not None and group.obsolete():
        stack_id = provisioners._cr_stack_id(stack_name)
        tell = _teller(stack_id, stack_name, logical_id, physical_id, "UPDATE_IN_PROGRESS")
        with Signals(stack_id, logical_id, tell) as signals:
            await RollingUpdate(group, policy, logical_id, tell, signals).run(wanted["DesiredCapacity"])
    group.resize(CAUSE, **wanted)
    return result


async def _delete(physical_id, props):
    group = groups.get(physical_id)
    if group is not None:
        await group.delete()
    _ministack["delete"](physical_id, props)


async def _reattach(group, before):
    """Target groups that came get the instances, those that went lose them."""
    now = set(group.record["TargetGroupARNs"])
    serving = [member for member in group.active() if member.state == "InService"]
    for member in serving:
        for arn in now - before:
            targets.register(arn, member.instance_id)
    await asyncio.gather(*(targets.deregister(arn, member.instance_id, lambda: True) for member in serving for arn in before - now))


def _complete(record, props):
    """What ministack leaves out."""
    record["TargetGroupARNs"] = list(props.get("TargetGroupARNs") or [])
    record["InstanceMaintenancePolicy"] = props.get("InstanceMaintenancePolicy")
    record["HealthCheckGracePeriod"] = int(props.get("HealthCheckGracePeriod", 0))
    subnets = [subnet for subnet in record["VPCZoneIdentifier"].split(",") if subnet in ec2._subnets]
    record["AvailabilityZones"] = sorted({ec2._subnets[subnet]["AvailabilityZone"] for subnet in subnets}) or record["AvailabilityZones"]
    return record


def _teller(stack_id, stack_name, logical_id, physical_id, status):
    return partial(_tell, stack_id, stack_name, logical_id, physical_id, status)


def _tell(stack_id, stack_name, logical_id, physical_id, status, reason):
    stacks._add_event(stack_id, stack_name, logical_id, TYPE, status, reason, physical_id)
