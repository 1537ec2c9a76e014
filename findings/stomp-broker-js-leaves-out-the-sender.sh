#!/usr/bin/env bash
# One would guess: a client that subscribes to a destination and sends to it gets its own message like everybody else, as with other
#   STOMP brokers; chats show what one writes oneself when it comes back.
# What happens: stomp-broker-js leaves out every subscription of the session that sent, and forgets the RECEIPT that it asked for.
#   The sender hears nothing at all, no ERROR either, while the other session with the same subscription gets the message. A test
#   in which one client sends to itself, or waits for its receipt, waits forever.
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
const server = http.createServer();
server.listen(0, '127.0.0.1', async () => {
  new StompServer({ server });
  const { port } = server.address();
  const [sender, other] = await Promise.all([connect(port), connect(port)]);
  const got = { sender: [], other: [], receipt: false };
  sender.subscribe('/topic/chat', ({ body }) => got.sender.push(body));
  other.subscribe('/topic/chat', ({ body }) => got.other.push(body));
  setTimeout(() => {
    sender.watchForReceipt('sent', () => { got.receipt = true; });
    sender.publish({ destination: '/topic/chat', body: 'hello', headers: { receipt: 'sent' } });
  }, 500);
  setTimeout(() => {
    console.log(JSON.stringify(got));
    const asStated = !got.receipt && got.sender.length === 0 && got.other.join() === 'hello';
    console.log(asStated ? 'as stated: everybody but the sender, and no receipt' : 'NO LONGER as stated at the top of this script');
    process.exit(asStated ? 0 : 1);
  }, 2500);
});
JS
echo "stomp-broker-js $(node -p 'require("stomp-broker-js/package.json").version'), two sessions subscribed to /topic/chat, one sends:"
node --no-deprecation try.js
