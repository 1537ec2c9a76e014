#!/usr/bin/env bash
# One would guess: a STOMP broker hands a message's body on as it came; the body is opaque to it.
# What happens: stomp-broker-js splits each frame at every empty line and joins the parts of the body with commas. "first\n\nsecond"
#   arrives as "first,second", at every subscriber: paragraphs, Markdown, signed or hashed texts are changed without an error.
#   Bodies without an empty line are left alone, so no test with a short line of text finds it.
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
  const got = [];
  receiver.subscribe('/topic/notes', ({ body }) => got.push(body));
  await wait(500);
  for (const body of ['one line', 'two\nlines', 'first\n\nsecond', 'a\n\n\n\nb']) {
    sender.publish({ destination: '/topic/notes', body, skipContentLengthHeader: true });
    await wait(300);
    console.log(JSON.stringify(body), 'arrives as', JSON.stringify(got.at(-1)));
  }
  const asStated = JSON.stringify(got) === JSON.stringify(['one line', 'two\nlines', 'first,second', 'a,,b']);
  console.log(asStated ? 'as stated: empty lines became commas' : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
});
JS
echo "stomp-broker-js $(node -p 'require("stomp-broker-js/package.json").version'):"
node --no-deprecation try.js
