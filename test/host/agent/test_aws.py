"""Signature, endpoints, metadata and patience. The stand-in has botocore verify the signature of every call."""
import json
import time

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import aws as agent
import exchange
from exchange import AwsError
from sigv4 import sign
from standin_aws import XML


@pytest.mark.parametrize("path", ["/", "/assets/app.jar", "/a%20b//..%2F%C3%BC~%3F%26%3D%25%2B/c"])
@pytest.mark.parametrize("token", ["", "session//token="])
@pytest.mark.parametrize("body", [b"", b'{"SecretId":"db"}', bytes(range(256))])
def test_signs_as_botocore_does(path, token, body):
    headers = {"host": "s3.eu-central-1.amazonaws.com", "content-type": "application/x-amz-json-1.1"}
    signed = sign("GET", path, headers, body, "s3", "eu-central-1", ["AKID", "secret/+", token], "20260501T120000Z")
    given = {name: value for name, value in signed.items() if name != "authorization"}
    request = AWSRequest("GET", "https://s3.eu-central-1.amazonaws.com" + path, given, body)
    request.context["timestamp"] = "20260501T120000Z"
    signer = S3SigV4Auth(Credentials("AKID", "secret/+", token or None), "s3", "eu-central-1")
    canonical = signer.canonical_request(request)
    signature = signer.signature(signer.string_to_sign(request, canonical), request)
    names = signer.signed_headers(signer.headers_to_sign(request))
    assert signed["authorization"] == f"AWS4-HMAC-SHA256 Credential={signer.scope(request)}, SignedHeaders={names}, Signature={signature}"
    assert ("x-amz-security-token" in signed) == bool(token)


@pytest.fixture
def sent(monkeypatch):
    """Catches what would leave for a real AWS."""
    requests = []
    known = {"placement/region": "cn-north-1", "services/domain": "amazonaws.com.cn"}
    monkeypatch.setattr(agent, "metadata", known.get)
    monkeypatch.setattr(agent, "_credentials", lambda: ["AKID", "secret", ""])
    monkeypatch.setattr(agent, "exchange", lambda *request: requests.append(request) or "{}")
    return requests


@pytest.mark.parametrize(
    "bucket, key, url",
    [
        ("assets", "a b/ü+.jar", "https://assets.s3.cn-north-1.amazonaws.com.cn/a%20b/%C3%BC%2B.jar"),
        ("assets.example.com", "app.jar", "https://s3.cn-north-1.amazonaws.com.cn/assets.example.com/app.jar"),
    ],
)
def test_finds_an_object_of_any_partition(sent, bucket, key, url):
    agent.get_object(bucket, key, {}, None)
    method, target, headers, *_ = sent[0]
    assert (method, target, headers["host"]) == ("GET", url, url.split("/")[2])


def test_finds_the_other_services(sent):
    agent.ask("logs", "Logs_20140328.PutLogEvents")
    agent.query("elasticloadbalancing", "2015-12-01", "DescribeTargetHealth")
    assert [url for _, url, *_ in sent] == ["https://logs.cn-north-1.amazonaws.com.cn/", "https://elasticloadbalancing.cn-north-1.amazonaws.com.cn/"]


def test_takes_region_and_credentials_of_the_environment_first(sent, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(agent, "exchange", lambda *request: sent.append(request) or "{}")
    for name, value in {"AWS_REGION": "eu-west-3", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": "http://127.0.0.1:4566"}.items():
        monkeypatch.setenv(name, value)
    agent.get_object("assets", "app.jar", {}, None)
    _, url, headers, *_ = sent[0]
    assert url == "http://127.0.0.1:4566/assets/app.jar"
    assert "Credential=test/" in headers["authorization"] and "/eu-west-3/s3/aws4_request" in headers["authorization"]
    assert "x-amz-security-token" not in headers


@pytest.mark.parametrize("key", ["app.jar", "a b/ü+~&=?#%.jar", "//double/../dots"])
def test_fetches_awkward_keys_from_s3(aws, key):
    aws.objects["my.assets", key] = b"content", '"1"'
    got = []
    agent.get_object("my.assets", key, {}, lambda response: got.append(response.read()))
    assert got == [b"content"]


def test_reads_the_metadata_service_with_a_token(aws):
    assert agent.metadata("instance-id") == "i-0123456789abcdef0"
    assert agent.metadata("network/nothing") == ""


def test_sends_parameters_of_both_kinds(aws):
    aws.answers["GetSecretValue"] = lambda parameters: (200, json.dumps({"SecretString": parameters["SecretId"]}))
    assert agent.ask("secretsmanager", "secretsmanager.GetSecretValue", SecretId="ü&=") == {"SecretString": "ü&="}
    agent.query("cloudformation", "2010-05-15", "SignalResource", StackName="ü & =")
    assert aws.called("SignalResource") == [{"Version": "2010-05-15", "StackName": "ü & ="}]


PASSING = {
    "a new role": (400, '{"__type":"AccessDeniedException","Message":"not yet"}'),
    "a new role, S3": (403, XML.format("AccessDenied", "Access Denied")),
    "throttling": (400, '{"__type":"ThrottlingException","message":"Rate exceeded"}'),
    "an outage": (503, "slow down"),
    "a clock that is not set yet": (400, '{"__type":"InvalidSignatureException","message":"Signature expired: 20260101T000000Z is now earlier than 20260102T000000Z"}'),
}


@pytest.mark.parametrize("failure", PASSING)
def test_repeats_what_may_pass(aws, monkeypatch, failure):
    monkeypatch.setattr(exchange, "PATIENCE", 5)
    answers = iter([PASSING[failure], (200, '{"a": 1}')])
    aws.answers["PutLogEvents"] = lambda parameters: next(answers)
    started = time.monotonic()
    assert agent.ask("logs", "Logs_20140328.PutLogEvents") == {"a": 1}
    assert 0.9 < time.monotonic() - started < 2, "after a pause"


@pytest.mark.parametrize("failure", PASSING)
def test_fails_when_patience_ends(aws, failure):
    aws.answers["PutLogEvents"] = lambda parameters: PASSING[failure]
    with pytest.raises(AwsError):
        agent.ask("logs", "Logs_20140328.PutLogEvents")
    assert len(aws.called("PutLogEvents")) == 1


def test_fails_at_once_for_what_cannot_pass(aws, monkeypatch):
    monkeypatch.setattr(exchange, "PATIENCE", 60)
    aws.answers["SignalResource"] = lambda parameters: (400, XML.format("ValidationError", "Stack chat is in DELETE_COMPLETE state"))
    with pytest.raises(AwsError) as caught:
        agent.query("cloudformation", "2010-05-15", "SignalResource")
    assert (caught.value.code, caught.value.seen) == ("AWS-UNREACHABLE", "400 Sender ValidationError Stack chat is in DELETE_COMPLETE state")


def test_fails_without_a_network():
    with pytest.raises(AwsError) as caught:
        agent.metadata("instance-id")
    assert (caught.value.code, "127.0.0.1:1" in caught.value.seen) == ("AWS-UNREACHABLE", True)
