/** A Spring Boot project as a team has it: its files, how init is called, and what must be found. */
export interface Project {
  readonly title: string;
  /** Text, or for an archive its entries; an entry `classes` stands for compiled classes of that structure. */
  readonly files: Readonly<Record<string, string | Archive>>;
  readonly argv?: readonly string[];
  /** What init says first. */
  readonly found: string;
  /** The jar and the routes as app.ts writes them. */
  readonly code: readonly string[];
  readonly doubts?: readonly RegExp[];
}

/** An executable archive of Spring Boot: its entries by name. */
export interface Archive {
  readonly classes: 'BOOT-INF/classes/' | 'WEB-INF/classes/';
  readonly libraries?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly boot: string;
  /** The compiled structure in it, by its title; in a library of the build where `inLibrary`. */
  readonly structure: string;
  readonly inLibrary?: boolean;
}

const pom = (inside: string) => `<project><modelVersion>4.0.0</modelVersion>${inside}</project>`;
const parent = (version: string) =>
  `<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent>`;
const starter = (name: string) => `<dependency><artifactId>spring-boot-starter-${name}</artifactId></dependency>`;
const main = '@SpringBootApplication class Main {}';
const stomp = (path: string) =>
  `class Config { void registerStompEndpoints(StompEndpointRegistry registry) { registry.addEndpoint(${path}).withSockJS(); } }`;
const host = 'On the host it listens on port 8080, whatever its configuration says.';
const notBuilt = /nothing is built in .* yet, so the sources were read: build before you synthesize/;

/** The class of inputs: what builds of Spring Boot applications look like. */
export const PROJECTS: readonly Project[] = [
  {
    title: 'Maven, not built',
    files: {
      'pom.xml': pom(`${parent('3.5.7')}<properties><java.version>21</java.version></properties>${starter('websocket')}`),
      'src/main/java/Main.java': main,
      'src/main/java/Config.java': stomp('"/ws"'),
      'src/main/resources/application.yml': 'server:\n  port: 9090\n  servlet:\n    context-path: /chat\n',
    },
    found: `Found in ../src: Spring Boot 3.5.7, Java 21, Tomcat, port 9090. ${host}`,
    code: ["SpringApp.fromJar('../target')", "Route.sockJs('/chat/ws')"],
    doubts: [notBuilt],
  },
  {
    title: 'Gradle with Kotlin, not built',
    files: {
      'build.gradle.kts': `plugins { id("org.springframework.boot") version "4.0.0" }
        kotlin { jvmToolchain(17) } dependencies { implementation("org.springframework.boot:spring-boot-starter-jetty") }`,
      'src/main/kotlin/Main.kt': 'fun main() { runApplication<Main>() }',
      'src/main/kotlin/Config.kt': 'class Config { fun registerStompEndpoints(r: StompEndpointRegistry) { r.addEndpoint("/kt") } }',
      'src/main/resources/application.properties': 'server.port = ${PORT:8081}\n',
    },
    found: `Found in ../src: Spring Boot 4.0.0, Java 17, Jetty, port 8081. ${host}`,
    code: ["SpringApp.fromJar('../build/libs')", "Route.stomp('/kt')"],
    doubts: [notBuilt],
  },
  {
    title: 'Maven with a jar',
    files: {
      'pom.xml': pom(''),
      'src/main/java/Main.java': main,
      'target/chat.jar': {
        classes: 'BOOT-INF/classes/',
        boot: '3.4.0',
        structure: 'event streams, with paths of class and method',
        libraries: ['tomcat-embed-core-10.1.1.jar', 'reactor-netty-http-1.2.jar'],
        files: { 'application.properties': 'api=/v2\nserver.port=${PORT}\n' },
      },
    },
    found: `Found in ../target/chat.jar: Spring Boot 3.4.0, Java 17, Tomcat, a port that the environment sets. ${host}`,
    code: [
      "SpringApp.fromJar('../target')",
      "Route.sse('/api/emitter')",
      "Route.sse('/v1/emitter')",
      "Route.sse('/api/flux')",
      "Route.sse('/v1/flux')",
      "Route.sse('/events')",
      "Route.sse('/v2/sent')",
      "Route.sse('/all')",
    ],
  },
  {
    title: 'Gradle with a jar beside others, constants as paths',
    files: {
      'build.gradle': '',
      'src/main/java/Main.java': main,
      'build/libs/chat-1.0.jar': {
        classes: 'BOOT-INF/classes/',
        boot: '4.1.2',
        structure: 'constants, of the class and of another',
        libraries: ['jetty-server-12.jar'],
      },
      'build/libs/chat-1.0-plain.jar': 'no zip',
    },
    found: `Found in ../build/libs/chat-1.0.jar: Spring Boot 4.1.2, Java 17, Jetty, port 8080. ${host}`,
    code: ["SpringApp.fromJar('../build/libs')", "Route.sockJs('/ws')", "Route.sockJs('/api/chat')"],
  },
  {
    title: 'a war of Spring Boot 2.7 with endpoints of javax',
    files: {
      'pom.xml': pom('<packaging>war</packaging>'),
      'src/main/java/Main.java': main,
      'target/chat-1.0.war': {
        classes: 'WEB-INF/classes/',
        boot: '2.7.18',
        structure: '@ServerEndpoint, which the path of the DispatcherServlet leaves alone',
        libraries: ['undertow-core-2.jar'],
        files: { 'application.yaml': 'server.servlet.contextPath: /app' },
      },
    },
    found: `Found in ../target/chat-1.0.war: Spring Boot 2.7.18, Java 17, Undertow, port 8080. ${host}`,
    code: [
      "SpringApp.fromJar('../target/chat-1.0.war')",
      "Route.stomp('/app/ws')",
      "Route.handler('/app/new/{room}', { handshakePath: '/app/new/x' })",
      "Route.handler('/app/old')",
    ],
    doubts: [/a war is named by its file/],
  },
  {
    title: 'compiled classes without a jar',
    files: {
      'pom.xml': pom(`${parent('3.3.0')}${starter('undertow')}`),
      'src/main/java/Main.java': main,
      'target/classes/application.properties': 'spring.mvc.servlet.path=/mvc\n',
      'target/classes': { classes: 'BOOT-INF/classes/', boot: '', structure: 'several configurers, one of them with the class of old' },
    },
    found: `Found in ../target/classes: Spring Boot 3.3.0, Java of an unknown version, Undertow, port 8080. ${host}`,
    code: ["SpringApp.fromJar('../target')", "Route.sockJs('/mvc/one')", "Route.stomp('/mvc/two')"],
    doubts: [notBuilt],
  },
  {
    title: 'Maven with two applications, one is named',
    files: {
      'pom.xml': pom(`${parent('3.5.0')}<modules><module>chat</module><module>admin</module></modules>`),
      'chat/pom.xml': pom(starter('web')),
      'chat/src/main/java/Main.java': main,
      'chat/src/main/java/Config.java': stomp('"/chat"'),
      'admin/pom.xml': pom(''),
      'admin/src/main/java/Main.java': main,
      'admin/src/main/java/Config.java': stomp('"/admin"'),
    },
    argv: ['--module', 'chat'],
    found: `Found in ../chat/src: Spring Boot 3.5.0, Java of an unknown version, Tomcat, port 8080. ${host}`,
    code: ["SpringApp.fromJar('../chat/target')", "Route.sockJs('/chat')"],
    doubts: [notBuilt],
  },
  {
    title: 'Gradle whose sockets are in a library of the build, not built',
    files: {
      'settings.gradle': "include 'app', 'sockets'",
      'build.gradle': "plugins { id 'org.springframework.boot' version '3.5.1' }\njava { sourceCompatibility = '21' }",
      'app/build.gradle': "implementation 'org.springframework.boot:spring-boot-starter-websocket'",
      'app/src/main/java/Main.java': main,
      'sockets/build.gradle': '',
      'sockets/src/main/java/Config.java': stomp('Paths.WS'),
      'sockets/src/main/java/Paths.java': 'interface Paths { String WS = "/lib-ws"; }',
    },
    found: `Found in ../app/src: Spring Boot 3.5.1, Java 21, Tomcat, port 8080. ${host}`,
    code: ["SpringApp.fromJar('../app/build/libs')", "Route.sockJs('/lib-ws')"],
    doubts: [notBuilt],
  },
  {
    title: 'a jar whose sockets are in a library of the build',
    files: {
      'pom.xml': pom(''),
      'src/main/java/Main.java': main,
      'target/chat.jar': { classes: 'BOOT-INF/classes/', boot: '3.4.0', structure: 'handlers, also several in a chain', inLibrary: true },
    },
    found: `Found in ../target/chat.jar: Spring Boot 3.4.0, Java 17, an unknown server, port 8080. ${host}`,
    code: [
      "SpringApp.fromJar('../target')",
      "Route.sockJs('/sock')",
      "Route.sockJs('/and')",
      "Route.handler('/raw')",
      "Route.handler('/also')",
      "Route.handler('/chain/{any}', { handshakePath: '/chain/x' })",
      "Route.handler('/rooms/{room}', { handshakePath: '/rooms/x' })",
    ],
  },
  {
    title: 'WebFlux on Netty below a base path',
    files: {
      'pom.xml': pom(''),
      'src/main/java/Main.java': main,
      'target/chat.jar': {
        classes: 'BOOT-INF/classes/',
        boot: '4.0.1',
        structure: 'maps of WebFlux',
        libraries: ['reactor-netty-http-1.3.jar'],
        files: {
          'application.yml':
            'spring.webflux.base-path: /base\n---\nspring:\n  config.activate.on-profile: prod\n  webflux.base-path: /prod\n',
        },
      },
    },
    found: `Found in ../target/chat.jar: Spring Boot 4.0.1, Java 17, Netty, port 8080. ${host}`,
    code: ["SpringApp.fromJar('../target')", "Route.handler('/base/one')", "Route.handler('/base/two')", "Route.handler('/base/three')"],
  },
  {
    title: 'two jars, the newest of them without sockets',
    files: {
      'pom.xml': pom(''),
      'src/main/java/Main.java': main,
      'target/chat-1.jar': { classes: 'BOOT-INF/classes/', boot: '3.4.0', structure: 'one endpoint with SockJS' },
      'target/chat-2.jar': { classes: 'BOOT-INF/classes/', boot: '3.5.0', structure: 'no sockets at all' },
    },
    found: `Found in ../target/chat-2.jar: Spring Boot 3.5.0, Java 17, an unknown server, port 8080. ${host}`,
    code: ["SpringApp.fromJar('../target/chat-2.jar')", "Route.sockJs('/ws'), // no endpoint was found"],
    doubts: [/2 executable archives are in/, /declares no WebSocket endpoint and no event stream/],
  },
  {
    title: 'a path that only the running application knows',
    files: {
      'pom.xml': pom(''),
      'src/main/java/Main.java': main,
      'target/chat.jar': { classes: 'BOOT-INF/classes/', boot: '3.4.0', structure: 'one of two paths, by a condition' },
    },
    found: `Found in ../target/chat.jar: Spring Boot 3.4.0, Java 17, an unknown server, port 8080. ${host}`,
    code: ["SpringApp.fromJar('../target')", "Route.stomp('/sure')"],
    doubts: [/Config.registerStompEndpoints: its path is made when the application runs/],
  },
];
