"""The gate's law, nginx must not change the application's answer, applied to every route."""
import json

import conventions
from ask import ask
from judge import judge
from problem import Problem
from route import Route, as_from_load_balancer


def problems(host, watched=False):
    """One by one for health path and routes: the evidence, and the problem that it shows or None.

    `watched`: once the gate is passed, whatever the application answers a stranger is its own affair, and credentials
    would expire one day.
    """
    for evidence in _evidences(host, watched):
        code = judge(evidence)
        yield evidence, code and Problem(code, _told(evidence))


def first_problem(host, watched=False):
    return next((problem for _, problem in problems(host, watched) if problem), None)


def _evidences(host, watched):
    app = host.facts["app"]
    if app.get("healthPath"):
        headers = as_from_load_balancer(host.facts["host"], host.facts["scheme"])
        management = app.get("managementPort")
        answer = ask(*((app["address"], management) if management else host.application()), app["healthPath"], headers)
        yield {"kind": "health", "path": app["healthPath"], "strict": False, "direct": {**answer, "body": answer.get("body", "")[:200]}}
    secrets = json.loads("{}" if watched else host.read(conventions.HANDSHAKES_FILE) or "{}")
    for route in host.facts["routes"]:
        yield Route(host, route, secrets.get(route["path"], ""), watched).evidence()


def _told(evidence):
    words = (_word(hop, answer) for hop, answer in evidence.items() if isinstance(answer, dict))
    return f"route {evidence['path']}: {', '.join(words)}"


def _word(hop, answer):
    text = "" if "websocket" in answer else answer.get("body", "")[:80]
    return f"{hop} {answer.get('status') or answer['error']} {text}".strip()
