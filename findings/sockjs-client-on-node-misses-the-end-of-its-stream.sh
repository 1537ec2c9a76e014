#!/usr/bin/env bash
# One would guess: when a SockJS server is killed, the kernel closes its connections, and each client's `onclose` fires at once,
#   whichever transport it is on.
# What happens: under Node, sockjs-client's streaming transports (xhr-streaming, eventsource) do not listen for a response that breaks
#   off. The client goes on saying OPEN for as long as it does not send: a listener for prices or alarms hears nothing any more and
#   never connects again. websocket and xhr-polling notice within a second, and so do the streaming ones with their next send().
# Versions: sockjs-client 1.6.1, sockjs 0.3.24 (the server).
# Needs: node 18 or newer, npm. Takes about 30 seconds.
set -euo pipefail
for need in node npm; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --prefix . --silent --no-audit --no-fund sockjs-client@1.6.1 sockjs@0.3.24

cat >server.js <<'JS'
const http = require('http');
const server = http.createServer();
require('sockjs').createServer({ log: () => {} }).installHandlers(server, { prefix: '/prices' });
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
JS
cat >try.js <<'JS'
const { fork } = require('child_process');
const SockJS = require('sockjs-client');

const SILENCE = 15_000;

/** How long after its server was killed a client that only listens hears of it, and what its next send does if it never did. */
const listen = (transport) => new Promise((done) => {
  const server = fork('server.js');
  server.on('message', (port) => {
    const seen = { transport, closed: undefined, stateAfter15s: undefined, closedBySend: undefined };
    const client = new SockJS(`http://127.0.0.1:${port}/prices`, null, { transports: [transport] });
    const end = () => { console.log(JSON.stringify(seen)); done(seen); };
    client.onopen = () => setTimeout(() => {
      const killed = Date.now();
      const timer = setTimeout(() => {
        seen.stateAfter15s = client.readyState === SockJS.OPEN ? 'OPEN' : client.readyState;
        client.onclose = ({ code }) => { seen.closedBySend = code; end(); };
        client.send('anybody there?');
      }, SILENCE);
      client.onclose = ({ code }) => {
        clearTimeout(timer);
        seen.closed = `${code} after ${Date.now() - killed} ms`;
        end();
      };
      server.kill('SIGKILL');
    }, 1000);
  });
});

(async () => {
  const { version } = require('sockjs-client/package.json');
  console.log(`sockjs-client ${version} on Node ${process.version}, its server killed after a second:`);
  const seen = await Promise.all(['websocket', 'xhr-polling', 'xhr-streaming', 'eventsource'].map(listen));
  const asStated = seen.every(({ transport, closed, stateAfter15s, closedBySend }) => (
    ['websocket', 'xhr-polling'].includes(transport) ? /^1006 /.test(closed)
      : closed === undefined && stateAfter15s === 'OPEN' && closedBySend === 1006));
  console.log(asStated ? 'as stated: the streaming transports stay OPEN without a server'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
setTimeout(() => { console.log('NO LONGER as stated: somebody never closes'); process.exit(1); }, 60_000).unref();
JS
node try.js
