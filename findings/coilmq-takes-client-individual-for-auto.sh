#!/usr/bin/env bash
# One would guess: a broker that speaks STOMP 1.1 knows its third acknowledgement mode, `ack:client-individual`; one that does not
#   would refuse the subscription, or at the worst treat it like `client`.
# What happens: CoilMQ looks for the word `client` alone. Everything else, client-individual too, is silently `auto`: a message
#   counts as done when it is sent. A consumer that dies before it acknowledges has lost its messages for good, without an
#   ERROR frame or a line in the broker's log. With `ack:client` the next consumer gets them.
# Versions: CoilMQ 1.1.0, stomp.py 9.0.0 (PyPI), over STOMP 1.1.
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
import sys
import time

import stomp


class Bodies(stomp.ConnectionListener):
    def __init__(self):
        self.bodies, self.errors = [], []

    def on_message(self, frame):
        self.bodies.append(frame.body)

    def on_error(self, frame):
        self.errors.append(frame.headers.get("message"))


def consumer(destination, mode):
    connection = stomp.Connection11([("127.0.0.1", int(sys.argv[1]))], heartbeats=(0, 0))
    seen = Bodies()
    connection.set_listener("seen", seen)
    connection.connect(wait=True)
    connection.subscribe(destination, id="sub-1", ack=mode)
    return connection, seen


def lose_a_consumer(mode):
    """What a consumer that acknowledges nothing got of three orders, and what the one after it gets."""
    destination = f"/queue/orders-{mode}"
    dying, first = consumer(destination, mode)
    for order in ("one", "two", "three"):
        dying.send(destination, order)
    time.sleep(2)
    dying.disconnect()
    time.sleep(1)
    living, second = consumer(destination, "auto")
    time.sleep(2)
    living.disconnect()
    print(f"ack:{mode}: first consumer, without an ACK: {first.bodies}, errors {first.errors}; the next one: {sorted(second.bodies)}")
    return first, sorted(second.bodies)


individual, kept = lose_a_consumer("client-individual")
_, kept_by_client = lose_a_consumer("client")
as_stated = len(individual.bodies) == 3 and not individual.errors and kept == [] and kept_by_client == ["one", "three", "two"]
print("as stated: client-individual loses what was not acknowledged" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
venv/bin/python try.py "$port"
if grep -E ' (WARNING|ERROR) ' broker.log; then echo 'NO LONGER as stated: the broker logs something'; exit 1; fi
