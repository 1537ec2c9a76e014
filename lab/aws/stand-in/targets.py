"""Stand-in for Elastic Load Balancing's targets: registered, health-checked by the lab's load balancer, drained.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html (deregistration delay)
"""
import asyncio
import time

from ministack.services import alb

import hypervisor
from actions import answers

POLL = 0.5
_draining = {}  # (target group, instance id) -> until when

REASONS = {
    "unused": ("Target.NotInUse", "Target group is not configured to receive traffic from the load balancer"),
    "initial": ("Elb.RegistrationInProgress", "Target registration is in progress"),
    "draining": ("Target.DeregistrationInProgress", "Target deregistration is in progress"),
}


def register(target_group_arn, instance_id):
    group = alb._tgs.get(target_group_arn)
    if group is None:
        return
    _draining.pop((target_group_arn, instance_id), None)
    targets = alb._targets.setdefault(target_group_arn, [])
    if all(target["Id"] != instance_id for target in targets):
        alb._targets[target_group_arn] = [*targets, {"Id": instance_id, "Port": group["Port"]}]


async def deregister(target_group_arn, instance_id, is_running):
    """Takes the target out and waits until its connections are gone, at most the deregistration delay."""
    key = (target_group_arn, instance_id)
    targets = alb._targets.get(target_group_arn, [])
    if all(target["Id"] != instance_id for target in targets):
        return
    _draining[key] = time.monotonic() + _delay(target_group_arn)
    alb._targets[target_group_arn] = [target for target in targets if target["Id"] != instance_id]
    try:
        while is_running() and time.monotonic() < _draining.get(key, 0) and await _has_connections(*key):
            await asyncio.sleep(POLL)
    finally:
        _draining.pop(key, None)


async def found_by_load_balancer(target_group_arn):
    """The load balancer's findings by instance id; None where no load balancer sends this group anything."""
    if not balancers(target_group_arn):
        return None
    findings = await hypervisor.target_health(target_group_arn)
    return None if findings is None else {finding["id"]: finding for finding in findings}


async def _has_connections(target_group_arn, instance_id):
    try:
        findings = await found_by_load_balancer(target_group_arn)
    except OSError:
        return True
    return bool(findings) and findings.get(instance_id, {}).get("state", "unused") != "unused"


def _delay(target_group_arn):
    attributes = {attribute["Key"]: attribute["Value"] for attribute in alb._tg_attrs.get(target_group_arn, [])}
    return int(attributes.get("deregistration_delay.timeout_seconds", 300))


def balancers(target_group_arn):
    """The load balancers that send a group anything, by a listener's own action or by a rule."""

    def sends_here(action):
        weighted = (action.get("ForwardConfig") or {}).get("TargetGroups") or []
        return target_group_arn in [action.get("TargetGroupArn"), *(group.get("TargetGroupArn") for group in weighted)]

    listeners = {arn for arn, listener in alb._listeners.items() if any(map(sends_here, listener["DefaultActions"]))}
    listeners |= {rule["ListenerArn"] for rule in alb._rules.values() if any(map(sends_here, rule["Actions"]))}
    return {alb._listeners[arn]["LoadBalancerArn"] for arn in listeners if arn in alb._listeners}


@answers("elasticloadbalancing", "DescribeTargetHealth")
async def describe_target_health(parameters):
    arn = parameters.get("TargetGroupArn", "")
    group = alb._tgs.get(arn)
    if group is None:
        return alb._error("TargetGroupNotFound", f"Target groups '{arn}' not found")
    asked = {value for name, value in parameters.items() if name.startswith("Targets.member.") and name.endswith(".Id")}
    findings = await found_by_load_balancer(arn)
    targets = [*alb._targets.get(arn, []), *({"Id": instance, "Port": group["Port"]} for tg, instance in _draining if tg == arn)]
    members = []
    for target in targets:
        if asked and target["Id"] not in asked:
            continue
        state, *because = _health(arn, target["Id"], findings)
        reason = "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(("Reason", "Description"), because) if text)
        port = target.get("Port", group["Port"])
        members.append(
            f"<member><Target><Id>{target['Id']}</Id><Port>{port}</Port></Target><HealthCheckPort>{port}</HealthCheckPort>"
            f"<TargetHealth><State>{state}</State>{reason}</TargetHealth></member>"
        )
    return alb._xml(200, "DescribeTargetHealth", f"<TargetHealthDescriptions>{''.join(members)}</TargetHealthDescriptions>")


def _health(target_group_arn, instance_id, findings):
    if (target_group_arn, instance_id) in _draining:
        return "draining", *REASONS["draining"]
    if findings is None:
        return "unused", *REASONS["unused"]
    finding = findings.get(instance_id, {"state": "initial"})
    default = REASONS.get(finding["state"], (None, None))
    return finding["state"], finding.get("reason") or default[0], finding.get("description") or default[1]
