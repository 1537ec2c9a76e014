#!/usr/bin/env bash
# One would guess: `heart-beat:0,0` in a broker's CONNECTED turns heartbeats off, as the specification says: 0 means that it does not
#   want to receive any. Many brokers answer so by default, Spring's simple broker among them.
# What happens: stompman takes the 0 for the pause between two heartbeats. It sends empty lines as fast as it can, thousands a second
#   for as long as it is connected. The one beat a second that it offered itself does not count. With a broker that answers
#   1000,1000 it sends one a second.
# Versions: stompman 3.16.0 (PyPI); the broker is thirty lines of this script.
# Needs: python3 3.11 or newer with venv. Takes about 15 seconds.
set -euo pipefail
command -v python3 >/dev/null || { echo 'python3 is needed to run this script'; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check stompman==3.16.0

cat >try.py <<'PYTHON'
import asyncio
import sys

import stompman

SECONDS = 3


async def beats_with(answer):
    """How many heartbeats an idle client sends to a broker with this answer, and what it asked for."""
    asked, beats = None, 0

    async def broker(reader, writer):
        nonlocal asked, beats
        connect = (await reader.readuntil(b"\0")).decode()
        asked = next(line for line in connect.splitlines() if line.startswith("heart-beat:"))
        writer.write(f"CONNECTED\nversion:1.2\nheart-beat:{answer}\n\n\0".encode())
        while data := await reader.read(4096):
            beats += data.count(b"\n") if not data.strip(b"\n") else 0
            if b"DISCONNECT" in data:
                receipt = data.partition(b"receipt:")[2].partition(b"\n")[0].decode()
                writer.write(f"RECEIPT\nreceipt-id:{receipt}\n\n\0".encode())
        writer.close()

    server = await asyncio.start_server(broker, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with stompman.Client([stompman.ConnectionParameters("127.0.0.1", port, "", "")]):
            await asyncio.sleep(SECONDS)
            seen = beats
    print(f"client asks {asked}, broker answers heart-beat:{answer}: {seen} heartbeats in {SECONDS} seconds")
    return asked, seen


print("stompman 3.16.0, an idle client with its defaults")
(asked, on), (_, off) = asyncio.run(beats_with("1000,1000")), asyncio.run(beats_with("0,0"))
as_stated = asked == "heart-beat:1000,1000" and 2 <= on <= 4 and off > 1000
print("as stated: no heartbeats wanted, thousands sent" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
venv/bin/python try.py
