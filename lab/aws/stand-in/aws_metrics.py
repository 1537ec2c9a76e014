"""Stand-in for metrics that AWS publishes itself: of a target group's health, and of the end of certificates.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
A certificate's metric comes twice a day there, and here as often as the others. What a template calls a target group's full name has
`targetgroup/` before it on AWS, and not in ministack.
"""
import asyncio
import logging
import time

from ministack.services import acm, alb, cloudwatch

import targets

PAUSE = 15  # several in each minute, so that none is without
DAY = 86400

logger = logging.getLogger("stand-in.aws_metrics")


def install():
    alb._target_group_full_name_from_arn = _full_name


def _full_name(target_group_arn):
    return target_group_arn.split(":")[-1]


async def watch():
    while True:
        await asyncio.sleep(PAUSE)
        try:
            await _publish()
        except OSError as error:
            logger.warning("the load balancers were not asked: %s", error)
        cloudwatch._evaluate_all_alarms()


async def _publish():
    for arn in list(alb._tgs):
        # Reported if there are registered targets.
        if alb._targets.get(arn) and (findings := await targets.found_by_load_balancer(arn)) is not None:
            _publish_health(arn, [finding["state"] for finding in findings.values()])
    for arn, certificate in acm._certificates.items():
        days = (acm._epoch(certificate["NotAfter"]) - time.time()) / DAY
        if certificate["Status"] == "ISSUED" and days > 0:
            cloudwatch.record_metric("AWS/CertificateManager", "DaysToExpiry", int(days), "Count", {"CertificateArn": arn})


def _publish_health(arn, states):
    for balancer in targets.balancers(arn):
        dimensions = {"LoadBalancer": balancer.split(":loadbalancer/")[1], "TargetGroup": _full_name(arn)}
        for name, state in (("HealthyHostCount", "healthy"), ("UnHealthyHostCount", "unhealthy")):
            cloudwatch.record_metric("AWS/ApplicationELB", name, states.count(state), "Count", dimensions)
