"""Stand-in for what ACM reads in a certificate that is imported: its names and its end. ministack reads nothing.

https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html
"""
import json
import re
import ssl
import subprocess
import time

from ministack.services import acm

ASKED = ("openssl", "x509", "-noout", "-enddate", "-ext", "subjectAltName")


def install():
    imported = acm._import_certificate

    def import_certificate(data):
        answer = imported(data)
        arn = json.loads(answer[2]).get("CertificateArn")
        if arn:
            acm._certificates[arn] = {**acm._certificates[arn], **_read(acm._certificates[arn]["_pem_body"])}
        return answer

    acm._import_certificate = import_certificate


def _read(pem):
    said = subprocess.run(ASKED, input=pem, capture_output=True, text=True, check=True).stdout
    end = ssl.cert_time_to_seconds(re.search("notAfter=(.*)", said)[1])
    names = re.findall("DNS:([^,\\s]+)", said)
    return {
        "DomainName": names[0],
        "SubjectAlternativeNames": names,
        "NotAfter": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(end)),
    }
