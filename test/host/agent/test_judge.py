"""The evidence files hold this judge and the doctor's to one verdict."""
import json
import re

import pytest

import judge
from conftest import AGENT, REPOSITORY

FILES = sorted((REPOSITORY / "test/evidence").glob("*.json"))
CASES = [json.loads(file.read_text(encoding="utf-8")) for file in FILES]


@pytest.mark.parametrize("case", CASES, ids=[file.stem for file in FILES])
def test_names_what_the_evidence_shows(case):
    assert set(case) == {"name", "evidence", "code"}
    assert judge.judge(case["evidence"]) == case["code"]


def test_every_verdict_has_an_evidence_file():
    told = set(re.findall(r'"([A-Z]+(?:-[A-Z]+)+)"', (AGENT / "judge.py").read_text()))
    assert told == {case["code"] for case in CASES} - {None}
    assert {case["evidence"]["kind"] for case in CASES if case["code"] is None} == {"sockjs", "stomp", "handler", "sse", "health"}
