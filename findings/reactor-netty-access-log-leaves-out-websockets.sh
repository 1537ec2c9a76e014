#!/usr/bin/env bash
# One would guess: Reactor Netty's access log has a line for each request that the server answered, a WebSocket handshake (a GET
#   answered with 101) included, at the handshake or, as in other servers, when the socket ends.
# What happens: a WebSocket never appears, neither when it opens nor when it closes. Every other request does, before and after it,
#   those that find nothing included. So a server full of sockets looks in its log as if nobody had come: that a handshake is not
#   there proves nothing.
# Versions: reactor-netty-http 1.3.8, managed by spring-boot-starter-parent 4.1.2 (the server of Spring WebFlux, used alone here).
# Needs: a JDK 17 or newer, mvn. Takes about half a minute.
set -euo pipefail
for need in java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
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
      <groupId>io.projectreactor.netty</groupId><artifactId>reactor-netty-http</artifactId>
      <exclusions><!-- native parts, which nothing here uses -->
        <exclusion><groupId>io.netty</groupId><artifactId>netty-codec-native-quic</artifactId></exclusion>
        <exclusion><groupId>io.netty</groupId><artifactId>netty-resolver-dns-native-macos</artifactId></exclusion>
        <exclusion><groupId>io.netty</groupId><artifactId>netty-transport-native-epoll</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency><groupId>ch.qos.logback</groupId><artifactId>logback-classic</artifactId></dependency>
  </dependencies>
</project>
XML
cat >logback.xml <<'XML'
<configuration>
  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
    <file>access.log</file>
    <encoder><pattern>%msg%n</pattern></encoder>
  </appender>
  <logger name="reactor.netty.http.server.AccessLog" level="INFO"><appender-ref ref="FILE"/></logger>
  <root level="OFF"/>
</configuration>
XML
cat >Try.java <<'JAVA'
import java.net.URI;
import java.net.http.*;
import java.util.concurrent.*;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

public class Try {
    public static void main(String[] args) throws Exception {
        var server = HttpServer.create().host("127.0.0.1").port(0).accessLog(true)
            .route(routes -> routes
                .get("/page", (request, response) -> response.sendString(Mono.just("page")))
                .ws("/socket", (in, out) -> out.sendString(in.receive().asString())))
            .bindNow();
        var address = "127.0.0.1:" + server.port();
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        get(client, "http://" + address + "/page");

        var echo = new CompletableFuture<String>();
        var closed = new CountDownLatch(1);
        var socket = client.newWebSocketBuilder().buildAsync(URI.create("ws://" + address + "/socket"), new WebSocket.Listener() {
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                echo.complete(text.toString());
                return WebSocket.Listener.super.onText(socket, text, last);
            }
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                closed.countDown();
                return null;
            }
        }).join();
        socket.sendText("hello", true).join();
        System.out.println("the socket echoed: " + echo.get(10, TimeUnit.SECONDS));
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        System.out.println("the socket closed: " + closed.await(10, TimeUnit.SECONDS));

        get(client, "http://" + address + "/missing");
        Thread.sleep(1000);
        System.exit(0);
    }
    private static void get(HttpClient client, String url) throws Exception {
        var answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println("GET " + url + ": " + answer.statusCode());
    }
}
JAVA
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -cp 'lib/*' -d classes Try.java
basename lib/reactor-netty-http-*.jar .jar
java -Dlogback.configurationFile=logback.xml -cp 'classes:lib/*' Try | tee seen
echo 'access log:'
cat access.log
lines() { grep -c "$@" access.log || true; }
if grep -q '^the socket echoed: hello' seen && [ "$(lines '"GET /page HTTP/1.1" 200')" = 1 ] &&
  [ "$(lines '"GET /missing HTTP/1.1" 404')" = 1 ] && [ "$(lines /socket)" = 0 ] && [ "$(lines '" 101 ')" = 0 ]; then
  echo 'as stated: the socket that opened, spoke and closed is in no line'
else
  echo 'NO LONGER as stated at the top of this script'
  exit 1
fi
