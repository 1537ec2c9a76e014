"""What CloudFormation does with this host's stack."""
from xml.etree import ElementTree

import aws


def status(facts):
    answer = aws.query("cloudformation", "2010-05-15", "DescribeStacks", StackName=facts["stack"])
    return ElementTree.fromstring(answer).findtext(".//{*}StackStatus")


def deploys(status):
    """Whether it waits for a new version; in a rollback, and for a host that comes by itself, it does not."""
    return status in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS")
