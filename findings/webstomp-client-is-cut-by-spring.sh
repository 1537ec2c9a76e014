#!/usr/bin/env bash
# One would guess: webstomp-client, which speaks STOMP 1.0, 1.1 and 1.2, and Spring, which speaks them too, agree on 1.2,
#   and since both ask for heartbeats, an idle connection stays open.
# What happens: the library offers the sub-protocols v10, v11, v12 in this order, Spring picks the first one that it knows and
#   answers STOMP 1.0. Its CONNECTED still promises and expects heartbeats, but at 1.0 the library sets none up. Spring misses
#   them and closes the idle socket with an ERROR frame "Session closed." and code 1002, over and over after each reconnect.
#   With `protocols: ['v12.stomp']` the same client and server stay connected.
# Versions: webstomp-client 1.2.6, ws 8.18.3 (Node's WebSocket for it); spring-boot-starter-websocket 4.1.2.
# Needs: node, npm, a JDK 17 or newer, mvn. Takes about a minute.
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
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-websocket</artifactId></dependency>
  </dependencies>
</project>
XML
cat >App.java <<'JAVA'
package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.config.annotation.*;

@SpringBootApplication
@EnableWebSocketMessageBroker
public class App implements WebSocketMessageBrokerConfigurer {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
    }
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.initialize();
        registry.enableSimpleBroker("/topic").setHeartbeatValue(new long[] {1000, 1000}).setTaskScheduler(scheduler);
    }
}
JAVA
cat >client.js <<'JS'
globalThis.WebSocket = require('ws');
const webstomp = require('webstomp-client');
const url = process.argv[2];

/** What an idle client goes through in ten seconds, with heartbeats of one second asked for by both sides. */
function idle(name, options) {
  return new Promise((done) => {
    const client = webstomp.client(url, { heartbeat: { outgoing: 1000, incoming: 1000 }, debug: false, ...options });
    const seen = { name, version: undefined, beats: undefined, error: undefined, closed: undefined };
    const start = Date.now();
    client.connect({}, (frame) => {
      seen.version = frame.headers.version;
      seen.beats = frame.headers['heart-beat'];
    }, (problem) => { seen.error ??= problem.headers?.message; });
    client.ws.addEventListener('close', (event) => {
      seen.closed = `${event.code} after ${((Date.now() - start) / 1000).toFixed(1)} s`;
    });
    setTimeout(() => { console.log(JSON.stringify(seen)); done({ ...seen }); client.ws.terminate(); }, 10_000);
  });
}

Promise.all([idle('as documented'), idle('protocols v12.stomp', { protocols: ['v12.stomp'] })]).then(([plain, v12]) => {
  const asStated = plain.version === '1.0' && plain.beats === '1000,1000' && /^1002/.test(plain.closed)
    && v12.version === '1.2' && v12.beats === '1000,1000' && v12.closed === undefined;
  console.log(asStated ? 'as stated: STOMP 1.0 was agreed on, and the client was closed for heartbeats that it never sends'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
});
JS
npm install --prefix . --silent --no-audit --no-fund webstomp-client@1.2.6 ws@8.18.3
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -parameters -cp 'lib/*' -d classes App.java
java -cp 'classes:lib/*' app.App --server.port="$port" --server.address=127.0.0.1 >server.log 2>&1 &
server=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
  sleep 0.3
done
echo "webstomp-client 1.2.6 with $(basename lib/spring-websocket-*.jar .jar) of Spring Boot 4.1.2:"
node client.js "ws://127.0.0.1:$port/ws"
