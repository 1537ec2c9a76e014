#!/usr/bin/env bash
# One would guess: a WebSocket that Jetty ends with 1001 "Connection Idle Timeout" was silent for the idle timeout, 30 seconds by
#   default; and at SIGTERM a WebSocket hears of the shutdown, or lives as long as the running requests are waited for.
# What happens: with Spring Boot's graceful shutdown and one request still running, SIGTERM closes a WebSocket that was quiet for
#   three seconds at once, with that very text: 1001 "Connection Idle Timeout". Nothing was idle for long, and the request goes on
#   and is answered in full. So this text in clients' logs also means a deployment, which no idle timeout or heartbeat cures.
# Versions: spring-boot-starter-jetty and -websocket 4.1.2 (Jetty 12.1.14); ws 8.18.3 as the client.
# Needs: node 18 or newer, npm, a JDK 17 or newer, mvn. Takes about a minute.
set -euo pipefail
for need in node npm java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill -9 "$server"; wait "$server"; } 2>/dev/null || true; rm -rf "$dir"' EXIT
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
      <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-websocket</artifactId>
      <exclusions>
        <exclusion><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-tomcat</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jetty</artifactId></dependency>
  </dependencies>
</project>
XML
cat >App.java <<'JAVA'
package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.socket.config.annotation.*;
import org.springframework.web.socket.handler.TextWebSocketHandler;

@SpringBootApplication
@EnableWebSocket
@RestController
public class App implements WebSocketConfigurer {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new TextWebSocketHandler(), "/raw");
    }
    @GetMapping("/slow")
    public String slow() throws InterruptedException {
        Thread.sleep(8000);
        return "whole answer";
    }
}
JAVA
cat >client.js <<'JS'
const WebSocket = require('ws');
const [, , address, server] = process.argv;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

(async () => {
  await (await fetch(`http://${address}/nothing-here`)).text(); // what is loaded once is loaded now
  const socket = new WebSocket(`ws://${address}/raw`);
  await new Promise((done, fail) => socket.on('open', done).on('error', fail));
  const slow = fetch(`http://${address}/slow`).then((response) => response.text()).catch((error) => `failed: ${error.message}`);
  await pause(3000);
  const told = Date.now();
  process.kill(Number(server), 'SIGTERM');
  const closed = await Promise.race([
    new Promise((done) => socket.on('close', (code, reason) => done({ code, reason: String(reason), after: Date.now() - told }))),
    pause(15_000),
  ]);
  console.log('the socket, three seconds old, after SIGTERM:', JSON.stringify(closed));
  console.log('the request that was running:', await slow);
  const asStated = closed?.code === 1001 && closed.reason === 'Connection Idle Timeout' && closed.after < 3000
    && await slow === 'whole answer';
  console.log(asStated ? 'as stated: closed at once for an idle timeout that had not come'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -parameters -cp 'lib/*' -d classes App.java
java -cp 'classes:lib/*' app.App --server.port="$port" --server.address=127.0.0.1 >server.log 2>&1 &
server=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
  sleep 0.3
done
echo "$(basename lib/jetty-server-*.jar .jar) in Spring Boot 4.1.2:"
node client.js "127.0.0.1:$port" "$server"
