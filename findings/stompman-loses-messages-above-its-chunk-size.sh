#!/usr/bin/env bash
# One would guess: stompman's `read_max_chunk_size` says how many bytes are read from the connection at a time, whichever connection
#   it is. A smaller one costs more reads; messages of any size arrive.
# What happens: that holds over TCP. Over its WebSocket connection the same number is the size of the largest message: one byte more,
#   and the client closes the connection with 1009, connects and subscribes again by itself, and goes on without that message.
#   Neither the handler nor the error callbacks hear of it, a WARNING in the log is all. The default is 1 MiB.
# Versions: stompman 3.16.0 with websockets 15.0.1 (PyPI); the two little brokers of this script speak STOMP 1.2.
# Needs: python3 3.11 or newer with venv. Takes about 20 seconds.
set -euo pipefail
command -v python3 >/dev/null || { echo 'python3 is needed to run this script'; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check stompman==3.16.0 websockets==15.0.1

cat >try.py <<'PYTHON'
import asyncio
import logging
import re
import sys

import stompman
import websockets
from stompman.connection_ws import WebSocketConnection

logging.basicConfig(format="   log: %(message).90s", level=logging.WARNING)
sizes = [100, 5_000, 10]
connects = closes = 0


async def serve(frame, send):
    """A broker that answers the first subscription with three messages, and later ones with none."""
    global connects
    header = dict(re.findall(r"^([\w-]+):(.*)$", frame, re.MULTILINE))
    if frame.startswith(("CONNECT\n", "STOMP\n")):
        connects += 1
        await send("CONNECTED\nversion:1.2\nheart-beat:1000,1000\n\n\0")
    elif frame.startswith("SUBSCRIBE") and connects == 1:
        for size in sizes:
            await send(f"MESSAGE\nsubscription:{header['id']}\nmessage-id:{size}\nack:{size}\ndestination:/queue/a\n"
                       f"content-length:{size}\n\n{'x' * size}\0")
            await asyncio.sleep(0.5)
    elif "receipt" in header:
        await send(f"RECEIPT\nreceipt-id:{header['receipt']}\n\n\0")


async def over_websocket(socket):
    global closes
    try:
        async for frame in socket:
            await serve(frame, socket.send)
    except websockets.ConnectionClosed:
        pass
    closes += socket.close_code == 1009


async def over_tcp(reader, writer):
    async def send(text):
        writer.write(text.encode())
        await writer.drain()

    try:
        while frame := (await reader.readuntil(b"\0")).decode().lstrip():
            await serve(frame, send)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def consume(name, port, kind):
    """The sizes of what arrives, what the callbacks say, and how often the client connected."""
    global connects, closes
    connects = closes = 0
    got, told = [], []

    async def handle(message):
        got.append(len(message.body))

    server = [stompman.ConnectionParameters("127.0.0.1", port, "", "")]
    async with stompman.Client(
        server, connection_class=kind, read_max_chunk_size=4096, on_error_frame=told.append,
        check_server_alive_interval_factor=60,
    ) as client:
        subscription = await client.subscribe("/queue/a", handle, on_suppressed_exception=lambda error, _: told.append(error))
        await asyncio.sleep(6)
        await subscription.unsubscribe()
    print(f"{name}: sent {sizes}, arrived {got}, callbacks {told}, connected {connects} times, closed with 1009 {closes} times")
    return got, told, connects, closes


async def main():
    tcp = await asyncio.start_server(over_tcp, "127.0.0.1", 0)
    async with tcp, websockets.serve(over_websocket, "127.0.0.1", 0) as ws:
        by_tcp = await consume("TCP", tcp.sockets[0].getsockname()[1], stompman.connection.Connection)
        by_socket = await consume("WebSocket", next(iter(ws.sockets)).getsockname()[1], WebSocketConnection)
    return by_tcp == (sizes, [], 1, 0) and by_socket == ([100], [], 2, 1)


print("stompman 3.16.0, read_max_chunk_size=4096")
as_stated = asyncio.run(main())
print("as stated: a chunk over TCP, the largest message over WebSocket" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
venv/bin/python try.py
