#!/usr/bin/env bash
# One would guess: a STOMP broker that refuses a login says ERROR and closes: STOMP 1.2 demands it. Whoever still holds a
#   connection after some seconds is logged in.
# What happens: RabbitMQ says ERROR, "Bad CONNECT", and keeps the connection for ten seconds more. It is not the error that ends it but
#   the plug-in's time limit for logging in, which then says so in the log, as of somebody who never tried. A frame that is
#   sent meanwhile gets an ERROR of its own, "Illegal command", and does not end the connection either.
# Versions: rabbitmq-server 3.10.8-1.1+deb12u1 with Erlang 25.2.3 of Debian 12; RabbitMQ 4.0.5 of Debian 13 does the same.
# Needs: apt-get with Debian 12's packages, dpkg-deb, python3. Takes about 45 seconds.
set -euo pipefail
for need in apt-get dpkg-deb python3; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
broker=
end() {
  [ -z "$broker" ] || kill -- "-$broker" 2>/dev/null || true
  wait
  epmd -kill >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap end EXIT
cd "$dir"
erlang=()
for part in base asn1 crypto eldap ftp inets mnesia os-mon parsetools public-key runtime-tools snmp ssl syntax-tools tftp tools xmerl; do
  erlang+=("erlang-$part")
done
apt-get download -q rabbitmq-server=3.10.8-1.1+deb12u1 "${erlang[@]}" >apt.log 2>&1 || {
  cat apt.log
  echo "Debian 12's packages are needed to run this script (after apt-get update)"
  exit 2
}
for package in *.deb; do dpkg-deb -x "$package" root; done

# Erlang from that folder, and nothing of the machine's own.
export ROOTDIR=$dir/root/usr/lib/erlang
BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
mkdir bin data
printf '#!/bin/sh\nexport ROOTDIR=%s BINDIR=%s EMU=beam PROGNAME=erl\nexec "$BINDIR/erlexec" "$@"\n' "$ROOTDIR" "$BINDIR" >bin/erl
chmod +x bin/erl
export PATH="$dir/bin:$BINDIR:$PATH" HOME=$dir
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free_port)
export RABBITMQ_NODENAME=finding@localhost RABBITMQ_DIST_PORT=$(free_port) ERL_EPMD_PORT=$(free_port) ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
export RABBITMQ_MNESIA_BASE=$dir/data RABBITMQ_LOGS=- RABBITMQ_CONF_ENV_FILE=$dir/none
echo '[rabbitmq_stomp].' >enabled_plugins
printf 'listeners.tcp = none\nstomp.listeners.tcp.1 = 127.0.0.1:%s\ndefault_user = chat\ndefault_pass = right\n' "$port" >rabbitmq.conf
epmd -daemon
setsid root/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server >log 2>&1 &
broker=$!
for _ in $(seq 300); do
  (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  kill -0 "$broker" 2>/dev/null || { tail -n 5 log; echo 'the broker did not start'; exit 2; }
  sleep 0.2
done

cat >try.py <<'PYTHON'
import socket
import sys
import time


def connect(passcode, then=b""):
    """What comes back, and for how many seconds the broker keeps the connection; 12 of them are enough."""
    wire = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 12)
    wire.sendall(b"CONNECT\naccept-version:1.2\nhost:/\nheart-beat:0,0\nlogin:chat\npasscode:" + passcode + b"\n\n\0")
    frames, answered, began = b"", None, time.monotonic()
    try:
        while piece := wire.recv(4096):
            if answered is None:
                answered = time.monotonic()
                wire.sendall(then)
            frames += piece
        ended = time.monotonic() - began
    except socket.timeout:
        ended = None
    return [frame.strip().split(b"\n")[:2] for frame in frames.split(b"\0") if frame.strip()], answered - began, ended


seen = {}
for name, passcode, then in [
    ("a wrong passcode", b"wrong", b""),
    ("the same, and a SEND after the ERROR", b"wrong", b"SEND\ndestination:/topic/a\n\nhello\0"),
    ("the right one", b"right", b""),
]:
    frames, answered, ended = seen[name] = connect(passcode, then)
    print(f"{name}: {frames} after {answered:.1f} s, {'kept' if ended is None else f'closed after {ended:.1f} s'}")
bad, illegal = [b"ERROR", b"message:Bad CONNECT"], [b"ERROR", b"message:Illegal command"]
refused = list(seen.values())[:2]
as_stated = [frames for frames, _, _ in refused] == [[bad], [bad, illegal]] and all(
    answered < 2 and ended is not None and 9 < ended < 12 for _, answered, ended in refused
) and seen["the right one"][0][0][0] == b"CONNECTED" and seen["the right one"][2] is None
print("as stated: the connection of a refused login is kept for ten seconds" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
python3 try.py "$port" || { code=$?; tail -n 5 log; exit "$code"; }
grep -o 'terminated with reason.*\|login_timeout' log | head -n 2
