#!/usr/bin/env bash
# One would guess: a WebSocket message above the server's limit ends in a close with 1009, "message too big", or at least in a close.
# What happens: Vert.x has two limits, 64 KiB a frame and 256 KiB a message. One frame above the first cuts the connection with no
#   close frame (1006). A message in small fragments above the second is dropped and nothing else: the socket stays open, the
#   client gets no close and no error, the message handler is not called, nothing is logged, and the next message goes through.
#   To the client it looks as if the server had ignored one message.
# Versions: vertx-core 5.0.7; ws 8.18.3 as the client.
# Needs: node 18 or newer, npm, a JDK 17 or newer, mvn. Takes about half a minute.
set -euo pipefail
for need in node npm java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
port=$(node -e 's = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId><artifactId>app</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-core</artifactId><version>5.0.7</version></dependency>
  </dependencies>
</project>
XML
cat >Echo.java <<'JAVA'
import io.vertx.core.Vertx;

public class Echo {
    public static void main(String[] args) {
        Vertx.vertx().createHttpServer()
            .webSocketHandler(socket -> socket.textMessageHandler(text -> socket.writeTextMessage("got " + text.length())))
            .listen(Integer.parseInt(args[0]), "127.0.0.1");
    }
}
JAVA
cat >client.js <<'JS'
const WebSocket = require('ws');

/** What the client hears in three seconds after a message of this length, in frames of at most so many bytes, and a short one after it. */
const send = (length, frame) => new Promise((done) => {
  const socket = new WebSocket(process.argv[2], { perMessageDeflate: false });
  const heard = [];
  socket.on('error', () => {});
  socket.on('message', (text) => heard.push(String(text)));
  socket.on('close', (code) => heard.push(`closed ${code}`));
  socket.on('open', () => {
    for (let sent = 0; sent < length; sent += frame) {
      socket.send('x'.repeat(Math.min(frame, length - sent)), { fin: sent + frame >= length });
    }
    setTimeout(() => { if (socket.readyState === WebSocket.OPEN) socket.send('short'); }, 1500);
    setTimeout(() => {
      const seen = heard.join(', ');
      console.log(`${length} bytes ${frame < length ? `in fragments of ${frame}` : 'in one frame'}, then 5: ${seen}`);
      socket.terminate();
      done(seen);
    }, 3000);
  });
});

(async () => {
  const seen = [];
  for (const [length, frame] of [[65_536, 65_536], [65_537, 65_537], [262_144, 32_768], [262_145, 32_768]]) {
    seen.push(await send(length, frame));
  }
  const asStated = seen.join(' | ') === 'got 65536, got 5 | closed 1006 | got 262144, got 5 | got 5';
  console.log(asStated ? 'as stated: too big in fragments, and only the next message is heard of'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 \
  org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -cp 'lib/*' -d classes Echo.java
java -cp 'classes:lib/*' Echo "$port" >server.log 2>&1 &
server=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
  sleep 0.3
done
basename lib/vertx-core-5*.jar .jar
node client.js "ws://127.0.0.1:$port/"
if [ -s server.log ]; then
  cat server.log
  echo 'NO LONGER as stated: the server logs something'
  exit 1
fi
