#!/usr/bin/env bash
# One would guess: a broker that answers CONNECTED with version 1.2 sends MESSAGE frames with the `ack` header of 1.2, and takes an
#   ACK whose `id` repeats it, which is all that the specification asks of an ACK.
# What happens: CoilMQ's MESSAGE has no `ack` header at 1.2, so a client that follows the specification has nothing to acknowledge
#   with; and an ACK with an `id` alone is refused with "No message-id specified for ACK command.". The message counts as never
#   received: the next subscriber gets it again. What it wants is 1.1's `message-id` together with 1.2's `id`, which in turn must
#   be the subscription's. At 1.1 the same client library's ack() works.
# Versions: CoilMQ 1.1.0, stomp.py 9.0.0 (PyPI).
# Needs: python3 3.10 or newer with venv. Takes about 20 seconds.
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
import queue
import socket
import sys
import time

import stomp

logging.disable(logging.CRITICAL)
address = ("127.0.0.1", int(sys.argv[1]))


class Frames(stomp.ConnectionListener):
    def __init__(self):
        self.messages, self.errors = queue.Queue(), queue.Queue()

    def on_message(self, frame):
        self.messages.put(frame)

    def on_error(self, frame):
        self.errors.put(frame.headers["message"])


def subscriber(kind, destination):
    connection = kind([address], vhost=socket.getfqdn(), heartbeats=(0, 0))
    frames = Frames()
    connection.set_listener("frames", frames)
    connection.connect(wait=True)
    connection.subscribe(destination, id="sub-1", ack="client")
    return connection, frames


def get(source, seconds=3):
    try:
        return source.get(timeout=seconds)
    except queue.Empty:
        return None


def consume(kind, name, acknowledge):
    """A message's `ack` header, the answer to its ACK, and whether the next subscriber gets it once more."""
    destination = f"/queue/{name.replace(' ', '-')}"
    connection, frames = subscriber(kind, destination)
    connection.send(destination, "hello")
    message = get(frames.messages)
    acknowledge(connection, message.headers)
    seen = {"ack header": message.headers.get("ack"), "error": get(frames.errors)}
    connection.disconnect()
    time.sleep(1)
    again, frames = subscriber(kind, destination)
    seen["delivered again"] = get(frames.messages) is not None
    again.disconnect()
    print(f"{kind.__name__}, {name}: {seen}")
    return tuple(seen.values())


refused = (None, "No message-id specified for ACK command.", True)
taken = (None, None, False)
one_one, one_two = stomp.Connection11, stomp.Connection12
as_stated = [
    consume(one_one, "ack of 1.1", lambda c, h: c.ack(h["message-id"], "sub-1")) == taken,
    consume(one_two, "ack of 1.2", lambda c, h: c.ack(h.get("ack", h["message-id"]))) == refused,
    consume(one_two, "both", lambda c, h: c.send_frame("ACK", {"id": "sub-1", "message-id": h["message-id"]})) == taken,
]
print("as stated: CONNECTED says 1.2, and 1.2's ACK is refused" if all(as_stated) else "NO LONGER as stated at the top of this script")
sys.exit(0 if all(as_stated) else 1)
PYTHON
venv/bin/python try.py "$port"
