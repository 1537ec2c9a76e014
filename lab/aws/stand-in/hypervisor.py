"""The hypervisor of the lab, which boots the instances: its HTTP API, asked off the event loop."""
import asyncio
import json
import os
import urllib.error
import urllib.request
from urllib.parse import quote

URL = os.environ.get("LAB_HYPERVISOR", "")
TIMEOUT = 30


def _request(method, path, body=None):
    if not URL:
        raise OSError("no hypervisor is configured (LAB_HYPERVISOR), so no instance can be launched")
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, {"content-type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        error.msg = error.read().decode(errors="replace") or error.msg
        raise


async def _ask(method, path, body=None):
    return await asyncio.to_thread(_request, method, path, body)


async def launch(description):
    """Its private address."""
    return json.loads(await _ask("POST", "/instances", description))["privateIp"]


async def states():
    """The state of each instance, by id."""
    return {instance["instanceId"]: instance["state"] for instance in json.loads(await _ask("GET", "/instances"))}


async def terminate(instance_id):
    await _ask("DELETE", f"/instances/{instance_id}")


async def reboot(instance_id):
    await _ask("POST", f"/instances/{instance_id}/reboot")


async def console(instance_id):
    return await _ask("GET", f"/instances/{instance_id}/console")


async def target_health(target_group_arn):
    """The load balancer's findings; None where there is no load balancer."""
    try:
        return json.loads(await _ask("GET", f"/target-health?targetGroupArn={quote(target_group_arn, safe='')}"))
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return None


async def changed():
    if URL:
        await _ask("POST", "/changed")
