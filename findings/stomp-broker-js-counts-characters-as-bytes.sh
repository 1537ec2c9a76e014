#!/usr/bin/env bash
# One would guess: `content-length` counts the body's bytes, in the broker's MESSAGE as in the client's SEND, so text in any script arrives.
# What happens: stomp-broker-js puts in a content-length of its own, counted in characters. Each character outside ASCII makes it
#   too small, and a client that believes it, as the specification wants, drops the rest: "Grüße" arrives as "Grü" and half a
#   letter, and the next message, whatever is in it, does not arrive at all. The sender counted right; the broker replaces it.
#   Texts in pure ASCII arrive whole.
# Versions: stomp-broker-js 1.3.0, @stomp/stompjs 7.5.0 as both clients, ws 8.18.3 (Node's WebSocket for it).
# Needs: node 18 or newer, npm. Takes about 10 seconds.
set -euo pipefail
for need in node npm; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --prefix . --silent --no-audit --no-fund stomp-broker-js@1.3.0 @stomp/stompjs@7.5.0 ws@8.18.3

cat >try.js <<'JS'
const http = require('http');
const { Client } = require('@stomp/stompjs');
const StompServer = require('stomp-broker-js');
const { WebSocket } = require('ws');

const connect = (port) => new Promise((done) => {
  const client = new Client({ webSocketFactory: () => new WebSocket(`ws://127.0.0.1:${port}/stomp`), reconnectDelay: 0 });
  client.onConnect = () => done(client);
  client.activate();
});
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const server = http.createServer();
server.listen(0, '127.0.0.1', async () => {
  new StompServer({ server });
  const { port } = server.address();
  const [sender, receiver] = await Promise.all([connect(port), connect(port)]);
  let got;
  receiver.subscribe('/topic/chat', (message) => { got = message; });
  await wait(500);
  const seen = [];
  for (const body of ['Greetings', 'Grüße', 'the next one', 'and one more']) {
    got = undefined;
    sender.publish({ destination: '/topic/chat', body });
    await wait(500);
    seen.push({ sent: body, bytes: Buffer.byteLength(body), contentLength: got?.headers['content-length'], arrived: got?.body });
    console.log(JSON.stringify(seen.at(-1)));
  }
  const [ascii, cut, next, later] = seen;
  const asStated = ascii.arrived === ascii.sent && cut.contentLength === '5' && cut.arrived?.startsWith('Grü') && cut.arrived !== cut.sent
    && next.arrived === undefined && later.arrived === later.sent;
  console.log(asStated ? 'as stated: cut short, and the message after it lost'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
});
JS
echo "stomp-broker-js $(node -p 'require("stomp-broker-js/package.json").version'):"
node --no-deprecation try.js
