#!/usr/bin/env bash
# One would guess: in the SockJS server for aiohttp, `manager.broadcast(text)` is `session.send(text)` to each session: every client,
#   on SockJS or on the raw WebSocket that each SockJS endpoint has at /websocket, gets the same text either way.
# What happens: to raw WebSockets a broadcast goes out as a JSON string, with quotes around it and its letters escaped, while what
#   session.send() sends comes plain. SockJS clients see no difference, so a server that broadcasts works until the first raw
#   client takes what it gets for the text.
# Versions: sockjs 0.13.0 and aiohttp 3.14.5 (PyPI), server and clients.
# Needs: python3 3.10 or newer with venv. Takes about 15 seconds.
set -euo pipefail
command -v python3 >/dev/null || { echo 'python3 is needed to run this script'; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sockjs==0.13.0 aiohttp==3.14.5

cat >try.py <<'PYTHON'
import asyncio
import json
import sys

import aiohttp
import sockjs
from aiohttp import web


async def chat(manager, session, message):
    if message.type == sockjs.MsgType.MESSAGE:
        way, text = message.data.split(" ", 1)
        if way == "send":
            session.send(text)
        else:
            manager.broadcast(text)


async def ask(base, text):
    """What a raw client, and what a SockJS client, hears of the same request."""
    async with aiohttp.ClientSession() as http:
        async with http.ws_connect(f"{base}/websocket") as raw:
            await raw.send_str(text)
            plain = await raw.receive_str(timeout=5)
        async with http.ws_connect(f"{base}/000/{abs(hash(text))}/websocket") as framed:
            assert await framed.receive_str(timeout=5) == "o"
            await framed.send_str(json.dumps([text]))
            frame = await framed.receive_str(timeout=5)
            messages = json.loads(frame.removeprefix("a"))
    print(f"{text!r}: a raw client gets {plain!r}, a SockJS client {messages!r}")
    return plain, messages


async def main():
    app = web.Application()
    sockjs.add_endpoint(app, chat, name="chat", prefix="/chat")
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/chat"
    sent = await ask(base, "send Grüße")
    broadcast = await ask(base, "broadcast Grüße")
    await runner.cleanup()
    return sent == ("Grüße", ["Grüße"]) and broadcast == (json.dumps("Grüße"), ["Grüße"])


as_stated = asyncio.run(main())
print("as stated: plain from send(), a JSON string from broadcast()" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
venv/bin/python try.py
