"""Stand-in for Amazon EC2's instances: launched through the lab's hypervisor, known to ministack's EC2 API.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
"""
import asyncio
import logging
import time

from ministack.services import ec2

import hypervisor
from launch_template import role_of

POLL = 0.5
STATES = {"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}
VISIBLE_AFTER_END = 3600  # "Terminated instances remain visible ... for a while"; ministack would forget them after 60 s
FORGOTTEN_BY_MINISTACK = 60

logger = logging.getLogger("stand-in.instances")
_ours = set()
watchers = []  # called whenever a state changed


async def launch(version, subnet_id, tags):
    """Starts one instance as the version of the launch template says; its id."""
    data, profile = version.data, version.profile
    subnet = ec2._subnets[subnet_id]
    [record] = ec2._launch_instances_internal(
        data["ImageId"],
        data["InstanceType"],
        subnet_id,
        1,
        user_data=data.get("UserData", ""),
        sg_ids=version.security_groups,
        iam_profile={"Arn": profile["Arn"], "Id": profile["InstanceProfileId"]} if profile else None,
    )
    instance_id = record["InstanceId"]
    role_name, role_arn = role_of(profile)
    _set_state(record, "pending")
    record["Placement"]["AvailabilityZone"] = subnet["AvailabilityZone"]
    record["MetadataOptions"] = data.get("MetadataOptions") or {}
    ec2._tags[instance_id] = [{"Key": name, "Value": value} for name, value in tags.items()]
    try:
        address = await hypervisor.launch(
            {
                "instanceId": instance_id,
                "imageId": record["ImageId"],
                "instanceType": record["InstanceType"],
                "userData": record["UserData"],
                "roleName": role_name,
                "roleArn": role_arn,
                "launchTime": record["LaunchTime"],
                "subnetId": subnet_id,
                "availabilityZone": subnet["AvailabilityZone"],
                "metadataOptions": record["MetadataOptions"],
                "securityGroupIds": [group["GroupId"] for group in record["SecurityGroups"]],
                "tags": tags,
                "stackName": tags.get("aws:cloudformation:stack-name"),
            }
        )
    except Exception:
        ec2._discard_instance_records(record)
        raise
    record["PrivateIpAddress"] = address
    record["PrivateDnsName"] = f"ip-{address.replace('.', '-')}.ec2.internal"
    if version.has_public_address is False:
        record["PublicIpAddress"] = record["PublicDnsName"] = ""
    _ours.add(instance_id)
    return instance_id


def state(instance_id):
    record = ec2._instances.get(instance_id)
    return record["State"]["Name"] if record else "terminated"


def is_ours(instance_id):
    return instance_id in _ours


async def terminate(instance_id):
    """Returns when the instance is gone, however often the hypervisor must be asked."""
    while state(instance_id) != "terminated":
        try:
            if state(instance_id) != "shutting-down":
                begin_end(instance_id)
                await hypervisor.terminate(instance_id)
            await asyncio.sleep(POLL)
            await refresh()
        except OSError as error:
            logger.warning("%s cannot be terminated yet: %s", instance_id, error)


def begin_end(instance_id):
    record = ec2._instances[instance_id]
    if record["State"]["Name"] not in ("shutting-down", "terminated"):
        _set_state(record, "shutting-down")


async def watch():
    """Keeps the records true to what the hypervisor says."""
    while True:
        if _ours:
            try:
                await refresh()
            except OSError as error:
                logger.warning("the hypervisor does not answer: %s", error)
        await asyncio.sleep(POLL)


async def refresh():
    known = set(_ours)
    states = await hypervisor.states()
    for instance_id in known:
        record = ec2._instances.get(instance_id)
        now = states.get(instance_id, "terminated")
        if record is None or record["State"]["Name"] in (now, "terminated") or (record["State"]["Name"], now) == ("shutting-down", "running"):
            continue
        _set_state(record, now)
        for notify in watchers:
            notify()


def _set_state(record, name):
    record["State"] = {"Code": STATES[name], "Name": name}
    if name == "terminated":
        record["_terminated_at"] = time.time() + VISIBLE_AFTER_END - FORGOTTEN_BY_MINISTACK


def install():
    rendered = ec2._instance_xml

    def with_metadata_options(record):
        options = record.get("MetadataOptions")
        xml = rendered(record)
        if not options:
            return xml
        members = {"State": "applied", "HttpEndpoint": "enabled", **options}
        inner = "".join(f"<{name[0].lower() + name[1:]}>{value}</{name[0].lower() + name[1:]}>" for name, value in members.items())
        return f"{xml[: xml.rindex('</item>')]}<metadataOptions>{inner}</metadataOptions></item>"

    ec2._instance_xml = with_metadata_options
