#!/usr/bin/env bash
# One would guess: spring-boot-starter-undertow, which Spring Boot 4 no longer has, given with its last 3.5 version to a Boot 4
#   application fails loudly: in the build, or at the start with "no web server".
# What happens: it builds, starts without a line of WARN or ERROR, logs "Started" and opens no port. A STOMP application (its
#   broker keeps threads) then stays alive like that for good; a plain web application ends by itself, with exit code 0.
#   Boot's own starter-tomcat in the same place serves both.
# Versions: spring-boot-starter-parent 4.1.2 with spring-boot-starter-undertow 3.5.16 (Undertow 2.3.24.Final).
# Needs: node (to find a free port), a JDK 17 or newer, mvn, curl. Takes about a minute.
set -euo pipefail
for need in node java javac mvn curl; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
app=
trap '[ -z "$app" ] || kill "$app" 2>/dev/null || true; rm -rf "$dir"' EXIT
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
    <dependency>
      <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-${server}</artifactId><version>${version}</version>
    </dependency>
  </dependencies>
</project>
XML
mkdir plain stomp
cat >plain/App.java <<'JAVA'
package plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
}
JAVA
cat >stomp/App.java <<'JAVA'
package stomp;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
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
}
JAVA

# state APPLICATION SERVER: what that application does with that server, in one line
state() {
  java -cp "classes:$2/*" "$1.App" --server.port="$port" --server.address=127.0.0.1 >"$1-$2.log" 2>&1 &
  app=$!
  for _ in $(seq 400); do
    if grep -q 'Started App' "$1-$2.log" || ! kill -0 "$app" 2>/dev/null; then break; fi
    sleep 0.2
  done
  sleep 5
  local started=no answers=nothing life=alive
  ! grep -q 'Started App' "$1-$2.log" || started=yes
  ! grep -qE ' (WARN|ERROR) ' "$1-$2.log" || started="$started, with warnings or errors"
  answers=$(curl -s -o /dev/null --max-time 5 -w 'HTTP %{http_code}' "http://127.0.0.1:$port/") || answers='connection refused or no answer'
  if kill -0 "$app" 2>/dev/null; then
    kill "$app"
    wait "$app" || true
  else
    wait "$app" && life=0 || life=$?
    life="ended with exit code $life"
  fi
  app=
  echo "$1 application on $2: logged Started: $started; $answers; $life"
}

for server in undertow:3.5.16 tomcat:4.1.2; do
  mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local=m2 -Dserver="${server%:*}" -Dversion="${server#*:}" \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="${server%:*}"
done
javac -cp 'tomcat/*' -d classes plain/App.java stomp/App.java
for server in undertow tomcat; do
  for application in stomp plain; do state "$application" "$server"; done
done >seen
cat seen

cat >stated <<'TXT'
stomp application on undertow: logged Started: yes; connection refused or no answer; alive
plain application on undertow: logged Started: yes; connection refused or no answer; ended with exit code 0
stomp application on tomcat: logged Started: yes; HTTP 404; alive
plain application on tomcat: logged Started: yes; HTTP 404; alive
TXT
if cmp -s seen stated; then
  echo 'as stated: Started, no port, no error'
else
  echo 'NO LONGER as stated at the top of this script'
  exit 1
fi
