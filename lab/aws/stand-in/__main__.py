"""Starts ministack with the stand-ins for what it lacks: real instances, signals, rolling updates."""
import seams

seams.check()

import asyncio  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402

from ministack import app  # noqa: E402
from ministack.services import ssm  # noqa: E402

import actions  # noqa: E402
import alarms  # noqa: E402
import authorization  # noqa: E402
import aws_metrics  # noqa: E402
import changes  # noqa: E402
import creation_order  # noqa: E402
import group  # noqa: E402
import group_actions  # noqa: E402, F401
import group_resource  # noqa: E402
import hosted_zone  # noqa: E402
import imported_certificate  # noqa: E402
import instance_actions  # noqa: E402, F401
import instances  # noqa: E402
import launch_template  # noqa: E402
import listener_certificates  # noqa: E402
import load_balancer  # noqa: E402
import rollback  # noqa: E402
import saved_queries  # noqa: E402
import secret_reference  # noqa: E402
import security_group_rules  # noqa: E402
import stack_deletion  # noqa: E402, F401
import transport  # noqa: E402

STAND_INS = (
    actions,
    alarms,
    authorization,
    aws_metrics,
    creation_order,
    group_resource,
    hosted_zone,
    imported_certificate,
    instances,
    launch_template,
    listener_certificates,
    load_balancer,
    rollback,
    saved_queries,
    secret_reference,
    security_group_rules,
    transport,
)


def main():
    for module in STAND_INS:
        module.install()
    ssm._PUBLIC_AMI_PARAMETERS.update(json.loads(os.environ.get("LAB_IMAGES", "{}")))
    instances.watchers.append(group.wake_all)
    lifespan = app._handle_lifespan

    async def with_watches(scope, receive, send):
        watches = [asyncio.create_task(watch()) for watch in (instances.watch, changes.watch, aws_metrics.watch)]
        try:
            await lifespan(scope, receive, send)
        finally:
            for task in watches:
                task.cancel()

    app._handle_lifespan = with_watches
    app.main()


main()
