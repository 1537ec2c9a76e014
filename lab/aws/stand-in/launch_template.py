"""Stand-in for EC2 launch templates: which version applies, what it says, and the answer to DescribeLaunchTemplateVersions.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResponseLaunchTemplateData.html
"""
from xml.sax.saxutils import escape

from ministack.services import ec2, iam


class Version:
    """One version of a launch template, as an instance is launched from it."""

    def __init__(self, specification):
        template = ec2._launch_templates.get(specification.get("LaunchTemplateId")) or {}
        wanted = str(specification.get("Version") or "$Default")
        number = {"$Latest": template.get("LatestVersionNumber"), "$Default": template.get("DefaultVersionNumber")}.get(wanted, wanted)
        version = next((version for version in template.get("Versions", []) if str(version["VersionNumber"]) == str(number)), None)
        if version is None:
            raise ValueError(f"Could not find launch template version {wanted} of {specification.get('LaunchTemplateId')}")
        self.named = {"LaunchTemplateId": template["LaunchTemplateId"], "LaunchTemplateName": template["LaunchTemplateName"], "Version": str(number)}
        self.data = version["LaunchTemplateData"]

    @property
    def security_groups(self):
        interface = (self.data.get("NetworkInterfaces") or [{}])[0]
        return self.data.get("SecurityGroupIds") or interface.get("Groups") or []

    @property
    def has_public_address(self):
        """None where the subnet decides."""
        return (self.data.get("NetworkInterfaces") or [{}])[0].get("AssociatePublicIpAddress")

    @property
    def tags(self):
        specifications = self.data.get("TagSpecifications") or []
        return {tag["Key"]: tag["Value"] for one in specifications if one.get("ResourceType") == "instance" for tag in one.get("Tags", [])}

    @property
    def profile(self):
        wanted = self.data.get("IamInstanceProfile") or {}
        profile = iam._lookup_instance_profile(name=wanted.get("Name", ""), arn=wanted.get("Arn", ""))
        if wanted and profile is None:
            raise ValueError(f"Invalid IAM Instance Profile {wanted.get('Name') or wanted.get('Arn')}")
        return profile


def role_of(profile):
    """Name and ARN of the role that a profile holds."""
    names = [role if isinstance(role, str) else role["RoleName"] for role in (profile or {}).get("Roles", [])]
    return (names[0], iam._roles[names[0]]["Arn"]) if names else (None, None)


def install():
    rendered = ec2._lt_data_xml

    def with_interfaces(data):
        interfaces = data.get("NetworkInterfaces") or []
        rest = rendered({name: value for name, value in data.items() if name != "NetworkInterfaces"})
        return rest + (f"<networkInterfaceSet>{''.join(f'<item>{_interface(one)}</item>' for one in interfaces)}</networkInterfaceSet>" if interfaces else "")

    ec2._lt_data_xml = with_interfaces


def _interface(value, item="item"):
    """In the names of the wire: the members' with a small first letter, but groups as groupId in groupSet."""
    if isinstance(value, dict):
        members = ((_wire_name(name), member, "groupId" if name == "Groups" else "item") for name, member in value.items())
        return "".join(f"<{name}>{_interface(member, inner)}</{name}>" for name, member, inner in members)
    if isinstance(value, list):
        return "".join(f"<{item}>{_interface(member)}</{item}>" for member in value)
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def _wire_name(name):
    return "groupSet" if name == "Groups" else name[0].lower() + name[1:]
