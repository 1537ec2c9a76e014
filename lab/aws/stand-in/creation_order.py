"""Stand-in for CloudFormation's parallel work: ministack makes one resource after another, so what waits for a host's signal comes last.

CloudFormation makes everything at once that does not depend on something else; a host would otherwise wait for a security
group's rule that waits for the host. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
"""
from ministack.services.cloudformation import engine, stacks


def install():
    stacks._topological_sort = _waiting_last


def _waiting_last(resources, conditions):
    order = engine._topological_sort(resources, conditions)
    late = set()
    for name in order:
        if "CreationPolicy" in resources[name] or engine._extract_deps(resources[name], late):
            late.add(name)
    return [name for name in order if name not in late] + [name for name in order if name in late]
