"""Stand-in for what CloudFormation does with ClientRequestToken: a call that is sent again after its answer was lost gets that answer.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
"""
import asyncio

from actions import answers, otherwise

_begun = {}  # by action, stack and token


@answers("cloudformation", "CreateChangeSet", "ExecuteChangeSet")
async def once(parameters):
    call = tuple(parameters.get(name, "") for name in ("Action", "StackName", "ClientRequestToken"))
    if not call[-1]:
        return await otherwise("cloudformation", parameters)
    if call not in _begun:
        _begun[call] = asyncio.ensure_future(otherwise("cloudformation", parameters))
    return await asyncio.shield(_begun[call])
