"""Secrets, and what `prepare` says without one."""
import json
import re
import threading
import time

import pytest

import conventions
import exchange
import secret
from prepared import SECRETS, forget, prepared, vault  # noqa: F401


def test_fetches_a_hundred_secrets_side_by_side(prepared, vault):
    def slow(parameters):
        time.sleep(0.05)
        return 200, json.dumps({"SecretString": parameters["SecretId"] + "!"})

    vault.answers["GetSecretValue"] = slow
    start = time.monotonic()
    host, *_ = prepared(secrets={f"SECRET_{number}": {"service": "secretsmanager", "id": f"id-{number}"} for number in range(100)})
    assert time.monotonic() - start < 4, "one after the other they take five seconds at least"
    assert host.read(conventions.ENVIRONMENT_FILE).splitlines()[99] == 'SECRET_99="id-99!"'
    assert len(vault.called("GetSecretValue")) == 100


def test_asks_again_for_secrets_that_were_throttled(prepared, vault, monkeypatch):
    monkeypatch.setattr(exchange, "PATIENCE", 10)
    refused = set()
    lock = threading.Lock()

    def throttled(parameters):
        with lock:
            first = parameters["SecretId"] not in refused
            refused.add(parameters["SecretId"])
        return (400, '{"__type":"ThrottlingException"}') if first else (200, '{"SecretString":"x"}')

    vault.answers["GetSecretValue"] = throttled
    _, code, _ = prepared(secrets={f"SECRET_{number}": {"service": "secretsmanager", "id": f"id-{number}"} for number in range(8)})
    assert (code, len(vault.called("GetSecretValue"))) == (None, 16)


def test_asks_for_no_more_secrets_once_one_is_refused(prepared, vault):
    vault.answers["GetSecretValue"] = lambda parameters: (400, '{"__type":"AccessDeniedException"}')
    _, code, seen = prepared(secrets={f"SECRET_{number}": {"service": "secretsmanager", "id": f"id-{number}"} for number in range(100)})
    assert code == "AWS-SECRET-DENIED" and re.search(r"\bid-[0-7]\b", seen)
    assert len(vault.called("GetSecretValue")) <= secret.AT_ONCE


@pytest.mark.parametrize(
    "name, answer, code",
    [
        ("DB_PASSWORD", (400, '{"__type":"ResourceNotFoundException","Message":"Secrets Manager can\'t find the specified secret."}'), "AWS-SECRET-MISSING"),
        ("DB_PASSWORD", (400, '{"__type":"InvalidRequestException","Message":"You can\'t perform this operation on the secret because it was marked for deletion."}'), "AWS-SECRET-MISSING"),
        ("DB_PASSWORD", (400, '{"__type":"AccessDeniedException","Message":"User: x is not authorized to perform: secretsmanager:GetSecretValue"}'), "AWS-SECRET-DENIED"),
        ("API_KEY", (400, '{"__type":"ParameterNotFound","message":"/chat/api"}'), "AWS-SECRET-MISSING"),
        ("API_KEY", (400, '{"__type":"AccessDeniedException","Message":"not authorized to perform: ssm:GetParameter"}'), "AWS-SECRET-DENIED"),
        ("DB_PASSWORD", (200, '{"SecretString":"{\\"user\\": \\"hidden-value\\"}"}'), "AWS-SECRET-NO-KEY"),
        ("DB_PASSWORD", (200, '{"SecretString":"hidden-value"}'), "AWS-SECRET-NO-KEY"),
        ("DB_PASSWORD", (200, '{"SecretString":"[1]"}'), "AWS-SECRET-NO-KEY"),
        ("DB_PASSWORD", (200, '{"SecretBinary":"aGlkZGVu"}'), "AWS-SECRET-NO-KEY"),
    ],
)
def test_fails_without_a_secret(prepared, aws, name, answer, code):
    aws.answers["GetSecretValue"] = aws.answers["GetParameter"] = lambda parameters: answer
    host, told, seen = prepared(secrets={name: SECRETS[name]})
    assert (told, SECRETS[name]["id"] in seen, "hidden-value" in seen) == (code, True, False)
    assert host.read(conventions.ENVIRONMENT_FILE) == ""
