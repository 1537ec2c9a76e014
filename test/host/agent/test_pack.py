"""The program as the host runs it: one file, one command at a time."""
import json

import conventions
from conftest import GOOD
from standin_application import sockjs, stomp

ROUTES = [{"kind": "sockjs", "path": "/ws-stomp"}, {"kind": "stomp", "path": "/ws"}]


def both(request):
    (sockjs if request.path.startswith("/ws-stomp") else stomp)(request)


def test_check_tells_every_route_as_json(agent, make_host, application, nginx, echo):
    app = application(both)
    nginx(app.port)
    process = agent(make_host({"port": app.port}, routes=ROUTES), "check", "--json")
    output, error = process.communicate(timeout=20)
    results = json.loads(output)
    assert (process.returncode, error) == (0, "")
    assert [(result["code"], result["sentence"], result["evidence"]["path"]) for result in results] == [(None, None, "/ws-stomp"), (None, None, "/ws")]


def test_check_needs_no_aws_and_ends_with_1_when_a_route_fails(agent, make_host, application, nginx, echo):
    app = application(both)
    nginx(app.port, GOOD, "location = /ws { return 502; }")
    process = agent(make_host({"port": app.port}, routes=ROUTES), "check")
    output, error = process.communicate(timeout=20)
    assert (process.returncode, error) == (1, "")
    first, second = output.splitlines()
    assert first == "/ws-stomp passes" and second.startswith("PROXY-CHANGES-ANSWER at nginx: ")


def test_prepare_runs_below_a_prefix(agent, make_host, aws):
    aws.objects["assets", "app.jar"] = b"PK", '"1"'
    host = make_host()
    process = agent(host, "prepare")
    assert process.communicate(timeout=20) == ("the companion stays out of the application: BadZipFile('File is not a zip file')\n", "")
    assert (process.returncode, host.read(conventions.JAR_FILE)) == (0, "PK")


def test_fails_with_one_line_of_reason(agent, make_host, aws):
    process = agent(make_host(), "prepare")
    output, error = process.communicate(timeout=20)
    assert (process.returncode, output, error.count("\n")) == (1, "", 1)
    assert error.startswith("AWS-JAR-MISSING at host: the jar is not in S3 (s3://assets/app.jar: 404 Sender NoSuchKey The specified key does not exist.)")
