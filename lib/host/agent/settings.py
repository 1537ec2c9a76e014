"""The application's settings: those in the deployment's facts, and those that user data had no room for."""
import json
import time

import aws
import conventions
import exchange
from exchange import AwsError
from problem import Problem

KINDS = ("environment", "properties", "secrets")
NAMES = 10  # that one call takes
PAUSE = 2


def settings(host):
    """Fetched once: as with user data, a host keeps the settings that it was started with."""
    elsewhere = host.facts.get("settings")
    if not elsewhere:
        return host.facts
    known = json.loads(host.read(conventions.SETTINGS_FILE) or "{}")
    if known.get("source") != elsewhere:
        known = {"source": elsewhere, "parts": list(_fetch(**elsewhere))}
        host.write(conventions.SETTINGS_FILE, json.dumps(known), 0o600)
    parts = [host.facts, *known["parts"]]
    return {kind: {name: value for part in parts for name, value in (part.get(kind) or {}).items()} for kind in KINDS}


def _fetch(file=None, parameters=None):
    if file:
        yield json.loads(_object(**file))
    if parameters:
        yield _parameters(**parameters)


def _object(bucket, key):
    pieces = []
    try:
        aws.get_object(bucket, key, {}, lambda response: pieces.append(response.read()))
    except AwsError as error:
        raise Problem(error.code, f"settings s3://{bucket}/{key}: {error.seen}") from error
    return pieces[0]


def _parameters(names, digest):
    """The parameters were written before this host was started, but Parameter Store may still hand out what was there before."""
    end = time.monotonic() + exchange.PATIENCE
    while True:
        text = "".join(value for start in range(0, len(names), NAMES) for value in _values(names[start : start + NAMES]))
        try:
            found = json.loads(text)
        except ValueError:
            found = {}
        if found.get("digest") == digest:
            return found
        if time.monotonic() > end:
            raise Problem("AWS-UNREACHABLE", f"parameters {names[0]} and following hold the settings of another deployment")
        time.sleep(PAUSE)


def _values(names):
    try:
        answer = aws.ask("ssm", "AmazonSSM.GetParameters", Names=names)
    except AwsError as error:
        raise Problem(error.code, f"settings {names[0]}: {error.seen}") from error
    values = {each["Name"]: each["Value"] for each in answer["Parameters"]}
    return [values.get(name, "") for name in names]
