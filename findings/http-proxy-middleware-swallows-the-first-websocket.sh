#!/usr/bin/env bash
# One would guess: Express with http-proxy-middleware and `ws: true` either proxies WebSockets or refuses them. Its README's advice
#   to pass on the server's `upgrade` event by hand sounds like an option for special cases.
# What happens: the first handshake after each start is sent to the application, which answers 101 and has an open session from
#   then on, while the client gets no byte, no error and no end. From the second handshake on all is well (the first one made the
#   middleware listen), so a test that tries again, or a page that loads anything first, never sees it.
#   With `server.on('upgrade', proxy.upgrade)` the first one works.
# Versions: http-proxy-middleware 3.0.11 and 4.2.2 alike, express 5.3.0, ws 8.18.3 (the application behind, and the client).
# Needs: node 18 or newer, npm. Takes about 20 seconds.
set -euo pipefail
for need in node npm; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --prefix . --silent --no-audit --no-fund express@5.3.0 ws@8.18.3 \
  hpm-3.0.11@npm:http-proxy-middleware@3.0.11 hpm-4.2.2@npm:http-proxy-middleware@4.2.2

cat >try.js <<'JS'
const express = require('express');
const http = require('http');
const { WebSocket, WebSocketServer } = require('ws');

const listening = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

/** What a client hears of one handshake within five seconds. */
const handshake = (port) => new Promise((done) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  const give = (what) => { clearTimeout(timer); socket.terminate(); done(what); };
  const timer = setTimeout(give, 5000, 'nothing');
  socket.on('open', () => give('open'));
  socket.on('unexpected-response', (_, response) => give(`HTTP ${response.statusCode}`));
  socket.on('error', (error) => give(error.message));
});

/** A new application behind a new proxy, asked twice in a row for a WebSocket. */
async function tryOut(version, forwardUpgrades) {
  const { createProxyMiddleware } = require(`hpm-${version}`);
  const application = http.createServer((_, response) => response.end('page'));
  const sessions = new WebSocketServer({ server: application });
  let accepted = 0;
  sessions.on('connection', () => { accepted += 1; });
  const target = `http://127.0.0.1:${await listening(application)}`;

  const proxy = createProxyMiddleware({ target, ws: true });
  const front = http.createServer(express().use(proxy));
  if (forwardUpgrades) front.on('upgrade', proxy.upgrade);
  const port = await listening(front);

  const seen = { first: await handshake(port), acceptedBehind: accepted, second: await handshake(port) };
  console.log(`http-proxy-middleware ${version}, ws: true${forwardUpgrades ? ' and server.on("upgrade")' : ''}:`, JSON.stringify(seen));
  return seen;
}

(async () => {
  let asStated = true;
  for (const version of ['3.0.11', '4.2.2']) {
    const plain = await tryOut(version, false);
    const subscribed = await tryOut(version, true);
    asStated &&= plain.first === 'nothing' && plain.acceptedBehind === 1 && plain.second === 'open'
      && subscribed.first === 'open' && subscribed.acceptedBehind === 1;
  }
  console.log(asStated ? 'as stated: accepted behind, and the first client was never told'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
node try.js
