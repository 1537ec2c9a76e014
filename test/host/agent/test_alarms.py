"""Alarms that roll a deployment back."""
import pytest

import alarms
from problem import Problem

STACKS = '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><StackStatus>{}</StackStatus></DescribeStacksResponse>'
ALARMS = '<DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><DescribeAlarmsResult><MetricAlarms>{}</MetricAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>'
ALARM = "<member><AlarmName>{}</AlarmName><StateReason>{}</StateReason><StateValue>{}</StateValue></member>"
FACTS = {"stack": "arn:stack", "rollback": {"alarms": ["errors", "latency"], "bakeSeconds": 0.2}}


@pytest.fixture
def cloud(aws, monkeypatch):
    """CloudFormation's status, and what CloudWatch says one look after the other; its last word stays."""
    monkeypatch.setattr(alarms, "POLL", 0.05)

    def says(status, *looks):
        left = list(looks)
        aws.answers["DescribeStacks"] = lambda _: (200, STACKS.format(status))
        aws.answers["DescribeAlarms"] = lambda _: (200, ALARMS.format("".join(ALARM.format(*each) for each in (left.pop(0) if len(left) > 1 else left[0]))))
        return aws

    return says


QUIET = [("latency", "fine", "OK"), ("errors", "no data", "INSUFFICIENT_DATA")]


def test_reads_none_where_none_are_given(aws):
    alarms.watch({"stack": "arn:stack"})
    assert aws.calls == []


def test_reads_those_given_during_the_whole_bake_time(cloud, capfd):
    aws = cloud("UPDATE_IN_PROGRESS", QUIET)
    alarms.watch(FACTS)
    asked = aws.called("DescribeAlarms")
    assert 3 <= len(asked) <= 6
    assert asked[0] == {"Version": "2010-08-01", "MaxRecords": "100", "AlarmNames.member.1": "errors", "AlarmNames.member.2": "latency"}
    assert capfd.readouterr().out == "no alarm went off for 0.2 s\n"


@pytest.mark.parametrize("status", ["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"])
def test_fails_when_one_goes_off_later(cloud, status):
    cloud(status, QUIET, QUIET, [("errors", "5 datapoints were greater than the threshold (1.0)", "ALARM"), ("latency", "", "OK")])
    with pytest.raises(Problem) as raised:
        alarms.watch(FACTS)
    assert (raised.value.code, raised.value.seen) == ("HOST-ROLLBACK-ALARM", "errors: 5 datapoints were greater than the threshold (1.0)")


@pytest.mark.parametrize("status", ["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_COMPLETE", "CREATE_COMPLETE"])
def test_reads_none_for_a_host_of_a_rollback_or_of_no_deployment(cloud, capfd, status):
    aws = cloud(status, [("errors", "", "ALARM")])
    alarms.watch(FACTS)
    assert aws.called("DescribeAlarms") == []
    assert capfd.readouterr().out == f"reads no alarms: the stack is {status}\n"


def test_fails_without_an_alarm_that_was_given(cloud):
    cloud("UPDATE_IN_PROGRESS", [("errors", "", "OK")])
    with pytest.raises(Problem) as raised:
        alarms.watch(FACTS)
    assert (raised.value.code, raised.value.seen) == ("AWS-UNREACHABLE", "CloudWatch knows no alarm latency of rollbackAlarms")
