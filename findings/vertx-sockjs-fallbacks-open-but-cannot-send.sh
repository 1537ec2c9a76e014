#!/usr/bin/env bash
# One would guess: Vert.x's SockJSHandler is all that SockJS needs; if something were missing, the endpoint would not start, or
#   no transport would open.
# What happens: without a BodyHandler before it the WebSocket transport works in full, and the fallbacks open, too, and receive. Only
#   what they send is refused: each POST is a 500, and sockjs-client closes with 1006 "Sending error". So all is well in every
#   browser and test that has WebSockets, and broken where SockJS was taken for: in networks that let none through.
# Versions: vertx-web 5.0.7; sockjs-client 1.6.1.
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
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-web</artifactId><version>5.0.7</version></dependency>
  </dependencies>
</project>
XML
cat >Echo.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;

public class Echo {
    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        var router = Router.router(vertx);
        router.route("/with-body/*").handler(BodyHandler.create());
        for (var path : new String[] {"/plain*", "/with-body*"}) {
            router.route(path).subRouter(SockJSHandler.create(vertx).socketHandler(socket -> {
                socket.write("welcome");
                socket.handler(text -> socket.write("echo " + text));
            }));
        }
        vertx.createHttpServer().requestHandler(router).listen(Integer.parseInt(args[0]), "127.0.0.1");
    }
}
JAVA
cat >client.js <<'JS'
const SockJS = require('sockjs-client');

/** What a client on this transport alone hears of a server that greets and echoes. */
const talk = (path, transport) => new Promise((done) => {
  const heard = [];
  const client = new SockJS(`${process.argv[2]}/${path}`, null, { transports: [transport] });
  const timer = setTimeout(() => client.close(), 8000);
  client.onmessage = ({ data }) => {
    heard.push(data);
    if (data === 'welcome') client.send('hello');
    else client.close();
  };
  client.onclose = ({ code, reason }) => {
    clearTimeout(timer);
    heard.push(`closed ${code} ${reason}`);
    console.log(`/${path} over ${transport}: ${heard.join(', ')}`);
    done(heard.join(', '));
  };
});

(async () => {
  const works = 'welcome, echo hello, closed 1000 Normal closure';
  let asStated = true;
  for (const transport of ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling']) {
    const plain = await talk('plain', transport);
    const withBody = await talk('with-body', transport);
    asStated &&= withBody === works && (transport === 'websocket' ? plain === works : /^welcome, closed 1006 .*500$/.test(plain));
  }
  console.log(asStated ? 'as stated: without a BodyHandler the fallbacks open and receive, and cannot send'
    : 'NO LONGER as stated at the top of this script');
  process.exit(asStated ? 0 : 1);
})();
JS
npm install --prefix . --silent --no-audit --no-fund sockjs-client@1.6.1
mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 \
  org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib
javac -cp 'lib/*' -d classes Echo.java
java -cp 'classes:lib/*' Echo "$port" >server.log 2>&1 &
server=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || { cat server.log; echo 'the server did not start'; exit 2; }
  sleep 0.3
done
basename lib/vertx-web-5*.jar .jar
node client.js "http://127.0.0.1:$port"
