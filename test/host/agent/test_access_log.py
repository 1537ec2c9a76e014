"""Counts the lines of a real nginx with the host's own log format, through rotation."""
import os
import re
from collections import Counter
from pathlib import Path

import pytest

import conventions
from access_log import AccessLog
from ask import ask
from conftest import GOOD, until
from route import CLIENT

FORMAT = re.search(r"log_format websocket .*?;", (Path(__file__).parents[2] / "goldens/one-sockjs-route.conf").read_text(), re.S)[0]
ROUTES = [
    {"kind": "sockjs", "path": "/chat"},
    {"kind": "handler", "path": "/rooms/{room}", "handshakePath": "/rooms/1"},
    {"kind": "sse", "path": "/news"},
]
WEBSOCKET = "/chat/000/abcdefgh/websocket"


def behave(request):
    """Answers with the status at the end of the query."""
    status = int((request.path.split("status=") + ["200"])[1])
    return request.open_socket() if status == 101 else request.reply(status)


@pytest.fixture
def host(make_host, nginx, application):
    """A host whose nginx writes an access log."""
    host = make_host(routes=ROUTES)
    path = Path(host.path(conventions.ACCESS_LOG))
    path.parent.mkdir(parents=True)
    server = f"access_log {path} websocket; set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;"
    nginx(application(behave).port, GOOD, server, http=FORMAT)
    return host


def request(path, status=200, upgrade=True, client="198.51.100.7", **headers):
    return ask("127.0.0.1", conventions.NGINX_PORT, f"{path}?status={status}", {"X-Forwarded-For": client, **headers}, upgrade=upgrade)


def counted(log, **expected):
    """Waits for what nginx writes after it has answered."""
    total = {}

    def is_so():
        log.read_on()
        for name, count in (log.take() - Counter({"in vain": 50})).items():
            total[name] = total.get(name, 0) + count
        return total == expected

    until(is_so, 5)


def test_tells_handshakes_that_were_answered_refused_and_failed(host):
    log = AccessLog(host)
    for status in (101, 101, 302, 401, 403, 404, 429, 400, 426, 500, 502, 200):
        request(WEBSOCKET, status)
    request("/rooms/7", 101)
    request("/chat/websocket", 502)
    request("/rooms/7", 400, upgrade=False)  # the Upgrade was lost before nginx
    request(WEBSOCKET, 400, upgrade=False)
    counted(log, opened=3, refused=5, failed=8, errors=3)


def test_leaves_out_what_is_no_handshake_of_a_client(host):
    log = AccessLog(host)
    request(WEBSOCKET, 502, client=CLIENT)  # the agent's own
    request("/elsewhere", 404)
    request("/chat/info", 400, upgrade=False)
    request("/chat/000/abcdefgh/xhr", 404, upgrade=False)
    request("/news", 400, upgrade=False)
    request("/rooms/7", upgrade=False)
    request('/chat","status":"101","upgrade":"websocket","upstream_status":"","seconds":"1"', 404)
    request("/shop", 503, upgrade=False)
    counted(log, errors=1)


def test_tells_clients_apart_that_ask_in_vain(host):
    log = AccessLog(host)
    for _ in range(4):
        request(WEBSOCKET, 400)
        request(WEBSOCKET, 502, client="198.51.100.8")
        request(WEBSOCKET, 502, **{"User-Agent": 'A "browser"'})
        request(WEBSOCKET, 101, client="198.51.100.9")
        request(WEBSOCKET, 401, client="198.51.100.10")
    until(lambda: log.read_on() or log.counts["failed"] == 12, 5)
    assert [log.take()["in vain"], log.take()["in vain"]] == [3, 0]


def test_begins_with_what_comes_and_goes_on_in_the_next_file(host):
    request(WEBSOCKET, 502)
    path = host.path(conventions.ACCESS_LOG)
    until(lambda: os.path.getsize(path) > 0, 5)
    log = AccessLog(host)
    request(WEBSOCKET, 400)
    counted(log, failed=1)
    os.truncate(path, 0)  # as logrotate's copytruncate does
    counted(log)
    request(WEBSOCKET, 401)
    counted(log, refused=1)
    request(WEBSOCKET, 400)
    until(lambda: len(Path(path).read_text().splitlines()) == 2, 5)
    os.rename(path, path + ".1")
    line = Path(path + ".1").read_text().splitlines()[-1]
    Path(path).write_text(line + "\n" + line[:100])
    counted(log, failed=2)
    with open(path, "a") as file:
        file.write(line[100:] + "\n")
    counted(log, failed=1)


def test_waits_for_a_log_that_is_not_there_yet(make_host):
    host = make_host(routes=ROUTES)
    log = AccessLog(host)
    log.read_on()
    line = '{"client":"198.51.100.7","method":"GET","path":"%s","status":"499","upgrade":"WebSocket","upstream_status":"","seconds":"%s","upstream_seconds":"","bytes":"0","agent":""}\n'
    host.write(conventions.ACCESS_LOG, line % (WEBSOCKET, "0.200") + line % (WEBSOCKET, "30.001"))
    counted(log, left=1, failed=1)
