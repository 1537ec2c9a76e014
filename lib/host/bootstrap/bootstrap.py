"""Fetches the agent from S3 and lets it install itself; where that fails, says so on the console and to CloudFormation.

All that fits into user data of the host's programs. Python's standard library only.
"""
import http.client
import json
import os
import re
import subprocess
import sys
import time
from urllib.parse import urlencode, urlsplit

from sigv4 import sign

TARGET = "/usr/local/lib/websocket-host/agent.pyz"
DEPLOYMENT = "/etc/websocket-host/deployment.json"
CONSOLE = "/dev/console"
TRIES = 12
PAUSE = 10  # seconds; a new role needs up to a minute until S3 knows it


def send(url, method, path, headers={}, body=b""):
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=20)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        data = response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise OSError(f"{method} {url}{path} answers {response.status} {data[:200].decode(errors='replace')}")
    return data


def metadata(path):
    url = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254")
    token = send(url, "PUT", "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"}).decode()
    return send(url, "GET", "/latest/" + path, {"X-aws-ec2-metadata-token": token}).decode()


def aws(service, method, path, headers={}, body=b""):
    roles = "meta-data/iam/security-credentials/"
    role = json.loads(metadata(roles + metadata(roles)))
    region = metadata("meta-data/placement/region")
    url = os.environ.get("AWS_ENDPOINT_URL") or f"https://{service}.{region}.{metadata('meta-data/services/domain')}"
    credentials = [role[name] for name in ("AccessKeyId", "SecretAccessKey", "Token")]
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    headers = {**headers, "host": urlsplit(url).netloc}
    return send(url, method, path, sign(method, path, headers, body, service, region, credentials, stamp), body)


def give_up(facts, seen):
    seen = " ".join(re.sub("<[^>]*>", " ", str(seen)).split())
    with open(CONSOLE, "w") as console:
        print(
            f"AWS-AGENT-UNREACHABLE at host: the agent cannot be fetched or installed ({seen}).",
            "Allow the host s3:GetObject on it, kms:Decrypt on its key, and a way to S3.",
            file=console,
        )
    fields = {"Action": "SignalResource", "Version": "2010-05-15", "Status": "FAILURE", "StackName": facts["stack"]}
    fields.update(LogicalResourceId=facts["resource"], UniqueId=metadata("meta-data/instance-id"))
    form = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    aws("cloudformation", "POST", "/", form, urlencode(fields).encode())
    sys.exit(1)


def fetch(bucket, key):
    for left in reversed(range(TRIES)):
        try:
            return aws("s3", "GET", f"/{bucket}/{key}")
        except OSError:
            if not left:
                raise
            time.sleep(PAUSE)


def main():
    with open(DEPLOYMENT) as file:
        facts = json.load(file)
    try:
        data = fetch(**facts["agent"])
        with open(TARGET, "wb") as file:
            file.write(data)
        subprocess.run([sys.executable, TARGET, "install"], check=True)
    except Exception as error:  # whatever it is, CloudFormation must not wait for nothing
        give_up(facts, error)


if __name__ == "__main__":
    main()
