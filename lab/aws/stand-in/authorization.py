"""Stand-in for what AWS authorizes and ministack does not: by the resource's whole ARN, by each of several, the use of a KMS key, a metric's namespace.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html (a log group's ARN ends in `:*`)
https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html
"""
import json

from ministack import app
from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import kms, secretsmanager, ssm
from ministack.services.cloudformation import handlers

TAGGING = ("TagResource", "UntagResource", "ListTagsForResource")
REFUSALS = {
    "secretsmanager": "Access to KMS is not allowed",
    "ssm": "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
}


def install():
    extract = iam_actions.extract_resource_arn

    def extract_whole(service, method, path, headers, body, query_params, *more):
        arn = extract(service, method, path, headers, body, query_params, *more)
        if service == "logs" and ":log-group:" in arn and _action(headers) not in TAGGING:
            return f"{arn}:log-stream:{json.loads(body or '{}').get('logStreamName', '')}"
        if service == "cloudformation" and arn.endswith("/*"):
            stack = handlers._resolve_stack(arn.split("/")[-2])
            return stack["StackId"] if stack else arn
        return next(iter(_several(service, headers, body or b"", query_params)), arn)

    iam_actions.extract_resource_arn = extract_whole
    keys = iam_actions.request_tag_context
    iam_actions.request_tag_context = lambda service, action, *call: {**keys(service, action, *call), **_namespace(action, *call)}
    for service, key_of in (("secretsmanager", _key_of_secret), ("ssm", _key_of_parameter)):
        app.SERVICE_HANDLERS[service] = _decrypting(service, key_of, app.SERVICE_HANDLERS[service])
    for service, action in (("ssm", "ssm:GetParameters"), ("monitoring", "cloudwatch:DescribeAlarms")):
        app.SERVICE_HANDLERS[service] = _each(service, action, app.SERVICE_HANDLERS[service])


def _namespace(action, body, parameters):
    """The condition key that says where figures go."""
    return {"cloudwatch:namespace": iam_actions._param(body or b"", parameters, "Namespace")} if action == "cloudwatch:PutMetricData" else {}


def _several(service, headers, body, query_params):
    """The ARNs of what one call names by a list."""
    if service == "ssm" and _action(headers) == "GetParameters":
        names = json.loads(body)["Names"]
        return [f"arn:aws:ssm:{get_region()}:{get_account_id()}:parameter{name}" for name in names]
    if service == "monitoring":
        names = [iam_actions._param(body, query_params, f"AlarmNames.member.{number}") for number in range(1, 101)]
        return [f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}" for name in names if name]
    return []


def _each(service, action, otherwise):
    async def handle(method, path, headers, body, query_params):
        for arn in _several(service, headers, body or b"", query_params):
            refusal = app._enforce_data_plane(service, action, headers, query_params, "", resource_arn=arn)
            if refusal:
                return refusal
        return await otherwise(method, path, headers, body, query_params)

    return handle


def _action(headers):
    return headers.get("x-amz-target", "").rsplit(".", 1)[-1]


def _decrypting(service, key_of, otherwise):
    async def handle(method, path, headers, body, query_params):
        asked = json.loads(body or "{}") if _action(headers) in ("GetSecretValue", "GetParameter") else {}
        key = kms._resolve_key(key_of(asked)) if asked else None
        if key is not None:
            via = {"kms:ViaService": f"{service}.{get_region()}.amazonaws.com"}
            if app._enforce_data_plane("kms", "kms:Decrypt", headers, query_params, "", resource_arn=key["Arn"], service_context=via):
                refusal = {"__type": "AccessDeniedException", "message": REFUSALS[service]}
                return 400, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(refusal).encode()
        return await otherwise(method, path, headers, body, query_params)

    return handle


def _key_of_secret(asked):
    _, secret = secretsmanager._resolve(asked.get("SecretId", ""))
    return (secret or {}).get("KmsKeyId")


def _key_of_parameter(asked):
    parameter, _ = ssm._select_parameter(asked.get("Name", ""))
    return (parameter or {}).get("KeyId") if asked.get("WithDecryption") else None
