#!/usr/bin/env bash
# One would guess: a gateway route whose application is not running answers a WebSocket handshake as it answers a GET there: with a
#   5xx, so that a client, a health check or a load balancer in front can tell.
# What happens: Spring Cloud Gateway (WebFlux) answers 101 Switching Protocols before it has tried the application. The client's
#   `open` event fires, and only then comes a close with 1002, a "protocol error" of a connection on which nothing was wrong. A GET
#   of the same path through the same route is an honest 500. It also agrees to any sub-protocol that is offered first, even one
#   that nobody has ever heard of. So an `open` through this gateway proves nothing about the application.
# Versions: spring-cloud-starter-gateway-server-webflux 5.0.4 on spring-boot-starter-parent 4.1.2; ws 8.18.3 as the client.
# Needs: node 18 or newer, npm, a JDK 17 or newer, mvn. Takes about a minute.
set -euo pipefail
for need in node npm java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
gateway=
trap '[ -z "$gateway" ] || kill "$gateway" 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
free_port() { node -e 's = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }
port=$(free_port)
nothing=$(free_port)

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version>
  </parent>
  <groupId>findings</groupId><artifactId>app</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.cloud</groupId>
      <artifactId>spring-cloud-starter-gateway-server-webflux</artifactId><version>5.0.4</version>
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

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
}
JAVA
cat >client.js <<'JS'
const WebSocket = require('ws');
const [, , gateway] = process.argv;

const handshake = () => new Promise((done) => {
  const seen = { opened: false, protocol: undefined, closed: undefined, error: undefined };
  const socket = new WebSocket(`ws://${gateway}/chat`, ['nobody-knows-this', 'v12.stomp']);
  socket.on('open', () => { seen.opened = true; seen.protocol = socket.protocol; });
  socket.on('error', (error) => { seen.error = error.message; });
  socket.on('close', (code) => { seen.closed = code; done(seen); });
});

(async () => {
  const get = await fetch(`http://${gateway}/chat`);
  console.log('GET /chat:', get.status);
  let asStated = get.status >= 500;
  for (let time = 0; time < 3; time += 1) {
    const seen = await handshake();
    console.log('handshake for /chat:', JSON.stringify(seen));
    asStated &&= seen.opened && seen.protocol === 'nobody-knows-this' && seen.closed === 1002;
  }
  console.log(asStated ? 'as stated: opened by the gateway though nothing is behind it'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -cp 'lib/*' -d classes App.java
routes='spring.cloud.gateway.server.webflux.routes[0]'
java -cp 'classes:lib/*' app.App --server.port="$port" --server.address=127.0.0.1 \
  "--$routes.id=chat" "--$routes.uri=http://127.0.0.1:$nothing" "--$routes.predicates[0]=Path=/chat" >gateway.log 2>&1 &
gateway=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$gateway" 2>/dev/null || { cat gateway.log; echo 'the gateway did not start'; exit 2; }
  sleep 0.3
done
echo "$(basename lib/spring-cloud-gateway-server-webflux-*.jar .jar), nothing listens at the route's address:"
node client.js "127.0.0.1:$port"
