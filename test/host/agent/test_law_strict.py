"""Routes with credentials of their own: the application's own 101 is required."""
import json

import pytest

import conventions
import law
from conftest import GOOD
from standin_application import stomp

STOMP = {"kind": "stomp", "path": "/ws"}
NO_UPGRADE = GOOD.replace("proxy_set_header Upgrade $websocket_upgrade;", "")
TOKEN = "eyJhbGciOiJIUzI1NiJ9.secret/+=?&%.sig"


@pytest.fixture
def strict(make_host, verdict):
    def judge(handshake, behave, location=GOOD):
        host = make_host()
        host.write(conventions.HANDSHAKES_FILE, json.dumps({"/ws": TOKEN + "\n"}))
        code = verdict({**STOMP, "handshake": {**handshake, "secret": {}}}, behave, location)
        assert "secret" not in str(verdict.evidence) and "eyJhbGci" not in str(verdict.evidence) + str(verdict.problem), "the token is never told"
        return code

    return judge


def by_query(request):
    expected = "/ws?token=eyJhbGciOiJIUzI1NiJ9.secret%2F%2B%3D%3F%26%25.sig"
    stomp(request) if request.path == expected else request.reply(401, f"no user for {request.path}")


def by_header(request):
    stomp(request) if request.headers["Authorization"] == TOKEN else request.reply(401, f"no user for {request.headers['Authorization']}")


@pytest.mark.parametrize("handshake, behave", [({"query": "token"}, by_query), ({"header": "Authorization"}, by_header)], ids=["query", "header"])
def test_passes_a_strict_handshake_with_its_credentials(strict, handshake, behave):
    assert strict(handshake, behave) is None


@pytest.mark.parametrize("handshake", [{"query": "access"}, {"header": "X-Other"}], ids=["query", "header"])
def test_fails_a_strict_handshake_that_is_refused(strict, handshake):
    def told(request):
        request.reply(401, f"not {request.path} and not {request.headers.get('X-Other')}")

    assert strict(handshake, told) == "SPR-HANDSHAKE-REFUSED"


def test_fails_a_strict_handshake_that_nginx_breaks(strict):
    assert strict({"query": "token"}, by_query, NO_UPGRADE) == "PROXY-UPGRADE-MISSING"


def test_asks_without_credentials_when_they_are_not_wanted(strict, make_host, application, nginx, echo):
    app = application(by_query)
    nginx(app.port)
    host = make_host({"port": app.port}, routes=[{**STOMP, "handshake": {"query": "token", "secret": {}}}])
    host.write(conventions.HANDSHAKES_FILE, json.dumps({"/ws": TOKEN}))
    assert law.first_problem(host, watched=True) is None
    assert {path for path, _ in app.asked} == {"/ws"}


def test_asks_nothing_through_nginx_while_the_application_is_not_there(make_host, nginx, tmp_path):
    host = make_host({"port": 9}, routes=[{**STOMP, "handshake": {"query": "token", "secret": {}}}])
    host.write(conventions.HANDSHAKES_FILE, json.dumps({"/ws": TOKEN}))
    nginx(9)
    assert law.first_problem(host).code == "APP-NOT-LISTENING"
    assert "eyJhbGci" not in (tmp_path / "nginx" / "error.log").read_text(), "nginx writes the request line of what it cannot pass on"
