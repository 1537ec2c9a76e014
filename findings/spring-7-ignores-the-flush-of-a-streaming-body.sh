#!/usr/bin/env bash
# One would guess: a Spring MVC method that returns a StreamingResponseBody and calls flush() on its stream sends what it has written,
#   line after line, as it did for years; nothing in its code changes with Spring Boot 4.
# What happens: with Spring Boot 3.5 the first line reaches the client at once. With Spring Boot 4.1 the same code, with the same
#   flush(), keeps a short line back while the method waits. Nothing is logged. With the system property
#   spring.http.response.flush.enabled=true the line is there at once again.
# Versions: spring-boot-starter-web 3.5.16 (Spring 6.2.19) and 4.1.2 (Spring 7.0.10), Tomcat.
# Needs: curl, a JDK 17 or newer, mvn. Takes about a minute.
set -euo pipefail
for need in curl java javac mvn; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"

cat >App.java <<'JAVA'
package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@SpringBootApplication
@RestController
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
    @GetMapping("/lines")
    public StreamingResponseBody lines() {
        return (out) -> {
            out.write("first\n".getBytes());
            out.flush();
            try {
                Thread.sleep(4000);
            }
            catch (InterruptedException end) {
                return;
            }
            out.write("second\n".getBytes());
        };
    }
}
JAVA

build() { # build VERSION: a jar of that Spring Boot
  mkdir -p "$1/src/main/java/app"
  cp App.java "$1/src/main/java/app"
  cat >"$1/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>$1</version>
  </parent>
  <groupId>findings</groupId><artifactId>app</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
  </dependencies>
  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
</project>
XML
  (cd "$1" && mvn -q -B -DskipTests package >mvn.log 2>&1) || { tail -20 "$1/mvn.log"; exit 1; }
}

first_line() { # first_line VERSION [JAVA-OPTION]: sets came to "at once" or "late"
  local version=$1 port line started; shift
  : >"$dir/log"
  java "$@" -jar "$version/target/app-1.jar" --server.port=0 >"$dir/log" 2>&1 &
  server=$!
  until port=$(sed -nE 's/.*Tomcat started on port ([0-9]+).*/\1/p' "$dir/log") && [ -n "$port" ]; do
    kill -0 "$server" 2>/dev/null || { tail "$dir/log" >&2; exit 1; }
    sleep 0.2
  done
  curl -s -o /dev/null "http://127.0.0.1:$port/none" # classes are loaded
  started=$(date +%s%N)
  read -r line < <(curl -sN "http://127.0.0.1:$port/lines") || true
  [ "$line" = first ] || { echo "the first line is '$line'"; exit 1; }
  if [ $(( ($(date +%s%N) - started) / 1000000 )) -lt 2000 ]; then came='at once'; else came=late; fi
  kill "$server"; wait "$server" 2>/dev/null || true
  server=
}

build 3.5.16
build 4.1.2
first_line 3.5.16
seen="3.5.16: $came"
first_line 4.1.2
seen="$seen, 4.1.2: $came"
first_line 4.1.2 -Dspring.http.response.flush.enabled=true
seen="$seen, 4.1.2 with spring.http.response.flush.enabled: $came"
echo "$seen"
[ "$seen" = '3.5.16: at once, 4.1.2: late, 4.1.2 with spring.http.response.flush.enabled: at once' ] || { echo 'this has changed'; exit 1; }
