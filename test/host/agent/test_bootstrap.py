import importlib.util
import json

import pytest
from conftest import REPOSITORY

PROGRAM = REPOSITORY / "lib/host/bootstrap/bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The program with paths of its own and no pauses."""
    spec = importlib.util.spec_from_file_location("bootstrap", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, path in {"TARGET": "agent.pyz", "DEPLOYMENT": "deployment.json", "CONSOLE": "console"}.items():
        monkeypatch.setattr(module, name, str(tmp_path / path))
    monkeypatch.setattr(module, "TRIES", 3)
    monkeypatch.setattr(module, "PAUSE", 0)
    facts = {"agent": {"bucket": "assets", "key": "agent.zip"}, "stack": "arn:stack", "resource": "Group"}
    (tmp_path / "deployment.json").write_text(json.dumps(facts))
    return module


SIGNALLED = [{"Version": "2010-05-15", "Status": "FAILURE", "StackName": "arn:stack", "LogicalResourceId": "Group", "UniqueId": "i-0123456789abcdef0"}]


def test_fetches_the_agent_and_lets_it_install_itself(bootstrap, aws, tmp_path):
    aws.objects["assets", "agent.zip"] = (b"import sys; open(sys.argv[0] + '.ran', 'w').write(sys.argv[1])", "tag")
    bootstrap.main()
    assert (tmp_path / "agent.pyz.ran").read_text() == "install"
    assert aws.called("SignalResource") == []


def test_waits_until_s3_knows_the_new_role(bootstrap, aws, tmp_path):
    answers = [(403, "<Code>AccessDenied</Code>"), (200, "pass")]
    aws.answers["GetObject"] = lambda bucket, key: answers.pop(0)
    bootstrap.main()
    assert (tmp_path / "agent.pyz").read_text() == "pass"


@pytest.mark.parametrize("content", [None, b"raise SystemExit(1)"])
def test_fails_with_a_sentence_on_the_console_and_a_signal(bootstrap, aws, tmp_path, content):
    if content:
        aws.objects["assets", "agent.zip"] = (content, "tag")
    with pytest.raises(SystemExit) as end:
        bootstrap.main()
    assert end.value.code == 1
    console = (tmp_path / "console").read_text()
    assert console.startswith("AWS-AGENT-UNREACHABLE at host: the agent cannot be fetched or installed (")
    assert (console.count("\n"), "<" in console, "s3:GetObject" in console) == (1, False, True)
    assert ("answers 404" in console) == (content is None)
    assert aws.called("SignalResource") == SIGNALLED
