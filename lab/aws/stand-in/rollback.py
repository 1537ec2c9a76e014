"""Stand-in for what a rollback means to an Auto Scaling group: a second deployment, back to the template before.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
"""
from contextvars import ContextVar

from ministack.services.cloudformation import handlers, provisioners, stacks

from signals import TYPE

_template = ContextVar("template that a rollback goes back to", default=None)
_unfinished = {}  # groups whose creation failed, by stack id and logical id


def definition(stack_name, logical_id):
    """A resource as the template says that is in force: of the operation, or in a rollback the one before it."""
    before = _template.get()
    if before is not None:
        return before.get("Resources", {}).get(logical_id, {})
    return provisioners._cfn_wait_condition_definition(stack_name, logical_id)


def remember_unfinished(stack_id, logical_id, physical_id, props):
    _unfinished[stack_id, logical_id] = {
        "PhysicalResourceId": physical_id,
        "ResourceType": TYPE,
        "ResourceStatus": "CREATE_FAILED",
        "LogicalResourceId": logical_id,
        "Properties": props,
        "Attributes": {},
    }


def install():
    roll_back, sends_back = stacks._roll_back_operation, stacks._sends_back_failed_update

    async def roll_back_groups(stack_name, stack_id, stack, operation, *more):
        failed = operation.get("failed_logical_id")
        group = _unfinished.pop((stack_id, failed), None)
        if group is not None:  # it has instances, so it must be deleted
            stack["_resources"][failed] = group
            operation["created"].append(failed)
        previous = (operation.get("previous_stack") or {}).get("_template")
        token = _template.set(previous if operation.get("is_update") else None)
        try:
            await roll_back(stack_name, stack_id, stack, operation, *more)
        finally:
            _template.reset(token)

    stacks._roll_back_operation = handlers._roll_back_operation = roll_back_groups
    stacks._sends_back_failed_update = lambda resource_type: resource_type == TYPE or sends_back(resource_type)
