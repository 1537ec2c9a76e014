"""Fetches what only AWS knows; before nginx and Spring Boot, at each boot."""
import http.client
import json
import sys

import aws
import broker
import conventions
import environment
import launch
import messaging
import stream
from exchange import AwsError
from problem import Problem, problem_of
from secret import fetch_all, secret
from settings import settings


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
    if facts.get("relay"):
        broker.lead(host)
        stream.write(host)
    host.write(conventions.VPC_RANGES_CONF, "".join(f"set_real_ip_from {each};\n" for each in _vpc_ranges()))
    app = facts["app"]
    _lead_to(host, f"{_port(app)};")
    if not app["remote"]:
        _fetch_jar(host, **app["jar"])
    given = settings(host)
    credentials = {route["path"]: route["handshake"]["secret"] for route in facts["routes"] if route.get("handshake")}
    fetch_all([*(given.get("secrets") or {}).values(), *credentials.values(), *messaging.secrets(facts), *broker.secrets(facts)])
    variables = environment.render(given) + broker.environment(facts)
    host.write(conventions.ENVIRONMENT_FILE, variables + ("" if app["remote"] else _launch(host, given)), 0o600)
    handshakes = {path: secret(**reference) for path, reference in credentials.items()}
    host.write(conventions.HANDSHAKES_FILE, json.dumps(handshakes), 0o600)


def _port(app):
    address = f"[{app['address']}]" if ":" in app["address"] else app["address"]
    return f"server {address}:{app['port']} max_fails=0"


def _lead_to(host, *servers):
    """For nginx, where the deployer could not know them."""
    host.write(conventions.SPRING_BOOT_ADDRESS_CONF, "".join(f"{server}\n" for server in servers))


def _launch(host, given):
    """The end of the command line in spring-boot.service, and what else only the companion is told."""
    jar = host.path(conventions.JAR_FILE)
    words, without = launch.arguments(host, jar, given, messaging.options(host.facts))
    if not without and launch.is_on_tomcat(jar):
        _lead_to(host, f"server unix:{conventions.APP_SOCKET};", f"{_port(host.facts['app'])} backup;")
    host.write(conventions.WITHOUT_COMPANION_FILE, without or "")
    if without:
        if host.facts.get("messaging"):
            raise Problem("BROKER-NOT-SHARED", f"the companion stays out of it: {without}")
        print(f"the companion stays out of the application: {without}", flush=True)
    return environment.line("JAVA_LAUNCH", " ".join(words)) + messaging.password(host.facts)


def _vpc_ranges():
    network = f"network/interfaces/macs/{aws.metadata('mac')}/vpc-"
    return aws.metadata(network + "ipv4-cidr-blocks").split() + aws.metadata(network + "ipv6-cidr-blocks").split()


def _fetch_jar(host, bucket, key):
    """Leaves alone what is the same version of the same object, also when S3 does not answer or does not allow it any more."""
    *source, etag = json.loads(host.read(conventions.JAR_SOURCE_FILE) or "[0]")

    def receive(response):
        if response.status == 200:
            host.write(conventions.JAR_FILE, _pieces(response))
            host.write(conventions.JAR_SOURCE_FILE, json.dumps([bucket, key, response.getheader("ETag")]))

    known = source == [bucket, key] and host.exists(conventions.JAR_FILE)
    try:
        aws.get_object(bucket, key, {"if-none-match": etag} if known else {}, receive, hurry=known)
    except AwsError as error:
        problem = error.about("AWS-JAR", f"s3://{bucket}/{key}")
        if not known:
            raise problem
        print(f"this host keeps the jar that it has: {problem}", flush=True)


def _pieces(response):
    yield from iter(lambda: response.read(65536), b"")
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
