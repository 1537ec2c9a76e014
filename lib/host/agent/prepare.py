"""Fetches what only AWS knows; before nginx and Spring Boot, at each boot."""
import http.client
import json
import sys

import aws
import conventions
import environment
from exchange import AwsError
from problem import problem_of
from secret import secret


def run(host, _):
    failure = ""
    try:
        _prepare(host, host.facts)
    except Exception as error:
        problem = problem_of(error)
        print(problem, file=sys.stderr)
        failure = json.dumps([problem.code, problem.seen])
    host.write(conventions.PREPARE_FAILURE_FILE, failure)
    return bool(failure)


def _prepare(host, facts):
    host.write(conventions.VPC_RANGES_CONF, "".join(f"set_real_ip_from {each};\n" for each in _vpc_ranges()))
    app = facts["app"]
    if app["remote"]:
        address = f"[{app['address']}]" if ":" in app["address"] else app["address"]
        host.write(conventions.SPRING_BOOT_ADDRESS_CONF, f"server {address}:{app['port']} max_fails=0;\n")
    else:
        _fetch_jar(host, **app["jar"])
    host.write(conventions.ENVIRONMENT_FILE, environment.render(facts), 0o600)
    handshakes = {route["path"]: secret(**route["handshake"]["secret"]) for route in facts["routes"] if route.get("handshake")}
    host.write(conventions.HANDSHAKES_FILE, json.dumps(handshakes), 0o600)


def _vpc_ranges():
    network = f"network/interfaces/macs/{aws.metadata('mac')}/vpc-"
    return aws.metadata(network + "ipv4-cidr-blocks").split() + aws.metadata(network + "ipv6-cidr-blocks").split()


def _fetch_jar(host, bucket, key):
    """Leaves alone what is the same version of the same object."""
    *source, etag = json.loads(host.read(conventions.JAR_SOURCE_FILE) or "[0]")

    def receive(response):
        if response.status == 200:
            host.write(conventions.JAR_FILE, _pieces(response))
            host.write(conventions.JAR_SOURCE_FILE, json.dumps([bucket, key, response.getheader("ETag")]))

    known = source == [bucket, key] and host.exists(conventions.JAR_FILE)
    try:
        aws.get_object(bucket, key, {"if-none-match": etag} if known else {}, receive)
    except AwsError as error:
        raise error.about("AWS-JAR", f"s3://{bucket}/{key}")


def _pieces(response):
    yield from iter(lambda: response.read(65536), b"")
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
