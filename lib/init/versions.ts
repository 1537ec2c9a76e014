import type { Contents } from './contents';

/** Spring Boot's version in a build file or its parents': the parent, a plugin, a property. */
export function bootVersionIn(builds: readonly string[]): string | undefined {
  return firstMatch(builds, [
    /<artifactId>\s*spring-boot-starter-parent\s*<\/artifactId>\s*<version>\s*([\d.]+[\w.-]*)\s*</,
    /<spring-boot\.version>\s*([\d.]+[\w.-]*)\s*</,
    /<artifactId>\s*spring-boot-(?:dependencies|maven-plugin)\s*<\/artifactId>\s*<version>\s*([\d.]+[\w.-]*)\s*</,
    /org\.springframework\.boot['"]\s*\)?\s*version\s*\(?\s*['"]([\d.]+[\w.-]*)['"]/,
  ]);
}

/** The Java that a build file asks for. */
export function javaVersionIn(builds: readonly string[]): number | undefined {
  const version = firstMatch(builds, [
    /<(?:java\.version|maven\.compiler\.release|maven\.compiler\.target|jvmTarget)>\s*(?:1\.)?(\d+)\s*</,
    /languageVersion\s*(?:=|\.set\()\s*JavaLanguageVersion\.of\(\s*(\d+)/,
    /jvmToolchain\(\s*(\d+)/,
    /(?:source|target)Compatibility\s*=\s*(?:JavaVersion\.VERSION_)?['"]?(?:1[._])?(\d+)/,
  ]);
  return version === undefined ? undefined : Number(version);
}

/** The server inside: by the jars that the application brings, or by the names in its build file. */
export function serverOf({ libraries }: Contents, build: string): string | undefined {
  const brought = [
    ['Tomcat', /^tomcat-embed-core-/],
    ['Jetty', /^jetty-server-/],
    ['Undertow', /^undertow-core-/],
    ['Netty', /^reactor-netty-http-/],
  ] as const;
  if (libraries.length > 0) {
    return brought.find(([, jar]) => libraries.some((name) => jar.test(name)))?.[0];
  }
  const named = [
    ['Jetty', /spring-boot-starter-jetty/],
    ['Undertow', /spring-boot-starter-undertow/],
    ['Tomcat', /spring-boot-starter-(?:web|websocket|tomcat|webmvc)['"<:\s]/],
    ['Netty', /spring-boot-starter-(?:webflux|reactor-netty)/],
  ] as const;
  return named.find(([, starter]) => starter.test(build))?.[0];
}

function firstMatch(texts: readonly string[], patterns: readonly RegExp[]): string | undefined {
  return patterns.flatMap((pattern) => texts.flatMap((text) => pattern.exec(text)?.[1] ?? []))[0];
}
