"""Values from Secrets Manager and Parameter Store."""
import functools
import json

import aws
from exchange import AwsError
from problem import Problem


def secret(service, id, jsonKey=None):
    """The value that a reference in the deployment's facts points to."""
    try:
        text = _fetch(service, id)
        value = text if jsonKey is None else json.loads(text)[jsonKey]
    except (ValueError, TypeError, KeyError):
        raise Problem("AWS-SECRET-NO-KEY", f"{jsonKey or 'text'} of {id}") from None  # the cause would show the value
    return value if isinstance(value, str) else json.dumps(value)


@functools.lru_cache(maxsize=None)
def _fetch(service, id):
    try:
        if service == "ssm":
            return aws.ask("ssm", "AmazonSSM.GetParameter", Name=id, WithDecryption=True)["Parameter"]["Value"]
        return aws.ask("secretsmanager", "secretsmanager.GetSecretValue", SecretId=id)["SecretString"]
    except AwsError as error:
        raise error.about("AWS-SECRET", id)
