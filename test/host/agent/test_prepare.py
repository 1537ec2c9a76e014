"""What `prepare` leaves on the disk, and what it says when it cannot."""
import errno
import http.client
import io
import json
import os
import stat
import zipfile

import pytest

import conventions
import exchange
import launch
import prepare
from host import Host
from prepared import SECRETS, forget, prepared, vault  # noqa: F401
from standin_aws import MAC, XML


def mode(host, name):
    return stat.S_IMODE(os.stat(host.path(name)).st_mode)


def test_trusts_the_load_balancer_in_every_range_of_the_vpc(prepared, aws):
    host, *_ = prepared()
    assert host.read(conventions.VPC_RANGES_CONF) == "set_real_ip_from 10.0.0.0/16;\nset_real_ip_from 100.64.0.0/20;\n"
    aws.metadata[f"network/interfaces/macs/{MAC}/vpc-ipv6-cidr-blocks"] = "2001:db8::/56"
    host, *_ = prepared()
    assert host.read(conventions.VPC_RANGES_CONF).endswith("/20;\nset_real_ip_from 2001:db8::/56;\n")


@pytest.mark.parametrize("address, server", [("10.0.1.7", "10.0.1.7:9000"), ("app.internal", "app.internal:9000"), ("fd00::7", "[fd00::7]:9000")])
def test_tells_nginx_where_a_remote_application_is(prepared, aws, address, server):
    host, *_ = prepared({"remote": True, "address": address, "port": 9000})
    assert host.read(conventions.SPRING_BOOT_ADDRESS_CONF) == f"server {server} max_fails=0;\n"
    assert aws.called("GetObject") == []


PORT = "server 127.0.0.1:{} max_fails=0"


@pytest.mark.parametrize(
    "library, companion, servers",
    [
        ("tomcat-embed-core-11.0.27", True, "server unix:run/spring-boot/http.sock;\n" + PORT + " backup;\n"),
        ("tomcat-embed-core-11.0.27", False, PORT + ";\n"),
        ("jetty-server-12.1.14", True, PORT + ";\n"),
    ],
)
def test_tells_nginx_on_what_a_jar_from_a_bucket_will_listen(prepared, aws, monkeypatch, library, companion, servers):
    monkeypatch.setattr(launch, "arguments", lambda host, jar, given, further: (["-jar", jar], None if companion else "companion is false"))
    jar = io.BytesIO()
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr(f"BOOT-INF/lib/{library}.jar", "")
    aws.objects["assets", "app.jar"] = jar.getvalue(), '"etag-1"'
    host, *_ = prepared()
    assert host.read(conventions.SPRING_BOOT_ADDRESS_CONF) == servers.format(host.facts["app"]["port"])
    assert host.read(conventions.WITHOUT_COMPANION_FILE) == ("" if companion else "companion is false")


def test_fetches_the_jar_for_everybody_to_read(prepared, aws):
    old = os.umask(0o077)
    host, *_ = prepared()
    os.umask(old)
    with open(host.path(conventions.JAR_FILE), "rb") as file:
        assert file.read() == b"PK" + bytes(200_000)
    assert mode(host, conventions.JAR_FILE) == 0o644
    assert sorted(os.listdir(os.path.dirname(host.path(conventions.JAR_FILE)))) == ["app.jar", "app.jar.source"]


def test_fetches_the_same_version_only_once(prepared, aws):
    host, *_ = prepared()
    first = os.stat(host.path(conventions.JAR_FILE)).st_mtime_ns
    prepared()
    assert os.stat(host.path(conventions.JAR_FILE)).st_mtime_ns == first
    aws.objects["assets", "app.jar"] = b"newer", '"etag-2"'
    prepared()
    assert host.read(conventions.JAR_FILE) == "newer"


def test_fetches_again_when_key_or_jar_is_another(prepared, aws):
    host, *_ = prepared()
    aws.objects["assets", "other.jar"] = b"other", '"etag-1"'
    prepared({"jar": {"bucket": "assets", "key": "other.jar"}})
    assert host.read(conventions.JAR_FILE) == "other"
    os.remove(host.path(conventions.JAR_FILE))
    prepared({"jar": {"bucket": "assets", "key": "other.jar"}})
    assert host.read(conventions.JAR_FILE) == "other"


@pytest.mark.parametrize(
    "answer, why",
    [
        ((403, XML.format("AccessDenied", "Access Denied")), "AWS-JAR-DENIED"),
        ((404, XML.format("NoSuchKey", "The specified key does not exist.")), "AWS-JAR-MISSING"),
        ((503, XML.format("SlowDown", "Reduce your request rate.")), "AWS-UNREACHABLE"),
    ],
)
def test_keeps_the_jar_that_it_has_when_s3_refuses_or_is_away(prepared, aws, monkeypatch, capfd, answer, why):
    prepared()
    monkeypatch.setattr(exchange, "PATIENCE", 60)  # for which a host that boots again must not wait
    aws.calls.clear()
    aws.answers["GetObject"] = lambda bucket, key: answer
    host = Host(prepared.root)
    assert prepare.run(host, None) is False
    out, err = capfd.readouterr()
    assert out.startswith(f"this host keeps the jar that it has: {why} at host: ") and err == ""
    assert len(aws.called("GetObject")) == 1
    assert os.path.getsize(host.path(conventions.JAR_FILE)) == 200_002


def test_keeps_the_jar_when_a_newer_one_breaks_off(prepared, aws, monkeypatch, capfd):
    prepared()
    aws.objects["assets", "app.jar"] = b"newer", '"etag-2"'
    monkeypatch.setattr(prepare, "_pieces", lambda response: (_ for _ in ()).throw(http.client.IncompleteRead(b"", 9)))
    assert prepare.run(Host(prepared.root), None) is False
    assert "keeps the jar" in capfd.readouterr().out


def variables(host):
    """What the application gets, without the end of its command line."""
    text, launch = host.read(conventions.ENVIRONMENT_FILE).split("JAVA_LAUNCH=")
    assert launch == f'"-jar {host.path(conventions.JAR_FILE)}"\n'
    return text


def test_writes_environment_and_secrets_for_root_only(prepared, vault):
    host, *_ = prepared(environment={"SPRING_PROFILES_ACTIVE": "prod", "API_KEY": "replaced"}, secrets=SECRETS)
    assert variables(host) == 'SPRING_PROFILES_ACTIVE="prod"\nAPI_KEY="key"\nDB_PASSWORD="p\\$\\"w"\nDB_PORT="5432"\n'
    assert mode(host, conventions.ENVIRONMENT_FILE) == 0o600
    assert vault.called("GetSecretValue") == [{"SecretId": "db"}], "one secret is asked for once"
    assert vault.called("GetParameter") == [{"Name": "/chat/api", "WithDecryption": True}]


def test_hands_spring_properties_over_as_json(prepared):
    host, *_ = prepared(properties={"spring.jpa.open-in-view": "false", "chat.greeting": 'say "hi"'}, environment={"A": "1"})
    assert variables(host) == (
        'A="1"\nSPRING_APPLICATION_JSON="{\\"spring.jpa.open-in-view\\": \\"false\\", \\"chat.greeting\\": \\"say \\\\\\"hi\\\\\\"\\"}"\n'
    )
    host, *_ = prepared(properties={}, environment={"A": "1"})
    assert variables(host) == 'A="1"\n'


def test_keeps_the_credentials_of_strict_routes_for_the_gate(prepared, vault):
    host, *_ = prepared(routes=[{"kind": "stomp", "path": "/ws", "handshake": {"query": "token", "secret": SECRETS["API_KEY"]}}, {"kind": "stomp", "path": "/open"}])
    assert json.loads(host.read(conventions.HANDSHAKES_FILE)) == {"/ws": "key"}
    assert mode(host, conventions.HANDSHAKES_FILE) == 0o600


def test_forgets_an_earlier_failure(prepared, aws):
    content = aws.objects.pop(("assets", "app.jar"))
    _, code, _ = prepared()
    assert code == "AWS-JAR-MISSING"
    aws.objects["assets", "app.jar"] = content
    _, code, _ = prepared()
    assert code is None


@pytest.mark.parametrize(
    "answer, code",
    [
        ((404, XML.format("NoSuchKey", "The specified key does not exist.")), "AWS-JAR-MISSING"),
        ((404, XML.format("NoSuchBucket", "The specified bucket does not exist")), "AWS-JAR-MISSING"),
        ((403, XML.format("AccessDenied", "Access Denied")), "AWS-JAR-DENIED"),
        ((500, XML.format("InternalError", "We encountered an internal error.")), "AWS-UNREACHABLE"),
        ((403, XML.format("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")), "AWS-UNREACHABLE"),
    ],
)
def test_fails_without_the_jar(prepared, aws, answer, code):
    aws.answers["GetObject"] = lambda bucket, key: answer
    _, told, seen = prepared()
    assert (told, "s3://assets/app.jar" in seen) == (code, True)
    assert Host(prepared.root).read(conventions.SPRING_BOOT_ADDRESS_CONF), "without which nginx does not start to say so"


def test_fails_when_the_jar_breaks_off(prepared, aws, monkeypatch):
    import standin_aws

    def half(handler, status, body, **headers):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    whole = standin_aws._Handler._reply
    monkeypatch.setattr(standin_aws._Handler, "_reply", lambda handler, *rest, **more: (whole if "/latest/" in handler.path else half)(handler, *rest, **more))
    host, code, _ = prepared()
    assert (code, os.listdir(os.path.dirname(host.path(conventions.JAR_FILE)))) == ("AWS-UNREACHABLE", [])


def test_repeats_a_download_that_broke_off(prepared, aws, monkeypatch):
    monkeypatch.setattr(exchange, "PATIENCE", 5)
    answers = iter([(503, XML.format("SlowDown", "Reduce your request rate.")), (200, b"whole")])
    aws.answers["GetObject"] = lambda bucket, key: next(answers)
    host, code, _ = prepared()
    assert (code, host.read(conventions.JAR_FILE)) == (None, "whole")


def test_fails_without_an_instance_profile(prepared, aws):
    del aws.metadata["iam/security-credentials/"]
    _, code, seen = prepared()
    assert (code, "does the instance have a profile?" in seen) == ("AWS-UNREACHABLE", True)


def test_fails_for_a_value_that_systemd_refuses(prepared):
    _, code, seen = prepared(environment={"GREETING": "a\0b"})
    assert (code, seen) == ("HOST-ENVIRONMENT-REFUSED", "GREETING")


def test_fails_when_the_disk_is_full(prepared, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(prepare, "_pieces", lambda response: iter([b"PK"]))
    with monkeypatch.context() as patch:
        real = os.fsync
        patch.setattr(os, "fsync", lambda descriptor: full(descriptor) if os.readlink(f"/proc/self/fd/{descriptor}").endswith("app.jar.new") else real(descriptor))
        _, code, _ = prepared()
    assert code == "HOST-DISK-FULL"


def test_fails_without_the_metadata_service(make_host, capfd):
    assert prepare.run(make_host(), None) == 1
    assert capfd.readouterr().err.startswith("AWS-UNREACHABLE at host: ")


def test_fails_with_a_sentence_even_for_what_nobody_thought_of(make_host, aws, capfd):
    host = make_host()
    del host.facts["app"]["jar"]
    assert prepare.run(host, None) == 1
    assert capfd.readouterr().err.startswith("AGENT-FAILED at host: ")
