"""The scaling activities of a group: what it did and why.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Activity.html
"""
from ministack.core.responses import new_uuid, now_iso


class Activity:
    def __init__(self, group_name, cause, description):
        start = now_iso()
        self.described = {
            "ActivityId": new_uuid(),
            "AutoScalingGroupName": group_name,
            "Description": description,
            "Cause": f"At {start} {cause}.",
            "StartTime": start,
            "StatusCode": "InProgress",
            "Progress": 50,
        }

    def end(self, status, description=None, message=None):
        self.described.update(EndTime=now_iso(), StatusCode=status, Progress=100)
        self.described.update({name: value for name, value in {"Description": description, "StatusMessage": message}.items() if value})


class Activities:
    """The newest first, as DescribeScalingActivities answers them."""

    def __init__(self, group_name):
        self._group_name = group_name
        self.all = []

    def begin(self, cause, description="Launching a new EC2 instance"):
        activity = Activity(self._group_name, cause, description)
        self.all.insert(0, activity)
        return activity
