#!/usr/bin/env bash
# One would guess: a STOMP client behind Spring's broker relay gets an answer to its CONNECT, CONNECTED or ERROR. Where the broker ends
#   the connection that Spring opens for the client, Spring says "Connection to broker closed." and closes the WebSocket with 1002.
# What happens: of the clients whose connection the broker ends as soon as it has accepted it, some hear nothing. Spring is told of the
#   end on one thread and of the beginning on another; where the end comes first it counts for nothing, and nobody looks again.
#   The WebSocket stays open without heartbeats, which begin after CONNECTED, and a client that sets itself no time waits for ever:
#   @stomp/stompjs does, whose connectionTimeout is 0 by default. Nothing is logged.
# Versions: spring-boot-starter-websocket 4.1.2 (Spring 7.0.10) with reactor-netty-core; ws 8.18.3 as the client.
# Needs: node, npm, a JDK 17 or newer, mvn. Takes about a minute.
set -euo pipefail
for need in node npm java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
server= broker=
trap 'for each in $server $broker; do kill "$each" 2>/dev/null || true; done; rm -rf "$dir"' EXIT
cd "$dir"
free_port() { node -e 's = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }
port=$(free_port) broker_port=$(free_port)

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version>
  </parent>
  <groupId>findings</groupId><artifactId>app</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-websocket</artifactId></dependency>
    <dependency>
      <groupId>io.projectreactor.netty</groupId><artifactId>reactor-netty-core</artifactId>
      <exclusions>
        <exclusion><groupId>io.netty</groupId><artifactId>netty-resolver-dns-native-macos</artifactId></exclusion>
        <exclusion><groupId>io.netty</groupId><artifactId>netty-transport-native-epoll</artifactId></exclusion>
      </exclusions>
    </dependency>
  </dependencies>
</project>
XML
cat >App.java <<'JAVA'
package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
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
        registry.enableStompBrokerRelay("/topic").setRelayHost("127.0.0.1").setRelayPort(Integer.getInteger("broker"));
    }
}
JAVA
# A broker that has no room but for the application's own session.
cat >broker.js <<'JS'
let first = true;
require('net').createServer((socket) => {
  socket.on('error', () => {});
  if (first) {
    first = false;
    socket.once('data', () => socket.write('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0'));
  } else {
    socket.end();
  }
}).listen(process.argv[2], '127.0.0.1');
JS
cat >client.js <<'JS'
const WebSocket = require('ws');
const CLIENTS = 400;
const AT_ONCE = 20;
const PATIENCE_MS = 5000;

/** What a client hears after its CONNECT. */
const connect = () => new Promise((done, fail) => {
  const socket = new WebSocket(process.argv[2], 'v12.stomp');
  const end = (heard) => { socket.removeAllListeners('close').terminate(); done(heard); };
  socket.on('error', fail);
  socket.on('open', () => {
    socket.send('CONNECT\naccept-version:1.2\nhost:x\nheart-beat:10000,10000\n\n\0');
    setTimeout(end, PATIENCE_MS, 'nothing');
  });
  socket.once('message', (data) => end(String(data).split('\n')[0]));
  socket.on('close', (code) => end(`close ${code}`));
});

(async () => {
  const heard = {};
  const one = async () => { const what = await connect(); heard[what] = (heard[what] ?? 0) + 1; };
  for (let done = 0; done < CLIENTS; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, one));
  console.log(JSON.stringify(heard));
  const asStated = heard.ERROR > 0 && heard.nothing > 0;
  console.log(asStated ? `as stated: ${heard.nothing} of ${CLIENTS} clients heard nothing within ${PATIENCE_MS / 1000} s of their CONNECT`
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -parameters -cp 'lib/*' -d classes App.java
node broker.js "$broker_port" &
broker=$!
java -Dbroker="$broker_port" -cp 'classes:lib/*' app.App --server.port="$port" --server.address=127.0.0.1 >server.log 2>&1 &
server=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
  sleep 0.3
done
until grep -q "available=true" server.log; do sleep 0.3; done
echo "$(basename lib/spring-messaging-*.jar .jar), a broker that accepts a client's connection and ends it:"
node client.js "ws://127.0.0.1:$port/ws"
