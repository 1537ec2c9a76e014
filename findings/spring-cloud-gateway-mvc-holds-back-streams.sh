#!/usr/bin/env bash
# One would guess: a gateway that passes server-sent events as they come passes any response that is written bit by bit.
# What happens: Spring Cloud Gateway's Server MVC looks at the content type. A text/event-stream is flushed event by event. Lines of
#   application/x-ndjson or of SockJS's xhr_streaming (application/javascript) are collected until a buffer is full or the
#   response ends: a log tail, a chat over SockJS's fallback, an AI's answer stand still behind the gateway and nowhere else.
#   The property spring.cloud.gateway.server.webmvc.streaming-media-types with these types lets them through.
# Versions: spring-cloud-starter-gateway-server-webmvc 5.0.4 on spring-boot-starter-parent 4.1.2.
# Needs: node 18 or newer, a JDK 17 or newer, mvn. Takes about a minute.
set -euo pipefail
for need in node java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
gateway=
trap '[ -z "$gateway" ] || kill "$gateway" 2>/dev/null || true; rm -rf "$dir"' EXIT
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
      <groupId>org.springframework.cloud</groupId>
      <artifactId>spring-cloud-starter-gateway-server-webmvc</artifactId><version>5.0.4</version>
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
cat >try.js <<'JS'
const { spawn } = require('child_process');
const http = require('http');

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const listening = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

const types = ['text/event-stream', 'application/x-ndjson', 'application/javascript;charset=UTF-8'];

/** An application that writes a line every 100 ms, in the type whose number the path ends with. */
const application = http.createServer((request, response) => {
  response.writeHead(200, { 'content-type': types[Number(request.url.split('/').pop())] });
  const timer = setInterval(() => response.write('data: something happened\n\n'), 100);
  response.on('close', () => clearInterval(timer));
});

/** How many bytes of such a stream have come after four seconds. */
const listen = (port, type) => new Promise((done) => {
  let bytes = 0;
  const request = http.get({ host: '127.0.0.1', port, path: `/lines/${types.indexOf(type)}` }, (response) => {
    response.on('data', (chunk) => { bytes += chunk.length; });
    response.on('error', () => {});
  });
  request.on('error', () => {});
  setTimeout(() => { request.destroy(); done(bytes); }, 4000);
});

(async () => {
  const target = await listening(application);
  const seen = {};
  for (const [name, more] of [['defaults', []], ['with streaming-media-types', [types[0], types[1], 'application/javascript']]]) {
    const reserved = http.createServer();
    const port = await listening(reserved);
    await new Promise((done) => reserved.close(done));
    const prefix = '--spring.cloud.gateway.server.webmvc';
    const gateway = spawn('java', ['-cp', 'classes:lib/*', 'app.App', `--server.port=${port}`, '--server.address=127.0.0.1',
      `${prefix}.routes[0].id=lines`, `${prefix}.routes[0].uri=http://127.0.0.1:${target}`,
      `${prefix}.routes[0].predicates[0]=Path=/lines/*`,
      ...(more.length > 0 ? [`${prefix}.streaming-media-types=${more.join(',')}`] : [])], { stdio: 'ignore' });
    process.on('exit', () => gateway.kill());
    for (let tries = 0; tries < 600 && !(await fetch(`http://127.0.0.1:${port}/none`).then(() => true, () => false)); tries += 1) {
      await pause(200);
    }
    await listen(port, types[0]); // what is loaded once is loaded now
    seen[name] = await Promise.all(types.map((type) => listen(port, type)));
    console.log(`${name}: ${types.map((type, each) => `${type} ${seen[name][each]} bytes`).join(', ')}`);
    gateway.kill();
  }
  const asStated = seen.defaults[0] > 500 && seen.defaults[1] === 0 && seen.defaults[2] === 0
    && seen['with streaming-media-types'].every((bytes) => bytes > 500);
  console.log(asStated ? 'as stated: only what is called an event stream comes through'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -cp 'lib/*' -d classes App.java
basename lib/spring-cloud-gateway-server-webmvc-*.jar .jar
node try.js
