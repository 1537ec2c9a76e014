#!/usr/bin/env bash
# One would guess: a page of a Node.js application is a page; that the application also takes WebSockets on the same port cannot
#   matter to somebody who never opens one.
# What happens: Java's HttpClient, with its defaults and so in whatever is built on it (Spring Cloud Gateway Server MVC, for one),
#   adds `Connection: Upgrade` and `Upgrade: h2c` to requests without TLS. Node.js hands a request with an Upgrade to the listener
#   for upgrades as soon as there is one, and `ws` answers what is no WebSocket with 400 or 405, whatever its path. So every GET
#   and POST of the Java client fails from the day on which the application gets its first WebSocketServer; curl and browsers
#   see nothing of it.
#   With version(HTTP_1_1) the client sends no Upgrade, and all is well.
# Versions: ws 8.18.3; Node.js and the JDK of this machine (seen with Node.js 20.20.2 and 26.10.0, Java 17.0.15).
# Needs: node 18 or newer, npm, a JDK 17 or newer. Takes about 15 seconds.
set -euo pipefail
for need in node npm java; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
servers=
trap '[ -z "$servers" ] || kill "$servers" 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
npm install --prefix . --silent --no-audit --no-fund ws@8.18.3

cat >servers.js <<'JS'
const http = require('http');
const { WebSocketServer } = require('ws');

const page = () => http.createServer((_, response) => response.end('page'));
const [plain, both] = [page(), page()];
new WebSocketServer({ server: both, path: '/ws' });
plain.listen(0, '127.0.0.1', () => both.listen(0, '127.0.0.1', () => console.log(plain.address().port, both.address().port)));
JS
cat >Try.java <<'JAVA'
import java.net.URI;
import java.net.http.*;

public class Try {
    public static void main(String[] ports) throws Exception {
        for (var client : new HttpClient[] {
            HttpClient.newHttpClient(), HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()}) {
            for (var port : ports) {
                for (var method : new String[] {"GET", "POST"}) {
                    var body = method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString("text");
                    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page")).method(method, body).build();
                    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                    System.out.printf("%s, %s, %s: %d %s%n", client.version(), port.equals(ports[0]) ? "pages alone" : "pages and ws",
                        method, answer.statusCode(), answer.body());
                }
            }
        }
    }
}
JAVA
node servers.js >ports &
servers=$!
for _ in $(seq 50); do
  [ ! -s ports ] || break
  sleep 0.2
done
read -r plain both <ports
echo "Node.js $(node --version), $(java --version | head -n 1):"
java Try.java "$plain" "$both" | tee seen
cat >stated <<'TXT'
HTTP_2, pages alone, GET: 200 page
HTTP_2, pages alone, POST: 200 page
HTTP_2, pages and ws, GET: 400 Invalid Upgrade header
HTTP_2, pages and ws, POST: 405 Invalid HTTP method
HTTP_1_1, pages alone, GET: 200 page
HTTP_1_1, pages alone, POST: 200 page
HTTP_1_1, pages and ws, GET: 200 page
HTTP_1_1, pages and ws, POST: 200 page
TXT
if cmp -s seen stated; then
  echo 'as stated: one WebSocketServer, and no page for HttpClient any more'
else
  echo 'NO LONGER as stated at the top of this script'
  exit 1
fi
