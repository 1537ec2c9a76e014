"""Stand-in for TLS: the emulator speaks plain HTTP, and every call counts as one that came over TLS.

Otherwise no one could use a bucket whose policy denies calls without `aws:SecureTransport`, such as that of `cdk bootstrap`.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
"""
from ministack import app


def install():
    pin = app.pin_request_origin
    app.pin_request_origin = lambda source_ip, _: pin(source_ip, True)
