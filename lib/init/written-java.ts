import { notesOf, routesOf, type Domain, type Plan, type WrittenRoute } from './written-app';

/** Writes the CDK app in Java: a Maven project. */
export function javaFiles(plan: Plan, version: string): Record<string, string> {
  return {
    'src/main/java/infrastructure/Main.java': `${mainClass(plan).join('\n')}\n`,
    'pom.xml': pom(version),
  };
}

function mainClass({ project, stack, archive, domain }: Plan): string[] {
  const routes = routesOf(project.endpoints);
  return [
    'package infrastructure;',
    '',
    ...imports(domain, routes),
    '',
    ...notesOf(project).map((note) => `// ${note.replaceAll('\\', '/')}`), // javac reads \u in comments too
    'public class Main {',
    '  public static void main(String[] args) {',
    '    App app = new App();',
    '    String account = System.getenv("CDK_DEFAULT_ACCOUNT");',
    '    String region = System.getenv("CDK_DEFAULT_REGION");',
    `    Stack stack = new Stack(app, ${quoted(stack)}, StackProps.builder()`,
    '        .env(Environment.builder().account(account).region(region).build())',
    '        .build());',
    '',
    ...(domain ? [...zoneLines(domain), ''] : []),
    '    SpringWebSocketService service = SpringWebSocketService.Builder.create(stack, "Service")',
    `        .app(SpringApp.fromJar(${quoted(archive)}))`,
    domain
      ? `        .domain(ServiceDomain.inZone(zone, ${quoted(domain.name)}))`
      : '        // Without a domain the load balancer speaks HTTP only: add .domain(ServiceDomain.inZone(zone, "api.example.com"))',
    ...(routes.length === 0
      ? [
          '        // no endpoint was found: write yours, as in registry.addEndpoint("/ws").withSockJS()',
          '        .routes(List.of(Route.sockJs("/ws")))',
        ]
      : ['        .routes(List.of(', `${routes.map((route) => `            ${routeCall(route)}`).join(',\n')}))`]),
    '        .build();',
    '    CfnOutput.Builder.create(stack, "Url").value(service.getIngress().getUrl()).build();',
    '    CfnOutput.Builder.create(stack, "DeploymentLog").value(service.getHost().getDeploymentLog().getLogGroupName()).build();',
    '    app.synth();',
    '  }',
    '}',
  ];
}

function imports(domain: Domain | undefined, routes: readonly WrittenRoute[]): string[] {
  const options = routes.some(({ handshakePath }) => handshakePath !== undefined);
  const ours = ['Route', ...(options ? ['RouteOptions'] : []), ...(domain ? ['ServiceDomain'] : []), 'SpringApp', 'SpringWebSocketService'];
  const looksUp = domain !== undefined && domain.zoneId === undefined;
  const zones = ['HostedZone', 'HostedZoneAttributes', ...(looksUp ? ['HostedZoneProviderProps'] : []), 'IHostedZone'];
  return [
    ...ours.map((name) => `io.github.cdkspringwebsocket.${name}`),
    'java.util.List',
    ...['App', 'CfnOutput', 'Environment', 'Stack', 'StackProps'].map((name) => `software.amazon.awscdk.${name}`),
    ...(domain ? zones.map((name) => `software.amazon.awscdk.services.route53.${name}`) : []),
  ].map((name) => `import ${name};`);
}

function zoneLines({ zone, zoneId }: Domain): string[] {
  const byId = (id: string) => [
    'HostedZone.fromHostedZoneAttributes(stack, "Zone",',
    `            HostedZoneAttributes.builder().zoneName(${quoted(zone)}).hostedZoneId(${quoted(id)}).build());`,
  ];
  if (zoneId !== undefined) {
    const [call, attributes] = byId(zoneId);
    return [`    IHostedZone zone = ${call}`, attributes];
  }
  const [call, attributes] = byId('Z0000000000000REHEARSAL');
  return [
    '    // A rehearsal needs no AWS account: without credentials the zone has an id that leads nowhere.',
    '    IHostedZone zone = account != null',
    `        ? HostedZone.fromLookup(stack, "Zone", HostedZoneProviderProps.builder().domainName(${quoted(zone)}).build())`,
    `        : ${call}`,
    attributes,
  ];
}

function routeCall({ factory, path, handshakePath }: WrittenRoute): string {
  const options = handshakePath === undefined ? '' : `, RouteOptions.builder().handshakePath(${quoted(handshakePath)}).build()`;
  return `Route.${factory}(${quoted(path)}${options})`;
}

const quoted = (text: string) => JSON.stringify(text);

const pom = (version: string) => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>infrastructure</groupId>
  <artifactId>infrastructure</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>io.github.cdk-spring-websocket</groupId>
      <artifactId>cdk-spring-websocket</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.codehaus.mojo</groupId>
        <artifactId>exec-maven-plugin</artifactId>
        <version>3.5.1</version>
        <configuration><mainClass>infrastructure.Main</mainClass></configuration>
      </plugin>
    </plugins>
  </build>
</project>
`;
