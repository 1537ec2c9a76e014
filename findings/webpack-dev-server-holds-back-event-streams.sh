#!/usr/bin/env bash
# One would guess: webpack-dev-server's proxy passes an event stream on as it comes; it serves event streams itself in development.
# What happens: its default `compress: true` also takes the proxied text/event-stream, and nothing ever flushes the compressor.
#   A client that accepts gzip gets the head and the ten bytes of a gzip header, one that accepts br not even the status line,
#   however many events the application has sent: EventSource stays silent, in development only.
#   With `compress: false`, and for clients like curl that accept no compression, every event comes at once.
# Versions: webpack-dev-server 5.2.7 and 6.1.0 alike, webpack 5.113.0.
# Needs: node 22.15 or newer for 6.1.0 (older ones try 5.2.7 alone), npm. Takes about a minute.
set -euo pipefail
for need in node npm; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --prefix . --silent --no-audit --no-fund webpack@5.113.0 \
  wds-5.2.7@npm:webpack-dev-server@5.2.7 wds-6.1.0@npm:webpack-dev-server@6.1.0
echo 'document.title = "page";' >page.js

cat >try.js <<'JS'
const http = require('http');
const webpack = require('webpack');

/** An application whose event stream sends an event at once and then one every 100 ms. */
const application = http.createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = () => response.write('data: something happened\n\n');
  send();
  const timer = setInterval(send, 100);
  response.on('close', () => clearInterval(timer));
});

/** What a client that accepts this encoding has of the stream after four seconds. */
const listen = (port, encoding) => new Promise((done) => {
  const seen = { accepts: encoding, status: undefined, encoded: undefined, bytes: 0 };
  const request = http.get({ host: '127.0.0.1', port, path: '/events', headers: { 'accept-encoding': encoding } }, (response) => {
    seen.status = response.statusCode;
    seen.encoded = response.headers['content-encoding'];
    response.on('data', (chunk) => { seen.bytes += chunk.length; });
    response.on('error', () => {});
  });
  request.on('error', () => {});
  setTimeout(() => { request.destroy(); done(seen); }, 4000);
});

async function tryOut(version, options) {
  const DevServer = require(`wds-${version}`);
  const compiler = webpack({ mode: 'development', entry: './page.js', stats: 'none', infrastructureLogging: { level: 'none' } });
  const target = `http://127.0.0.1:${application.address().port}`;
  const server = new DevServer({ host: '127.0.0.1', port: 'auto', proxy: [{ context: ['/events'], target }], ...options }, compiler);
  await server.start();
  const { port } = server.server.address();
  const seen = await Promise.all(['identity', 'gzip, deflate', 'gzip, deflate, br'].map((encoding) => listen(port, encoding)));
  await server.stop();
  console.log(`webpack-dev-server ${version} ${JSON.stringify(options)}`);
  for (const one of seen) console.log('  ', JSON.stringify(one));
  return seen;
}

application.listen(0, '127.0.0.1', async () => {
  let asStated = true;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const versions = major > 22 || (major === 22 && minor >= 15) ? ['5.2.7', '6.1.0'] : ['5.2.7'];
  for (const version of versions) {
    const [plain, gzip, brotli] = await tryOut(version, {});
    const whole = await tryOut(version, { compress: false });
    asStated &&= plain.bytes > 500 && gzip.status === 200 && gzip.encoded === 'gzip' && gzip.bytes <= 10
      && brotli.status === undefined && brotli.bytes === 0 && whole.every(({ bytes }) => bytes > 500);
  }
  console.log(asStated ? 'as stated: some forty events sent, none of them readable behind the default'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
});
JS
node try.js
