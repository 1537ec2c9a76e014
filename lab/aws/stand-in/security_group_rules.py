"""Stand-in for CloudFormation's AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html
"""
from ministack.core.responses import new_uuid
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

TYPES = {"AWS::EC2::SecurityGroupIngress": "IpPermissions", "AWS::EC2::SecurityGroupEgress": "IpPermissionsEgress"}
ALL = {"CidrIp": "0.0.0.0/0"}


def install():
    for resource_type, direction in TYPES.items():
        provisioners._RESOURCE_HANDLERS[resource_type] = _handlers(direction)


def _handlers(direction):
    def create(_, props, __):
        group = ec2._security_groups.get(props.get("GroupId"))
        if group is None:
            raise ValueError(f"The security group '{props.get('GroupId')}' does not exist")
        [rule] = provisioners._ec2_sg_permissions([props])
        # "the default rule is removed only when you specify one or more egress rules"
        group[direction] = [one for one in group[direction] if not (direction == "IpPermissionsEgress" and _is_default(one))] + [rule]
        rule_id = f"sgr-{new_uuid().replace('-', '')[:17]}"
        return rule_id, {"Id": rule_id}

    def delete(_, props):
        group = ec2._security_groups.get(props.get("GroupId"))
        [rule] = provisioners._ec2_sg_permissions([props])
        if group is not None and _find(group[direction], rule) is not None:
            del group[direction][_find(group[direction], rule)]

    def update(physical_id, old_props, new_props, stack_name):
        delete(physical_id, old_props)
        return create(None, new_props, stack_name)

    return {"create": create, "update": update, "delete": delete}


def _is_default(rule):
    """EC2's own rule for all traffic, which carries no description."""
    return rule["IpProtocol"] == "-1" and rule["IpRanges"] == [ALL] and not rule["UserIdGroupPairs"]


def _find(rules, rule):
    plain = [{name: value for name, value in one.items() if name != "SecurityGroupRuleId"} for one in rules]
    return plain.index(rule) if rule in plain else None
