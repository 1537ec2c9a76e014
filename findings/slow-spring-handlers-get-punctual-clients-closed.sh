#!/usr/bin/env bash
# One would guess: a Spring @MessageMapping method that blocks for some seconds keeps the client waiting that called it. Heartbeats
#   are the protocol's own, so they go on for everybody.
# What happens: messages and heartbeats of all clients pass through one pool of 2 x processors threads with an endless queue.
#   As soon as that many calls block, every client's heartbeats wait behind them unread. The broker takes the silence for death and
#   closes clients that sent each beat on time: ERROR "Session closed.", code 1002. One blocking call fewer, and nobody notices.
#   Nothing is logged, and the server's own beats go out all the while, so the clients see a healthy server until it hangs up.
# Versions: spring-boot-starter-websocket 4.1.2 (Spring 7.0.10), simple broker; ws 8.18.3 as the client.
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
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.*;

@SpringBootApplication
@EnableWebSocketMessageBroker
@Controller
public class App implements WebSocketMessageBrokerConfigurer {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
    @MessageMapping("/slow")
    public void slow() throws InterruptedException {
        Thread.sleep(10_000);
    }
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
    }
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.initialize();
        registry.setApplicationDestinationPrefixes("/app");
        registry.enableSimpleBroker("/topic").setHeartbeatValue(new long[] {1000, 1000}).setTaskScheduler(scheduler);
    }
}
JAVA
cat >client.js <<'JS'
const WebSocket = require('ws');
const connect = (beats) => new Promise((done, fail) => {
  const socket = new WebSocket(process.argv[2], 'v12.stomp');
  socket.on('error', fail);
  socket.on('open', () => socket.send(`CONNECT\naccept-version:1.2\nhost:x\nheart-beat:${beats}\n\n\0`));
  socket.once('message', () => done(socket));
});

/** What a client that beats every half second goes through while another one has made so many slow calls. */
async function beside(calls) {
  const punctual = await connect('1000,1000');
  const slow = await connect('0,0');
  const seen = { calls, beatsSent: 0, beatsHeard: 0, error: undefined, closed: undefined };
  const beat = setInterval(() => { seen.beatsSent += 1; punctual.send('\n'); }, 500);
  punctual.on('message', (data) => {
    if (String(data) === '\n') seen.beatsHeard += 1;
    else seen.error = /message:(.*)/.exec(data)?.[1];
  });
  for (let call = 0; call < calls; call += 1) slow.send('SEND\ndestination:/app/slow\n\n\0');
  await new Promise((done) => {
    const timer = setTimeout(done, 8000);
    punctual.on('close', (code) => { seen.closed = code; clearTimeout(timer); done(); });
  });
  clearInterval(beat);
  punctual.removeAllListeners('close').terminate();
  slow.terminate();
  console.log(JSON.stringify(seen));
  return seen;
}

(async () => {
  const three = await beside(3);
  await new Promise((done) => setTimeout(done, 5000)); // until those calls are over
  const four = await beside(4);
  const asStated = three.closed === undefined && three.beatsHeard > 3
    && four.closed === 1002 && four.error === 'Session closed.' && four.beatsHeard > 1;
  console.log(asStated ? 'as stated: with all four threads blocked, a client that sent its beats in time was closed'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -parameters -cp 'lib/*' -d classes App.java
java -XX:ActiveProcessorCount=2 -cp 'classes:lib/*' app.App --server.port="$port" --server.address=127.0.0.1 >server.log 2>&1 &
server=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
  sleep 0.3
done
echo "$(basename lib/spring-messaging-*.jar .jar) on two processors, so four threads for what clients send:"
node client.js "ws://127.0.0.1:$port/ws"
if grep -E ' (WARN|ERROR) ' server.log; then echo 'NO LONGER as stated: the server logs something'; exit 1; fi
