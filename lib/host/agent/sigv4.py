"""Signature Version 4, for requests without a query."""
import hashlib
import hmac


def sign(method, path, headers, body, service, region, credentials, stamp):
    """`headers`, named in lower case and with `host`, and those that prove who asks."""
    key, secret, token = credentials
    digest = hashlib.sha256(body).hexdigest()
    headers = {**headers, "x-amz-date": stamp, "x-amz-content-sha256": digest}
    if token:
        headers["x-amz-security-token"] = token
    names = ";".join(sorted(headers))
    request = "\n".join([method, path, "", *(f"{name}:{headers[name]}" for name in sorted(headers)), "", names, digest])
    scope = [stamp[:8], region, service, "aws4_request"]
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, "/".join(scope), hashlib.sha256(request.encode()).hexdigest()])
    signature = ("AWS4" + secret).encode()
    for part in [*scope, text]:
        signature = hmac.new(signature, part.encode(), "sha256").digest()
    headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={key}/{'/'.join(scope)}, SignedHeaders={names}, Signature={signature.hex()}"
    return headers
