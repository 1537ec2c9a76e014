"""The gate's law through a real nginx: which configurations and which applications pass, and what is said of the others."""
import socket
import threading

import pytest

import law
from conftest import GOOD
from standin_application import handler, refuse, sockjs, sse, stomp

SOCKJS = {"kind": "sockjs", "path": "/ws-stomp"}
STOMP = {"kind": "stomp", "path": "/ws"}
HANDLER = {"kind": "handler", "path": "/raw"}
SSE = {"kind": "sse", "path": "/events"}
KINDS = [(SOCKJS, sockjs), (STOMP, stomp), (HANDLER, handler), (SSE, sse)]
IDS = ["sockjs", "stomp", "handler", "sse"]

NO_UPGRADE = GOOD.replace("proxy_set_header Upgrade $websocket_upgrade;", "")
NO_CONNECTION = GOOD.replace("proxy_set_header Connection $websocket_connection;", "")


@pytest.mark.parametrize("route, behave", KINDS, ids=IDS)
def test_passes_what_a_right_nginx_carries(verdict, route, behave):
    assert verdict(route, behave) is None


def test_asks_as_a_browser_and_the_load_balancer_would(verdict):
    verdict(STOMP, stomp)
    path, headers = verdict.asked[0]
    assert path == "/ws"
    assert {name: headers.get(name) for name in ("Host", "Origin", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol")} == {
        "Host": "api.example.com",
        "Origin": "https://api.example.com",
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "v12.stomp, v11.stomp, v10.stomp",
    }
    assert [path for path, _ in verdict.asked] == ["/ws", "/ws"], "once directly, once through nginx"


def test_asks_for_plain_http_without_a_certificate(verdict):
    assert verdict(STOMP, stomp, scheme="http") is None
    _, headers = verdict.asked[0]
    assert (headers["Origin"], headers["X-Forwarded-Port"], headers["X-Forwarded-Proto"]) == ("http://api.example.com", "80", "http")


def test_opens_a_sockjs_session_of_its_own_each_time(verdict):
    verdict(SOCKJS, sockjs)
    paths = [path for path, _ in verdict.asked]
    assert paths[1:3] == ["/ws-stomp/info", "/ws-stomp/info"]
    sessions = paths[:1] + paths[3:]
    for path in sessions:
        _, base, server, session, transport = path.split("/")
        assert (base, len(server), server.isdigit(), len(session), "." in session, transport) == ("ws-stomp", 3, True, 8, False, "websocket")
    assert len(set(sessions)) == 2


@pytest.mark.parametrize("path, info", [("/ws/", "/ws/info"), ("/", "/info")])
def test_asks_no_double_slash_of_a_sockjs_route_that_ends_with_one(verdict, path, info):
    assert verdict({"kind": "sockjs", "path": path}, lambda request: sockjs(request, path.rstrip("/"))) is None
    assert [asked for asked, _ in verdict.asked if asked.endswith("info")] == [info, info]
    assert not [asked for asked, _ in verdict.asked if "//" in asked]


def test_uses_the_path_that_fills_in_variables(verdict):
    assert verdict({"kind": "handler", "path": "/rooms/{id}", "handshakePath": "/rooms/7 ü"}, handler) is None
    assert {path for path, _ in verdict.asked} == {"/rooms/7%20%C3%BC"}


@pytest.mark.parametrize("route, behave", KINDS[:3], ids=IDS[:3])
def test_fails_when_nginx_drops_upgrade(verdict, route, behave):
    assert verdict(route, behave, NO_UPGRADE) == "PROXY-UPGRADE-MISSING"


@pytest.mark.parametrize("route, behave", KINDS[:3], ids=IDS[:3])
def test_fails_when_nginx_drops_connection(verdict, route, behave):
    assert verdict(route, behave, NO_CONNECTION) == "NGX-CONN-ONLY-MISSING"


@pytest.mark.parametrize("location, code", [(NO_UPGRADE, "PROXY-UPGRADE-MISSING"), (NO_CONNECTION, "NGX-CONN-ONLY-MISSING")])
def test_fails_the_same_when_the_application_refuses_strangers(verdict, location, code):
    assert verdict(STOMP, refuse(401), location) == code, "the agent's echo behind the same location shows it"


REFUSALS = {
    "401": refuse(401, '{"error":"Unauthorized"}'),
    "403": refuse(403),
    "302": refuse(302, Location="https://api.example.com/login"),
    "empty 200": refuse(200),
}


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("route", [SOCKJS, STOMP, HANDLER], ids=IDS[:3])
def test_passes_a_refusal_that_nginx_leaves_alone(verdict, route, refusal):
    assert verdict(route, REFUSALS[refusal]) is None
    assert verdict.evidence["proof"]["status"] == 101


@pytest.mark.parametrize("refusal", ["401", "403", "302"])
def test_passes_a_refused_event_stream(verdict, refusal):
    assert verdict(SSE, REFUSALS[refusal]) is None


def test_passes_an_event_stream_without_a_first_event(verdict):
    assert verdict(SSE, lambda request: request.open_stream(first_event="")) is None, "Spring sends the headers with the first event"


def test_passes_sockjs_whose_websocket_is_switched_off(verdict):
    def without(request):
        if request.path.endswith("/info"):
            return request.reply(200, '{"entropy":1, "websocket" : false}')
        request.reply(404)

    assert verdict(SOCKJS, without) is None, "not offered is not broken"


CHANGES = {
    "another status": (STOMP, stomp, "return 404;"),
    "a refusal turned into a page": (STOMP, refuse(403), GOOD + "proxy_intercept_errors on; error_page 403 =200 @oops;", "location @oops { return 200 oops; }"),
    "no subprotocol": (STOMP, stomp, GOOD + "proxy_set_header Sec-WebSocket-Protocol '';"),
    "another origin": (SOCKJS, sockjs, GOOD + "proxy_set_header X-Forwarded-Proto http;"),
    "another content type": (SSE, sse, GOOD + "proxy_hide_header Content-Type; add_header Content-Type text/plain;"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_fails_when_nginx_changes_the_answer(verdict, change):
    assert verdict(*CHANGES[change]) == "PROXY-CHANGES-ANSWER"


def test_fails_when_nginx_carries_only_a_part_of_sockjs(verdict):
    assert verdict(SOCKJS, sockjs, GOOD, "location = /ws-stomp/info { return 200 '<html>'; }") == "PROXY-CHANGES-ANSWER"


def test_fails_when_nginx_holds_the_stream_back(verdict):
    assert verdict(SSE, sse, "proxy_pass http://$spring; proxy_http_version 1.0; proxy_buffering on;") == "SSE-BUFFERED"


@pytest.mark.parametrize("behave", [refuse(401), lambda request: request.open_stream(first_event="")], ids=["refused", "silent"])
def test_fails_when_nginx_would_hold_a_stream_back_that_the_gate_cannot_see(verdict, behave):
    assert verdict(SSE, behave, "proxy_pass http://$spring; proxy_http_version 1.0; proxy_buffering on;") == "SSE-BUFFERED", "the agent's own stream shows it"


def test_fails_without_nginx(make_host, application):
    host = make_host({"port": application(stomp).port}, routes=[STOMP])
    assert law.first_problem(host).code == "NGX-NOT-ANSWERING"


def test_fails_when_nobody_listens(verdict, make_host):
    assert law.first_problem(make_host({"port": 1}, routes=[SOCKJS])).code == "APP-NOT-LISTENING"


def test_fails_when_the_application_never_answers(verdict):
    assert verdict(STOMP, lambda request: request.open_stream(first_event="")) == "APP-TOO-SLOW"


def test_fails_when_the_application_does_not_speak_http(make_host):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak():
            connection = server.accept()[0]
            connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
            connection.close()

        threading.Thread(target=speak, daemon=True).start()
        host = make_host({"port": server.getsockname()[1]}, routes=[STOMP])
        assert law.first_problem(host).code == "APP-TOO-SLOW"


@pytest.mark.parametrize("route", [SOCKJS, STOMP, HANDLER, SSE], ids=IDS)
def test_fails_when_the_application_has_no_such_path(verdict, route):
    assert verdict(route, refuse(404, '{"status":404}')) == "ROUTE-NOT-FOUND"


@pytest.mark.parametrize("status", [400, 405, 500, 503])
def test_fails_when_the_application_answers_with_an_error(verdict, status):
    assert verdict(STOMP, refuse(status, "no")) == "SPR-HANDSHAKE-REFUSED"


def test_fails_when_a_page_comes_instead_of_a_handshake(verdict):
    assert verdict(STOMP, refuse(200, "<html>")) == "SPR-HANDSHAKE-REFUSED"


def test_fails_when_sockjs_does_not_greet(verdict):
    def silent(request):
        request.reply(200, '{"websocket":true}') if request.path.endswith("/info") else request.open_socket()

    assert verdict(SOCKJS, silent) == "SOCKJS-NO-OPEN-FRAME"


def test_fails_when_spring_ignores_the_forwarded_scheme(verdict):
    def ignores(request):
        request.open_socket() if request.origin_is_own(honours_forwarded=False) else request.reply(403)

    assert verdict(HANDLER, ignores) == "SPR-FWD-STRATEGY-NONE"


def test_asks_for_liveness_directly_on_its_own_port(make_host, application):
    management, app = application(refuse(200, '{"status":"UP"}')), application(stomp)
    host = make_host({"port": app.port, "managementPort": management.port, "healthPath": "/actuator/health/liveness"})
    assert law.first_problem(host) is None
    assert [path for path, _ in management.asked] == ["/actuator/health/liveness"]


@pytest.mark.parametrize("status", [401, 404, 503])
def test_fails_without_liveness(make_host, application, status):
    host = make_host({"port": application(refuse(status)).port, "healthPath": "/health"})
    assert law.first_problem(host).code == "APP-UNHEALTHY"


def test_says_code_hop_what_was_seen_and_cure(verdict):
    verdict(STOMP, stomp, NO_UPGRADE)
    assert str(verdict.problem) == (
        "PROXY-UPGRADE-MISSING at nginx: nginx drops the Upgrade header, so no WebSocket opens "
        '(route /ws: direct 101, nginx 400 Can "Upgrade" only to "WebSocket"., proof 400 Can "Upgrade" only to "WebSocket".). '
        "Set `proxy_set_header` Upgrade and Connection in the location itself: one with a proxy_set_header of its own inherits none."
    )


def test_tells_no_more_of_info_than_needed(verdict):
    verdict(SOCKJS, sockjs, NO_UPGRADE)
    assert "(route /ws-stomp: direct 101, directInfo 200, nginxInfo 200, nginx 400 Can" in str(verdict.problem)
