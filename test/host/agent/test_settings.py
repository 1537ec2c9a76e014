"""Settings that user data had no room for."""
import json
import stat
import os

import pytest

import conventions
import exchange
import settings
from problem import Problem

FILE = {"bucket": "assets", "key": "settings.json"}
NAMES = [f"/cdk-spring-websocket/Chat/Host/{number}" for number in range(1, 13)]
PARAMETERS = {"names": NAMES, "digest": "abc"}
REFERENCE = {"service": "ssm", "id": "/chat/api"}


def store(aws, text):
    """Parameters that hold a text in pieces; in the order of AWS's own choice."""
    size = -(-len(text) // len(NAMES))
    values = {name: text[index * size : (index + 1) * size] for index, name in enumerate(NAMES)}

    def answer(parameters):
        found = [{"Name": name, "Value": values[name]} for name in reversed(parameters["Names"])]
        return 200, json.dumps({"Parameters": found, "InvalidParameters": []})

    aws.answers["GetParameters"] = answer


@pytest.fixture
def stored(aws):
    aws.objects["assets", "settings.json"] = json.dumps({"environment": {"B": "café"}, "properties": {"p": "1"}, "secrets": {}}).encode(), '"1"'
    store(aws, json.dumps({"digest": "abc", "environment": {"C": "3"}, "properties": {}, "secrets": {"KEY": REFERENCE}}))
    return aws


def test_takes_those_of_user_data_and_asks_for_nothing(make_host, aws):
    given = settings.settings(make_host(environment={"A": "1"}, properties={}, secrets={}))
    assert (given["environment"], aws.calls) == ({"A": "1"}, [])


def test_adds_those_of_file_and_parameters(make_host, stored):
    host = make_host(environment={"A": "1"}, settings={"file": FILE, "parameters": PARAMETERS})
    assert settings.settings(host) == {
        "environment": {"A": "1", "B": "café", "C": "3"},
        "properties": {"p": "1"},
        "secrets": {"KEY": REFERENCE},
    }
    assert [len(each["Names"]) for each in stored.called("GetParameters")] == [10, 2], "one call takes ten names"


def test_keeps_those_that_the_host_was_started_with(make_host, stored):
    elsewhere = {"file": FILE, "parameters": PARAMETERS}
    first = settings.settings(make_host(settings=elsewhere))
    stored.objects.clear()
    stored.calls.clear()
    store(stored, json.dumps({"digest": "next"}))
    host = make_host(settings=elsewhere)
    assert (settings.settings(host), stored.calls) == (first, [])
    assert stat.S_IMODE(os.stat(host.path(conventions.SETTINGS_FILE)).st_mode) == 0o600


def test_fetches_those_of_another_deployment(make_host, stored):
    settings.settings(make_host(settings={"file": FILE}))
    host = make_host(settings={"parameters": PARAMETERS})
    assert settings.settings(host)["environment"] == {"C": "3"}


@pytest.mark.parametrize("before", ['{"digest": "before", "environment": {}}', '{"digest": "abc", "environ', ""])
def test_waits_until_parameter_store_has_them(make_host, stored, monkeypatch, before):
    monkeypatch.setattr(exchange, "PATIENCE", 5)
    monkeypatch.setattr(settings.time, "sleep", lambda _: store(stored, json.dumps({"digest": "abc", "environment": {"C": "new"}})))
    store(stored, before)
    assert settings.settings(make_host(settings={"parameters": PARAMETERS}))["environment"] == {"C": "new"}


def test_fails_with_those_of_another_deployment(make_host, stored):
    store(stored, '{"digest": "other"}')
    with pytest.raises(Problem) as raised:
        settings.settings(make_host(settings={"parameters": PARAMETERS}))
    assert (raised.value.code, NAMES[0] in raised.value.seen) == ("AWS-UNREACHABLE", True)


@pytest.mark.parametrize(
    "elsewhere, named, action",
    [({"file": FILE}, "s3://assets/settings.json", "GetObject"), ({"parameters": PARAMETERS}, NAMES[0], "GetParameters")],
)
def test_fails_when_they_are_refused(make_host, stored, elsewhere, named, action):
    stored.answers[action] = lambda *_: (403, "AccessDenied")
    with pytest.raises(Problem) as raised:
        settings.settings(make_host(settings=elsewhere))
    assert (raised.value.code, named in raised.value.seen, "AccessDenied" in raised.value.seen) == ("AWS-UNREACHABLE", True, True)
