"""Stands in for AWS and the metadata service, as their documentation tells; every signature is verified by botocore."""
import http.server
import json
import threading
from urllib.parse import parse_qs, unquote

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGION = "eu-central-1"
KEY = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "token//of+the=role")
MAC = "0a:1b:2c:3d:4e:5f"
SERVICES = {
    "DescribeTargetHealth": "elasticloadbalancing",
    "SignalResource": "cloudformation",
    "DescribeStacks": "cloudformation",
    "DescribeAlarms": "monitoring",
    "PutMetricData": "monitoring",
}
XML = "<ErrorResponse><Error><Type>Sender</Type><Code>{}</Code><Message>{}</Message></Error></ErrorResponse>"


class Aws(http.server.ThreadingHTTPServer):
    """`answers` maps an action's name to a function from its parameters to (status, answer); `calls` is what was asked, in order."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.calls = []
        self.objects = {}  # (bucket, key) -> (bytes, ETag)
        self.answers = {}
        self.metadata = {
            "mac": MAC,
            f"network/interfaces/macs/{MAC}/vpc-ipv4-cidr-blocks": "10.0.0.0/16\n100.64.0.0/20",
            "instance-id": "i-0123456789abcdef0",
            "placement/region": REGION,
            "services/domain": "amazonaws.com",
            "iam/security-credentials/": "the-role",
            "iam/security-credentials/the-role": json.dumps(
                {"Code": "Success", "AccessKeyId": KEY.access_key, "SecretAccessKey": KEY.secret_key, "Token": KEY.token}
            ),
        }
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def environment(self):
        return {"AWS_ENDPOINT_URL": self.url, "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.url}

    def handle_error(self, request, client_address):
        pass  # clients hang up as they like

    def called(self, action):
        return [parameters for name, parameters in self.calls if name == action]

    def stop(self):
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_PUT(self):
        valid = self.path == "/latest/api/token" and 1 <= int(self.headers["x-aws-ec2-metadata-token-ttl-seconds"]) <= 21600
        self._reply(200 if valid else 400, "the-metadata-token")

    def do_GET(self):
        if self.path.startswith("/latest/meta-data/"):
            text = self.server.metadata.get(self.path[len("/latest/meta-data/") :])
            allowed = self.headers["x-aws-ec2-metadata-token"] == "the-metadata-token"
            return self._reply(401 if not allowed else 404 if text is None else 200, text or "")
        if not self._signed(S3SigV4Auth, "s3", b""):
            return self._reply(403, XML.format("SignatureDoesNotMatch", "no"))
        bucket, key = unquote(self.path[1:]).split("/", 1)
        self.server.calls.append(("GetObject", {"Bucket": bucket, "Key": key}))
        if "GetObject" in self.server.answers:
            return self._reply(*self.server.answers["GetObject"](bucket, key))
        if (bucket, key) not in self.server.objects:
            return self._reply(404, XML.format("NoSuchKey", "The specified key does not exist."))
        content, etag = self.server.objects[bucket, key]
        if self.headers["If-None-Match"] == etag:
            return self._reply(304, b"", ETag=etag)
        self._reply(200, content, ETag=etag)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        target = self.headers["x-amz-target"]
        if target:
            action, parameters = target.split(".")[1], json.loads(body)
            service = {"secretsmanager": "secretsmanager", "AmazonSSM": "ssm", "Logs_20140328": "logs"}[target.split(".")[0]]
        else:
            parameters = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            action = parameters.pop("Action")
            service = SERVICES[action]
        if not self._signed(SigV4Auth, service, body):
            return self._reply(403, '{"__type":"InvalidSignatureException","message":"no"}')
        self.server.calls.append((action, parameters))
        status, answer = self.server.answers.get(action, lambda parameters: (200, "{}"))(parameters)
        self._reply(status, answer)

    def _signed(self, method, service, body):
        """Whether botocore, given the headers that the client signed, comes to the same signature."""
        authorization = self.headers["authorization"]
        names = authorization.split("SignedHeaders=")[1].split(",")[0].split(";")
        assert {"host", "x-amz-date", "x-amz-security-token"} <= set(names)
        request = AWSRequest(self.command, self.server.url + self.path, {name: self.headers[name] for name in names}, body)
        request.context["timestamp"] = self.headers["x-amz-date"]
        signer = method(KEY, service, REGION)
        signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
        return authorization.endswith(f"Signature={signature}") and f"Credential={signer.scope(request)}," in authorization

    def _reply(self, status, body, **headers):
        body = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
