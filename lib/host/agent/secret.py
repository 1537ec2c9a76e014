"""Values from Secrets Manager and Parameter Store."""
import concurrent.futures
import functools
import json
import threading

import aws
from exchange import AwsError
from problem import Problem

AT_ONCE = 8  # well below what AWS allows in a second, and what it refuses nevertheless is asked for again


def fetch_all(references):
    """Fetches what references point to side by side, so that a hundred take seconds."""
    asked = dict.fromkeys((reference["service"], reference["id"]) for reference in references)
    refused = threading.Event()

    def fetch(each):
        if refused.is_set():
            return
        try:
            _fetch(*each)
        except Exception:
            refused.set()
            raise

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(fetch, asked))


def secret(service, id, jsonKey=None):
    """The value that a reference in the deployment's facts points to."""
    try:
        text = _fetch(service, id)
        if text is None:
            raise KeyError("a binary one")
        value = text if jsonKey is None else json.loads(text)[jsonKey]
    except (ValueError, TypeError, KeyError):
        raise Problem("AWS-SECRET-NO-KEY", f"{jsonKey or 'text'} of {id}") from None  # the cause would show the value
    return value if isinstance(value, str) else json.dumps(value)


@functools.lru_cache(maxsize=None)
def _fetch(service, id):
    try:
        if service == "ssm":
            return aws.ask("ssm", "AmazonSSM.GetParameter", Name=id, WithDecryption=True)["Parameter"]["Value"]
        return aws.ask("secretsmanager", "secretsmanager.GetSecretValue", SecretId=id).get("SecretString")
    except AwsError as error:
        raise error.about("AWS-SECRET", id)
