"""Everything the agent can say is in the findings table, and its constants are the deployer's."""
import re

import conventions
from conftest import AGENT, REPOSITORY
from problem import FINDINGS, Problem, problem_of

HOPS = re.findall(r"'([a-z-]+)'", re.search(r"HOPS = \[(.*?)\]", (REPOSITORY / "lib/chain/hops.ts").read_text())[1])


def test_every_code_has_hop_title_and_cure():
    sources = "".join(file.read_text() for file in AGENT.glob("*.py"))
    told = set(re.findall(r'"((?:AGENT|APP|AWS|BROKER|FWD|HOST|JAVA|NGX|PROXY|ROUTE|SOCKJS|SPR|SSE|TARGET)(?:-[A-Z]+)+)"', sources)) - {"AWS-JAR", "AWS-SECRET"}
    assert told | {"AWS-JAR-DENIED", "AWS-JAR-MISSING", "AWS-SECRET-DENIED", "AWS-SECRET-MISSING"} == set(FINDINGS)
    for code, finding in FINDINGS.items():
        assert set(finding) == {"hop", "title", "cure"}, code
        assert finding["hop"] in HOPS, code
        assert 10 < len(finding["title"]) <= 160 and 10 < len(finding["cure"]) <= 160, code
        assert finding["title"][-1] != "." and finding["cure"][-1] != ".", code


def test_a_problem_is_one_line_and_short():
    text = str(Problem("AGENT-FAILED", "first\n\tsecond" + "x" * 5000))
    assert ("first second" in text, "\n" in text, len(text) < 1000) == (True, False, True)


def test_any_exception_becomes_a_problem():
    assert problem_of(ValueError("odd")).code == "AGENT-FAILED"
    assert problem_of(OSError(28, "No space left on device")).code == "HOST-DISK-FULL"


def test_the_constants_are_the_deployers():
    text = (REPOSITORY / "lib/chain/conventions.ts").read_text()
    constants = {name: value.strip("'`") for name, value in re.findall(r"export const (\w+) = (\S+);", text)}
    for name in constants:
        constants[name] = re.sub(r"\$\{(\w+)\}", lambda match: constants[match[1]], constants[name])
    units = dict(re.findall(r"(\w+): '([^']+\.service)'", text))
    own = {name: value for name, value in vars(conventions).items() if name.isupper()}
    names = {"prepare": "PREPARE", "springBoot": "SPRING_BOOT", "nginx": "NGINX", "health": "HEALTH", "gate": "GATE", "logs": "LOGS", "relay": "RELAY"}
    assert {name: own.pop(f"{each}_UNIT") for name, each in names.items()} == units
    assert set(own.pop("DEPLOYMENT_UNITS")) == {units["springBoot"], units["nginx"]}
    ports = {"NGINX_PORT", "PROOF_PORT", "AGENT_PORT", "RELAY_PORT"}
    same = {name for name in own if name in constants}
    assert {name: str(own[name]).rstrip("/") for name in same - ports} == {name: constants[name] for name in same - ports}
    source = (AGENT / "conventions.py").read_text()
    for port in ports:
        assert f"\n{port} = {constants[port]}\n" in source, "the running tests use ports of their own"
    assert set(own) - same == {"COMPANION_FILE", "LEAVE_FILE", "PREPARE_FAILURE_FILE", "HANDSHAKES_FILE", "JAR_SOURCE_FILE", "PASSED_FILE", "SETTINGS_FILE", "JOURNAL_SINCE_FILE", "WITHOUT_COMPANION_FILE", "BROKER_FOUND_FILE"}
