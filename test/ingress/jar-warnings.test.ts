import { ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import { folderWith } from '../boot-jar';
import { routes, synthesized, zone } from './synthesized';

test("data on the host's own disk is worth a warning", () => {
  const jar = folderWith({
    'chat.jar': { files: { 'BOOT-INF/classes/application.properties': 'spring.datasource.url=jdbc:h2:file:./data/chat' } },
  });
  const { warnings } = synthesized((stack) => {
    new SpringWebSocketService(stack, 'Chat', { app: SpringApp.fromJar(jar), routes, domain: ServiceDomain.inZone(zone(stack)) });
  });
  expect(warnings).toEqual([
    "the jar's configuration keeps data on the host's own disk (jdbc:h2:file:./data/chat), " +
      'which goes with the host at every new version: use a database [ack: cdk-spring-websocket:localData]',
  ]);
});

test.each([
  [
    'Jetty',
    '3.5.16',
    'jetty-server-12.0.36',
    [/^companion is false, and the jar runs on Jetty, whose accept queue of 50 .* \[ack: cdk-spring-websocket:acceptQueue\]$/],
  ],
  ['Undertow', '3.5.16', 'undertow-core-2.3.24.Final', [/^companion is false, and the jar runs on Undertow, whose accept queue of 1000 /]],
  [
    'Undertow',
    '4.1.2',
    'undertow-core-2.3.24.Final',
    [/^the jar has Undertow, but .* Spring Boot 4\.1\.2 .* \[ack: cdk-spring-websocket:noServer\]$/],
  ],
  ['Tomcat', '3.5.16', 'tomcat-embed-core-10.1.55', []],
  ['Netty', '3.5.16', 'reactor-netty-http-1.2.18', []],
])('what a host without a companion cannot give %s of Spring Boot %s is worth a warning', (_, version, library, wanted) => {
  expect(warningsFor(version, library, false)).toEqual(wanted.map((text) => expect.stringMatching(text) as unknown));
});

test.each(['jetty-server-12.0.36', 'undertow-core-2.3.24.Final'])('the companion gives %s its accept queue', (library) => {
  expect(warningsFor('3.5.16', library, undefined)).toEqual([]);
});

function warningsFor(version: string, library: string, companion: boolean | undefined): string[] {
  const jar = folderWith({
    'chat.jar': { manifest: { 'Spring-Boot-Version': version }, files: { [`BOOT-INF/lib/${library}.jar`]: 'x' } },
  });
  return synthesized((stack) => {
    new SpringWebSocketService(stack, 'Chat', {
      app: SpringApp.fromJar(jar, { companion }),
      routes,
      domain: ServiceDomain.inZone(zone(stack)),
    });
  }).warnings;
}
