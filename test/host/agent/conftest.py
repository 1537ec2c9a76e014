import contextlib
import http.client
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
import types
import zipfile

import pytest

REPOSITORY = pathlib.Path(__file__).parents[3]
AGENT = REPOSITORY / "lib/host/agent"
NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
sys.path.insert(0, str(AGENT))
sys.dont_write_bytecode = True

import ask  # noqa: E402
import conventions  # noqa: E402
import exchange  # noqa: E402
import law  # noqa: E402
import serve  # noqa: E402
from host import Host  # noqa: E402
from standin_application import Application  # noqa: E402
from standin_aws import Aws  # noqa: E402
from watch import Watch  # noqa: E402


def free_port():
    """Below the ports that Linux gives to outgoing connections (32768 and up): one of those could take it away."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):  # taken
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port


def until(true, seconds=10):
    """Waits until something is true, and returns it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = true()
        if value:
            return value
        time.sleep(0.02)
    pytest.fail(f"not within {seconds} s")


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", conventions.AGENT_PORT, timeout=3)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    answer = response.status, response.read().decode()
    connection.close()
    return answer


def health():
    return get(conventions.HEALTH_PATH)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The same program with short times, ports of its own and no way to a real account."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setattr(exchange, "PATIENCE", 0)
    monkeypatch.setattr(ask, "TIMEOUT", 0.5)
    for name in ("NGINX_PORT", "PROOF_PORT", "AGENT_PORT"):
        monkeypatch.setattr(conventions, name, free_port())


@pytest.fixture
def make_host(tmp_path):
    """Writes a deployment's facts and returns its host; keywords change the facts."""

    def make(app=None, **facts):
        base = {"address": "127.0.0.1", "port": 1, "remote": False, "jar": {"bucket": "assets", "key": "app.jar"}, "startTimeoutSeconds": 1}
        everything = {"routes": [], "host": "api.example.com", "scheme": "https", "targetPort": 8000, **facts, "app": {**base, **(app or {})}}
        path = tmp_path / conventions.DEPLOYMENT_FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(everything))
        return Host(str(tmp_path))

    return make


@pytest.fixture
def application():
    """Starts a stand-in for Spring Boot."""
    started = []

    def start(behave):
        started.append(Application(behave))
        return started[-1]

    yield start
    for each in started:
        each.stop()


@pytest.fixture
def aws(monkeypatch):
    standin = Aws()
    for name, value in standin.environment().items():
        monkeypatch.setenv(name, value)
    yield standin
    standin.stop()


@pytest.fixture
def echo():
    """The agent's own server, without its repeated proof."""
    server = serve.Server(("127.0.0.1", conventions.AGENT_PORT), serve.Handler)
    server.watch = Watch(types.SimpleNamespace(facts={"app": {"remote": False}}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


GOOD = """
    proxy_pass http://$spring;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $websocket_upgrade;
    proxy_set_header Connection $websocket_connection;
    proxy_buffering off;
"""


@pytest.fixture
def nginx(tmp_path):
    """Starts a real nginx in front of an application; `location` is the body of its only location."""
    running = []

    def start(application_port, location=GOOD, server="", http=""):
        folder = tmp_path / "nginx"
        folder.mkdir()
        temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"""
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; {temporary} {http}
  map $http_upgrade $websocket_upgrade {{ ~*^websocket$ websocket; default ''; }}
  map $http_upgrade $websocket_connection {{ ~*^websocket$ upgrade; default ''; }}
  upstream spring_boot {{ server 127.0.0.1:{application_port} max_fails=0; }}
  upstream agent_echo {{ server 127.0.0.1:{conventions.AGENT_PORT}; }}
  map $server_port $spring {{ {conventions.PROOF_PORT} agent_echo; default spring_boot; }}
  server {{
    listen 127.0.0.1:{conventions.NGINX_PORT};
    listen 127.0.0.1:{conventions.PROOF_PORT};
    {server}
    location / {{ {location} }}
  }}
}}
"""
        )
        running.append(subprocess.Popen([NGINX, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]))
        until(lambda: listens(conventions.NGINX_PORT) and listens(conventions.PROOF_PORT), 5)

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def pyz(tmp_path_factory):
    """The agent as the deployer packs it."""
    path = tmp_path_factory.mktemp("packed") / "agent.pyz"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(AGENT.rglob("*")):
            if file.suffix in (".py", ".json", ".service", ".conf"):
                archive.write(file, file.relative_to(AGENT))
    return path


@pytest.fixture
def agent(pyz, request):
    """Runs the packed agent in a process of its own, with this test's ports and short pauses."""
    running = []

    def start(host, *arguments, **options):
        ports = {name: getattr(conventions, name) for name in ("NGINX_PORT", "PROOF_PORT", "AGENT_PORT")}
        program = f"""
import runpy, sys
sys.path.insert(0, {str(pyz)!r})
import conventions, exchange, watch
vars(conventions).update({ports!r})
exchange.PATIENCE = 2
watch.PAUSE = watch.PAUSE_FOR_START = 0.1
sys.argv = ["agent.pyz", "--root", {host.root!r}, *{arguments!r}]
runpy.run_path({str(pyz)!r}, run_name="__main__")
"""
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Adds a command, a shell script, to a path on which nothing else is."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name, script=""):
        file = folder / name
        file.write_text("#!/bin/sh\n" + script)
        file.chmod(0o755)
        return file

    return add


@pytest.fixture
def verdict(make_host, application, nginx, echo):
    """The one code for a route of an application behind an nginx."""

    def judge(route, behave, location=GOOD, server="", **facts):
        app = application(behave)
        nginx(app.port, location, server)
        host = make_host({"port": app.port}, routes=[route], **facts)
        ((evidence, problem),) = law.problems(host)
        judge.evidence, judge.asked, judge.problem = evidence, app.asked, problem
        return problem and problem.code

    return judge
