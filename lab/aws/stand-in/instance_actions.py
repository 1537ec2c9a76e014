"""Stand-in for the EC2 actions on instances that ministack lacks or answers without a machine behind them.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html
"""
import base64
import time
import urllib.error

from ministack.services import ec2

import hypervisor
import instances
from actions import answers, otherwise

CONSOLE_BYTES = 64 * 1024  # "the most recent 64 KB"


def _unknown(instance_id):
    return ec2._error("InvalidInstanceID.NotFound", f"The instance ID '{instance_id}' does not exist", 400)


@answers("ec2", "GetConsoleOutput")
async def get_console_output(parameters):
    instance_id = parameters.get("InstanceId", "")
    try:
        text = await hypervisor.console(instance_id)
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return _unknown(instance_id)
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
    output = base64.b64encode(text[-CONSOLE_BYTES:]).decode()
    return ec2._xml(200, "GetConsoleOutputResponse", f"<instanceId>{instance_id}</instanceId><timestamp>{stamp}</timestamp><output>{output}</output>")


@answers("ec2", "DescribeInstanceAttribute")
async def describe_instance_attribute(parameters):
    record = ec2._instances.get(parameters.get("InstanceId"))
    if parameters.get("Attribute") != "userData" or record is None:
        return await otherwise("ec2", parameters)
    value = f"<value>{record['UserData']}</value>" if record["UserData"] else ""
    return ec2._xml(200, "DescribeInstanceAttributeResponse", f"<instanceId>{record['InstanceId']}</instanceId><userData>{value}</userData>")


@answers("ec2", "TerminateInstances")
async def terminate_instances(parameters):
    ids = ec2._parse_member_list(parameters, "InstanceId")
    if not any(map(instances.is_ours, ids)):
        return await otherwise("ec2", parameters)
    for instance_id in ids:
        if instance_id not in ec2._instances:
            return _unknown(instance_id)
    items = []
    for instance_id in ids:
        before = dict(ec2._instances[instance_id]["State"])
        instances.begin_end(instance_id)
        await hypervisor.terminate(instance_id)
        now = ec2._instances[instance_id]["State"]
        items.append(f"<item><instanceId>{instance_id}</instanceId>{_state('currentState', now)}{_state('previousState', before)}</item>")
    return ec2._xml(200, "TerminateInstancesResponse", f"<instancesSet>{''.join(items)}</instancesSet>")


@answers("ec2", "RebootInstances")
async def reboot_instances(parameters):
    ids = ec2._parse_member_list(parameters, "InstanceId")
    for instance_id in filter(instances.is_ours, ids):
        await hypervisor.reboot(instance_id)
    return await otherwise("ec2", parameters)


@answers("ec2", "StopInstances", "StartInstances")
async def stop_or_start_instances(parameters):
    ours = [instance_id for instance_id in ec2._parse_member_list(parameters, "InstanceId") if instances.is_ours(instance_id)]
    if ours:
        return ec2._error("UnsupportedOperation", f"The stand-in for EC2 cannot stop and start {ours[0]}", 400)
    return await otherwise("ec2", parameters)


def _state(tag, state):
    return f"<{tag}><code>{state['Code']}</code><name>{state['Name']}</name></{tag}>"
