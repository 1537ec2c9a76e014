/** A server inside of a jar. */
export type EmbeddedServer = 'Tomcat' | 'Jetty' | 'Undertow' | 'Netty';

/** By the name of its library, in the order in which Spring Boot takes the first that is there, and of its module in Spring Boot 4. */
const SERVERS: readonly (readonly [EmbeddedServer, RegExp, string])[] = [
  ['Tomcat', /^tomcat-embed-core-\d/, 'spring-boot-tomcat'],
  ['Jetty', /^jetty-server-\d/, 'spring-boot-jetty'],
  ['Undertow', /^undertow-core-\d/, 'spring-boot-undertow'],
  ['Netty', /^reactor-netty-http-\d/, 'spring-boot-reactor-netty'],
];

/** Which server a jar starts, by the names of its libraries; and whose library it has in vain. */
export function embeddedServer(libraries: readonly string[], bootVersion = ''): { starts?: EmbeddedServer; lacksModule?: EmbeddedServer } {
  const there = SERVERS.filter(([, library]) => libraries.some((name) => library.test(name)));
  const inModules = Number.parseInt(bootVersion, 10) >= 4;
  const starts = there.find(([, , module]) => !inModules || libraries.some((name) => name.startsWith(`${module}-`)))?.[0];
  return { starts, lacksModule: starts === undefined ? there[0]?.[0] : undefined };
}
