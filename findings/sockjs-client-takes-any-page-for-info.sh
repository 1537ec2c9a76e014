#!/usr/bin/env bash
# One would guess: sockjs-client asks for /info first so that it can tell a SockJS server from anything else. A web page under that
#   address (the fallback of a single-page application, say) is no JSON, so it gives up after that one request with 1002
#   "Cannot connect to server", as it does after a 404.
# What happens: what cannot be read as JSON counts as an empty answer, and any 200 will do. Every transport is then tried
#   in turn, and each that polls takes the page for a finished poll and asks again at once, until the time for that transport is
#   up: hundreds of requests and more for one try of one client. Only then comes a close, 2000 "All transports failed", which
#   says nothing of /info.
# Versions: sockjs-client 1.6.1 (under Node, where it offers websocket, xhr-streaming, eventsource and xhr-polling).
# Needs: node 18 or newer, npm. Takes about 15 seconds.
set -euo pipefail
for need in node npm; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --prefix . --silent --no-audit --no-fund sockjs-client@1.6.1

cat >try.js <<'JS'
const http = require('http');
const SockJS = require('sockjs-client');

/** What one SockJS client asks for, and how it ends, at a server that gives this answer to every request. */
const tryOut = (status, page) => new Promise((done) => {
  const asked = {};
  const count = (request) => {
    const kind = request.url.includes('/info') ? 'info' : request.url.split('/').pop().split('?')[0];
    asked[kind] = (asked[kind] ?? 0) + 1;
  };
  const server = http.createServer((request, response) => {
    count(request);
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end(page);
  });
  server.on('upgrade', (request, socket) => {
    count(request);
    socket.end(`HTTP/1.1 ${status} -\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  });
  server.listen(0, '127.0.0.1', () => {
    const start = Date.now();
    const client = new SockJS(`http://127.0.0.1:${server.address().port}/chat`);
    client.onclose = ({ code, reason }) => {
      const requests = Object.values(asked).reduce((sum, one) => sum + one, 0);
      console.log(`every request answered with ${status}: ${requests} requests in ${Date.now() - start} ms`, JSON.stringify(asked));
      console.log(`   then close ${code} "${reason}"`);
      server.closeAllConnections();
      server.close();
      done({ requests, code });
    };
  });
});

(async () => {
  console.log(`sockjs-client ${require('sockjs-client/package.json').version} on Node ${process.version}`);
  const page = await tryOut(200, '<!doctype html><title>Chat</title><div id="root"></div>');
  const missing = await tryOut(404, 'not found');
  const asStated = page.requests > 100 && page.code === 2000 && missing.requests === 1 && missing.code === 1002;
  console.log(asStated ? 'as stated: a page passes for /info, and one client becomes a burst of requests'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
node try.js
