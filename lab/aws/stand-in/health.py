"""Stand-in for the health checks of Auto Scaling: of EC2, and of Elastic Load Balancing once the grace period is over.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html
"""
import instances
import targets


def is_running(member):
    return instances.state(member.instance_id) in ("pending", "running")


async def examine(group):
    serving = [member for member in group.active() if member.state == "InService"]
    for member in group.active():
        if not is_running(member):  # also within the grace period
            member.mark_unhealthy("an EC2 health check indicating it has been terminated or stopped")
    if "ELB" not in group.record["HealthCheckType"] or not serving:
        return
    for arn in group.record["TargetGroupARNs"]:
        try:
            findings = await targets.found_by_load_balancer(arn) or {}
        except OSError:
            continue  # who cannot be asked has found nothing
        for member in serving:
            finding = findings.get(member.instance_id)
            if finding and finding["state"] == "unhealthy" and not member.is_in_grace(group.record["HealthCheckGracePeriod"]):
                member.mark_unhealthy("an ELB system health check failure")
