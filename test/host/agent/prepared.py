"""Runs `prepare` against the stand-in for AWS."""
import json

import pytest

import conventions
import prepare
import secret


@pytest.fixture(autouse=True)
def forget():
    secret._fetch.cache_clear()


@pytest.fixture
def prepared(aws, make_host, capfd):
    """Runs `prepare`; the host, and the failure that the gate would read."""
    aws.objects["assets", "app.jar"] = b"PK" + bytes(200_000), '"etag-1"'

    def run(app=None, **facts):
        host = make_host(app, **facts)
        status = prepare.run(host, None)
        failure = host.read(conventions.PREPARE_FAILURE_FILE)
        error = capfd.readouterr().err
        if failure:
            code, seen = json.loads(failure)
            assert status == 1 and error.startswith(f"{code} at ") and error.count("\n") == 1, "one line: code and sentence"
            return host, code, seen
        assert (status, error) == (0, "")
        return host, None, None

    run.root = make_host().root
    return run


SECRETS = {
    "DB_PASSWORD": {"service": "secretsmanager", "id": "db", "jsonKey": "password"},
    "DB_PORT": {"service": "secretsmanager", "id": "db", "jsonKey": "port"},
    "API_KEY": {"service": "ssm", "id": "/chat/api"},
}


@pytest.fixture
def vault(aws):
    aws.answers["GetSecretValue"] = lambda parameters: (200, json.dumps({"SecretString": '{"password": "p$\\"w", "port": 5432}'}))
    aws.answers["GetParameter"] = lambda parameters: (200, json.dumps({"Parameter": {"Value": "key"}}))
    return aws
