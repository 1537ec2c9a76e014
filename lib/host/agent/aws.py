"""The few AWS calls of a host, signed (Signature Version 4) with its own role."""
import json
import os
import re
import time
from urllib.parse import quote, urlencode, urlsplit

from exchange import AwsError, exchange
from sigv4 import sign


def ask(service, target, **parameters):
    """A JSON call; its answer."""
    headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": target}
    return json.loads(_call(service, "POST", headers, json.dumps(parameters).encode()) or "{}")


def query(service, version, action, hurry=False, **parameters):
    """A call of the older kind; its answer as XML."""
    headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    return _call(service, "POST", headers, urlencode({"Action": action, "Version": version, **parameters}).encode(), hurry=hurry)


def target_state(facts, hurry=False):
    """What the target group thinks of this host, and all that it says of it."""
    target = {"Targets.member.1.Id": metadata("instance-id", hurry), "Targets.member.1.Port": facts["targetPort"]}
    answer = query("elasticloadbalancing", "2015-12-01", "DescribeTargetHealth", hurry, TargetGroupArn=facts["targetGroup"], **target)
    state = re.search("<State>([^<]*)<", answer)
    return state[1] if state else "", re.sub("<[^>]*>", " ", answer)


def get_object(bucket, key, headers, receive, hurry=False):
    """Hands the response for an object in S3 to `receive`."""
    _call("s3", "GET", headers, b"", bucket, quote(key), receive, hurry)


def metadata(path, hurry=False):
    """What the instance knows of itself (IMDSv2); empty where there is nothing."""
    url = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254") + "/latest/"
    token = exchange("PUT", url + "api/token", {"x-aws-ec2-metadata-token-ttl-seconds": "60"}, hurry=hurry)
    try:
        return exchange("GET", url + "meta-data/" + path, {"x-aws-ec2-metadata-token": token}, hurry=hurry)
    except AwsError as error:
        if error.status != 404:
            raise
        return ""


def _call(service, method, headers, body, bucket="", path="", receive=None, hurry=False):
    region = os.environ.get("AWS_REGION") or metadata("placement/region")
    override = os.environ.get("AWS_ENDPOINT_URL")
    url = urlsplit(override or f"https://{service}.{region}.{metadata('services/domain')}")
    host = url.netloc
    if bucket and (override or "." in bucket):
        path = f"{bucket}/{path}"  # the certificate of S3 covers no name with another dot
    elif bucket:
        host = f"{bucket}.{host}"
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    signed = sign(method, "/" + path, {**headers, "host": host}, body, service, region, _credentials(), stamp)
    return exchange(method, f"{url.scheme}://{host}/{path}", signed, body, receive, hurry)


def _credentials():
    """Asked for each time, so they never expire in our hands."""
    if "AWS_ACCESS_KEY_ID" in os.environ:
        return [os.environ.get("AWS_" + name, "") for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN")]
    roles = "iam/security-credentials/"
    role = metadata(roles)
    answer = json.loads(metadata(roles + role) or "{}") if role else {}
    if "Token" not in answer:
        raise AwsError(0, "the metadata service knows no credentials of a role: does the instance have a profile?")
    return [answer[name] for name in ("AccessKeyId", "SecretAccessKey", "Token")]
