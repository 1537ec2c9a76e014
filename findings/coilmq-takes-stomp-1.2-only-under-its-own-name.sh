#!/usr/bin/env bash
# One would guess: CoilMQ has no virtual hosts, so it does not mind what a client's `host` header says; and a client that moves from
#   STOMP 1.1 to 1.2 on the same address goes on working.
# What happens: at 1.1 any `host` will do. At 1.2 only the fully qualified name of the machine, as Python's
#   socket.getfqdn() finds it, is let in. The address that CoilMQ itself listens on by default, 127.0.0.1, is refused with
#   "Virtual hosting is not supported or host is unknown". And it takes the highest version that a client offers, so a client
#   that offers 1.1 and 1.2 is refused as well, where one that offers 1.1 alone is not.
# Versions: CoilMQ 1.1.0, stomp.py 9.0.0 (PyPI).
# Needs: python3 3.10 or newer with venv. Takes about 15 seconds.
set -euo pipefail
command -v python3 >/dev/null || { echo 'python3 is needed to run this script'; exit 2; }
dir=$(mktemp -d)
broker=
trap '[ -z "$broker" ] || kill "$broker" 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check CoilMQ==1.1.0 stomp.py==9.0.0
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
venv/bin/coilmq --host 127.0.0.1 --port "$port" >broker.log 2>&1 &
broker=$!
for _ in $(seq 100); do
  if (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
  sleep 0.2
done

cat >try.py <<'PYTHON'
import logging
import socket
import sys
import threading

import stomp

logging.disable(logging.CRITICAL)  # stomp.py logs every ERROR frame on its own
address = ("127.0.0.1", int(sys.argv[1]))


class First(stomp.ConnectionListener):
    """Keeps the first frame that answers CONNECT."""

    def __init__(self):
        self.answer, self.came = "no answer", threading.Event()

    def on_connected(self, frame):
        self.answer = f"CONNECTED {frame.headers['version']}"
        self.came.set()

    def on_error(self, frame):
        self.answer = f"ERROR {frame.headers['message']}"
        self.came.set()


def connect(kind, vhost):
    connection = kind([address], vhost=vhost, heartbeats=(0, 0))
    listener = First()
    connection.set_listener("first", listener)
    try:
        connection.connect(wait=False)
        listener.came.wait(5)
    finally:
        connection.disconnect() if listener.answer.startswith("CONNECTED") else connection.transport.stop()
    print(f"{kind.__name__}, host {vhost}: {listener.answer}")
    return listener.answer


def offer_both(vhost):
    with socket.create_connection(address) as connection:
        connection.settimeout(5)
        connection.sendall(f"CONNECT\naccept-version:1.1,1.2\nhost:{vhost}\n\n\0".encode())
        command, message = connection.recv(4096).decode().split("\n")[:2]
    print(f"by hand, 1.1 and 1.2 offered, host {vhost}: {command} {message}")
    return f"{command} {message.removeprefix('message:')}"


refused = "ERROR Virtual hosting is not supported or host is unknown"
answers = [
    connect(stomp.Connection11, address[0]) == "CONNECTED 1.1",
    connect(stomp.Connection11, "any.example") == "CONNECTED 1.1",
    connect(stomp.Connection12, address[0]) == refused,
    connect(stomp.Connection12, "any.example") == refused,
    offer_both(address[0]) == refused,
    connect(stomp.Connection12, socket.getfqdn()) == "CONNECTED 1.2",
]
print("as stated: STOMP 1.2 only under the machine's own name" if all(answers) else "NO LONGER as stated at the top of this script")
sys.exit(0 if all(answers) else 1)
PYTHON
venv/bin/python try.py "$port"
