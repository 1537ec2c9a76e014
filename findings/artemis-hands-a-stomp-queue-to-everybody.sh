#!/usr/bin/env bash
# One would guess: two STOMP subscribers of /queue/orders share the messages, one each, as on RabbitMQ and ActiveMQ Classic; to the
#   name /queue/ there is no other point.
# What happens: to Artemis the name says nothing. An address that a STOMP client makes is multicast unless the acceptor has an
#   anycastPrefix, and the acceptor that `artemis create` writes has none: every subscriber of /queue/orders gets every message,
#   so each order is carried out twice. With `anycastPrefix=/queue/` they share.
# Versions: Apache Artemis 2.56.0 (its distribution on Maven Central, its own default broker.xml); stomp.py 9.0.0 as the clients.
# Needs: python3 3.10 or newer with venv, Java 17 or newer, mvn, tar. Takes about a minute.
set -euo pipefail
for need in python3 java mvn tar; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
broker=
trap '[ -z "$broker" ] || { kill "$broker"; wait "$broker"; } 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check stomp.py==9.0.0

cat >try.py <<'PYTHON'
import sys
import time

import stomp


class Bodies(stomp.ConnectionListener):
    def __init__(self):
        self.bodies = []

    def on_message(self, frame):
        self.bodies.append(frame.body)


def share(name, port, destination):
    """What two subscribers of this destination get of four messages."""
    clients = []
    for number in range(2):
        client, seen = stomp.Connection12([("127.0.0.1", int(port))], heartbeats=(0, 0)), Bodies()
        client.set_listener("seen", seen)
        client.connect(wait=True)
        client.subscribe(destination, id=f"sub-{number}")
        clients.append((client, seen))
    time.sleep(1)
    for order in "abcd":
        clients[0][0].send(destination, order)
    time.sleep(2)
    got = [sorted(seen.bodies) for _, seen in clients]
    for client, _ in clients:
        client.disconnect()
    print(f"{name}, {destination}: {got[0]} and {got[1]}")
    return got


plain = share("default acceptor", sys.argv[1], "/queue/orders")
prefixed = share("with anycastPrefix=/queue/", sys.argv[2], "/queue/parcels")
everything = ["a", "b", "c", "d"]
as_stated = plain == [everything, everything] and sorted(prefixed[0] + prefixed[1]) == everything and all(prefixed)
print("as stated: /queue/ alone makes no queue" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy \
  -Dartifact=org.apache.artemis:apache-artemis:2.56.0:tar.gz:bin -DoutputDirectory=.
tar xzf apache-artemis-2.56.0-bin.tar.gz
read -r plain prefixed <<<"$(python3 -c '
import socket
two = [socket.socket(), socket.socket()]
for one in two: one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in two))')"
apache-artemis-2.56.0/bin/artemis create instance --silent --user any --password any --allow-anonymous --host 127.0.0.1 \
  --default-port "$plain" --no-amqp-acceptor --no-mqtt-acceptor --no-stomp-acceptor --no-hornetq-acceptor \
  --disable-persistence --no-autotune --no-web >create.log
grep -o '<acceptor name="artemis">.*STOMP' instance/etc/broker.xml
one_more="<acceptor name=\"prefixed\">tcp://127.0.0.1:$prefixed?protocols=STOMP;anycastPrefix=/queue/</acceptor>"
sed -i "s#</acceptors>#$one_more</acceptors>#" instance/etc/broker.xml
instance/bin/artemis run >broker.log 2>&1 &
broker=$!
until (: >"/dev/tcp/127.0.0.1/$prefixed") 2>/dev/null && (: >"/dev/tcp/127.0.0.1/$plain") 2>/dev/null; do
  kill -0 "$broker" 2>/dev/null || { cat broker.log; echo 'the broker did not start'; exit 2; }
  sleep 0.3
done
grep -o 'Apache Artemis Message Broker version [0-9.]*' broker.log || true
venv/bin/python try.py "$plain" "$prefixed"
