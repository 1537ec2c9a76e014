"""Stand-in for saved queries of CloudWatch Logs Insights: they are kept, and nobody runs them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-querydefinition.html
"""
from uuid import uuid4

from ministack.services.cloudformation import provisioners

LONGEST = {"Name": 255, "QueryString": 10_000}

saved = {}  # by id


def install():
    provisioners._RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {"create": _create, "update": _update, "delete": _delete}


def _create(_logical_id, props, _stack_name):
    query = str(uuid4())
    _save(query, props)
    return query, {"QueryDefinitionId": query}


def _update(query, _old_props, new_props, _stack_name):
    _save(query, new_props)
    return query, {"QueryDefinitionId": query}


def _delete(query, _props):
    saved.pop(query, None)


def _save(query, props):
    for name, most in LONGEST.items():
        if not 1 <= len(props.get(name) or "") <= most:
            raise ValueError(f"1 validation error detected: {name} must have between 1 and {most} characters")
    saved[query] = props
