#!/usr/bin/env bash
# One would guess: a WebSocket message above Spring WebFlux's limit of 65,536 bytes ends in close code 1009, "message too big",
#   however the client cuts it into frames; frames are a matter of transport.
# What happens: in one frame it is 1009 with the limit in the reason. The same message in fragments, each far below the limit, ends
#   in 1002 "Protocol error", as if the client had broken the protocol, and the server logs nothing. Which of the two a user sees
#   depends on the client: libraries and proxies that fragment long messages get the wrong word for the same mistake.
# Versions: spring-boot-starter-webflux 4.1.2 (Spring 7.0.10, Reactor Netty 1.3.8); ws 8.18.3 as the client.
# Needs: node 18 or newer, npm, a JDK 17 or newer, mvn. Takes about a minute.
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
  <parent>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version>
  </parent>
  <groupId>findings</groupId><artifactId>app</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-webflux</artifactId>
      <exclusions><!-- native parts, which nothing here uses -->
        <exclusion><groupId>io.netty</groupId><artifactId>netty-codec-native-quic</artifactId></exclusion>
        <exclusion><groupId>io.netty</groupId><artifactId>netty-resolver-dns-native-macos</artifactId></exclusion>
        <exclusion><groupId>io.netty</groupId><artifactId>netty-transport-native-epoll</artifactId></exclusion>
      </exclusions>
    </dependency>
  </dependencies>
</project>
XML
cat >App.java <<'JAVA'
package app;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.*;

@SpringBootApplication
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
    @Bean
    HandlerMapping sockets() {
        WebSocketHandler lengths = session -> session.send(session.receive()
            .map(message -> session.textMessage("got " + message.getPayloadAsText().length())));
        return new SimpleUrlHandlerMapping(Map.of("/raw", lengths), -1);
    }
}
JAVA
cat >client.js <<'JS'
const WebSocket = require('ws');

/** How a message of this length ends when it goes out in frames of at most so many bytes. */
const send = (length, frame) => new Promise((done) => {
  const socket = new WebSocket(process.argv[2], { perMessageDeflate: false });
  const give = (what) => {
    console.log(`${length} bytes, ${frame < length ? `fragments of ${frame}` : 'one frame'}: ${what}`);
    socket.removeAllListeners('close').terminate();
    done(what);
  };
  socket.on('error', () => {});
  socket.on('open', () => {
    for (let sent = 0; sent < length; sent += frame) {
      socket.send('x'.repeat(Math.min(frame, length - sent)), { fin: sent + frame >= length });
    }
  });
  socket.on('message', (text) => give(String(text)));
  socket.on('close', (code, reason) => give(`${code} ${reason}`));
});

(async () => {
  const seen = [await send(65_536, 65_536), await send(65_536, 8_192), await send(65_537, 65_537), await send(65_537, 8_192)];
  const asStated = seen[0] === 'got 65536' && seen[1] === 'got 65536' && seen[2].startsWith('1009 ') && seen[3].startsWith('1002 ');
  console.log(asStated ? 'as stated: 1009 in one frame, 1002 in fragments' : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -cp 'lib/*' -d classes App.java
java -cp 'classes:lib/*' app.App --server.port="$port" --server.address=127.0.0.1 >server.log 2>&1 &
server=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
  sleep 0.3
done
echo "$(basename lib/spring-webflux-*.jar .jar) on $(basename lib/reactor-netty-http-*.jar .jar):"
node client.js "ws://127.0.0.1:$port/raw"
if grep -E ' (WARN|ERROR) ' server.log; then echo 'NO LONGER as stated: the server logs something'; exit 1; fi
