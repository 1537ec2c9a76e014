"""Stand-in for deleting a stack that is still being created: what is under way is given up first.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
"""
import asyncio

from ministack.services.cloudformation import handlers, helpers

import signals
from actions import answers, otherwise

_deletions = set()  # the event loop itself keeps no task alive


@answers("cloudformation", "DeleteStack")
async def delete_stack(parameters):
    stack = handlers._resolve_stack(parameters.get("StackName", ""))
    if stack is None or stack["StackStatus"] != "CREATE_IN_PROGRESS":
        return await otherwise("cloudformation", parameters)
    deletion = asyncio.create_task(_delete(stack, parameters))
    _deletions.add(deletion)
    deletion.add_done_callback(_deletions.discard)
    return helpers._xml(200, "DeleteStackResponse", "")


async def _delete(stack, parameters):
    while stack["StackStatus"] in ("CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS"):
        signals.give_up(stack["StackId"])
        await asyncio.sleep(0.1)
    await otherwise("cloudformation", parameters)
