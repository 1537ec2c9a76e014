#!/usr/bin/env bash
# One would guess: `server.compression.enabled=true` in Spring Boot is one setting with one effect, whatever server is inside, and what
#   Spring flushes is sent.
# What happens: with Tomcat each line of a streamed answer is compressed and sent when it is flushed. With Jetty the ten bytes of a gzip
#   header go out and nothing more until the compressor is full or the answer ends: its handler does not pass a flush on. Types
#   that Boot compresses by default are hit, application/json and application/javascript among them, and so SockJS's
#   xhr_streaming; text/event-stream is not on Boot's list. Without compression, or for clients that accept none, Jetty streams.
# Versions: spring-boot-starter-parent 4.1.2 with starter-jetty (Jetty 12.1.14) and starter-tomcat (Tomcat 11.0.27).
# Needs: node 18 or newer, a JDK 17 or newer, mvn. Takes about a minute.
set -euo pipefail
for need in node java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
app=
trap '[ -z "$app" ] || kill "$app" 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version>
  </parent>
  <groupId>findings</groupId><artifactId>app</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-webmvc</artifactId>
      <exclusions>
        <exclusion><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-tomcat</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-${server}</artifactId></dependency>
  </dependencies>
</project>
XML
cat >App.java <<'JAVA'
package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

@SpringBootApplication
@RestController
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
    @GetMapping("/lines")
    ResponseEntity<ResponseBodyEmitter> lines() {
        var emitter = new ResponseBodyEmitter(0L);
        new Thread(() -> {
            try {
                for (int line = 0; line < 20; line++) {
                    emitter.send("{\"line\":" + line + ",\"random\":" + Math.random() + "}\n");
                    Thread.sleep(200);
                }
                emitter.complete();
            } catch (Exception gone) {
                emitter.completeWithError(gone);
            }
        }).start();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(emitter);
    }
}
JAVA
cat >client.js <<'JS'
const http = require('http');
const [, , server, port] = process.argv;

/** How many bytes of the answer have come by half of its time, and by its end. */
const listen = (headers) => new Promise((done, fail) => {
  http.get({ host: '127.0.0.1', port, path: '/lines', headers }, (response) => {
    const seen = { encoding: response.headers['content-encoding'] ?? 'none', half: 0, end: 0 };
    response.on('data', (chunk) => { seen.end += chunk.length; });
    setTimeout(() => { seen.half = seen.end; }, 2500);
    response.on('end', () => done(seen));
  }).on('error', fail);
});

(async () => {
  await listen({}); // what is loaded once is loaded now
  const [plain, gzip] = [await listen({}), await listen({ 'accept-encoding': 'gzip' })];
  console.log(`${server}: without compression ${JSON.stringify(plain)}, with ${JSON.stringify(gzip)}`);
  const streams = ({ half, end }) => half > 100 && end > half;
  const heldBack = gzip.encoding === 'gzip' && gzip.half <= 10 && gzip.end > 100;
  process.exit(streams(plain) && (server === 'jetty' ? heldBack : gzip.encoding === 'gzip' && streams(gzip)) ? 0 : 1);
})();
JS

failed=0
for server in tomcat jetty; do
  mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 -Dserver="$server" \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$server"
  javac -parameters -cp "$server/*" -d "$server-classes" App.java
  port=$(node -e 's = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
  java -cp "$server-classes:$server/*" app.App --server.port="$port" --server.address=127.0.0.1 \
    --server.compression.enabled=true >server.log 2>&1 &
  app=$!
  until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    kill -0 "$app" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
    sleep 0.3
  done
  node client.js "$server" "$port" || failed=1
  kill "$app"
  wait "$app" || true
  app=
done
if [ "$failed" = 0 ]; then echo 'as stated: Tomcat streams what it compresses, Jetty does not'; else
  echo 'NO LONGER as stated at the top of this script'
  exit 1
fi
