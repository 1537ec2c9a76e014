import { embeddedServer } from '../../lib/spring/embedded-server';

const TOMCAT = ['tomcat-embed-core-10.1.55.jar', 'tomcat-embed-el-10.1.55.jar', 'tomcat-embed-websocket-10.1.55.jar'];
const JETTY = ['jetty-server-12.1.14.jar', 'jetty-ee11-websocket-jakarta-server-12.1.14.jar', 'tomcat-embed-el-11.0.27.jar'];
const UNDERTOW = ['undertow-core-2.3.24.Final.jar', 'undertow-servlet-2.3.24.Final.jar', 'tomcat-embed-el-10.1.55.jar'];
const NETTY = ['reactor-netty-core-1.3.8.jar', 'reactor-netty-http-1.3.8.jar'];

describe('the server that a jar starts', () => {
  test.each([
    ['Spring Boot 3', '3.5.16', TOMCAT, 'Tomcat'],
    ['Spring Boot 3 with Jetty', '3.5.16', JETTY, 'Jetty'],
    ['Spring Boot 3 with Undertow', '3.5.16', UNDERTOW, 'Undertow'],
    ['Spring Boot 3 with WebFlux', '3.5.16', NETTY, 'Netty'],
    ['Spring Boot 2 that does not say its version', undefined, UNDERTOW, 'Undertow'],
    ['Tomcat beside a WebClient', '3.5.16', [...NETTY, ...TOMCAT], 'Tomcat'],
    ["Tomcat beside a test server's library", '3.5.16', [...JETTY, ...TOMCAT], 'Tomcat'],
    ['Spring Boot 4', '4.1.2', [...TOMCAT, 'spring-boot-tomcat-4.1.2.jar'], 'Tomcat'],
    ['Spring Boot 4 with Jetty', '4.1.2', [...JETTY, 'spring-boot-jetty-4.1.2.jar'], 'Jetty'],
    ['Spring Boot 4 with WebFlux', '4.1.2', [...NETTY, 'spring-boot-reactor-netty-4.1.2.jar'], 'Netty'],
    [
      'Spring Boot 4 with Jetty beside a Tomcat that it does not start',
      '4.1.2',
      [...TOMCAT, ...JETTY, 'spring-boot-jetty-4.1.2.jar'],
      'Jetty',
    ],
    ['Undertow with a module for Spring Boot 4', '4.1.2', [...UNDERTOW, 'spring-boot-undertow-4.1.2.jar'], 'Undertow'],
    ['libraries of clients only', '4.1.2', ['jetty-client-12.1.14.jar', 'reactor-netty-core-1.3.8.jar'], undefined],
    ['nothing', '4.1.2', [], undefined],
  ])('%s', (_, boot, libraries, starts) => {
    expect(embeddedServer(libraries, boot)).toEqual({ starts, lacksModule: undefined });
  });

  test.each([
    ['Undertow', '4.1.2', UNDERTOW],
    ['Undertow', '5.0.0', UNDERTOW],
    ['Jetty', '4.0.7', JETTY],
    ['Tomcat', '4.1.2', TOMCAT],
    ['Netty', '4.1.2', NETTY],
  ])('fails: %s of an older starter on Spring Boot %s, which starts none', (server, boot, libraries) => {
    expect(embeddedServer(libraries, boot)).toEqual({ starts: undefined, lacksModule: server });
  });
});
