import { literalPrefix, type Endpoint } from './endpoint';
import type { SpringProject } from './spring-project';

/** What an app is written from. */
export interface Plan {
  readonly project: SpringProject;
  /** The stack's name. */
  readonly stack: string;
  /** The archive as seen from the folder that is written. */
  readonly archive: string;
  readonly domain?: Domain;
}

/** The name that clients use, and its Route 53 zone. */
export interface Domain {
  readonly name: string;
  readonly zone: string;
  readonly zoneId?: string;
}

/** Writes the CDK app in TypeScript. */
export function writtenApp({ project, stack, archive, domain }: Plan): string {
  const usesZone = domain !== undefined;
  const names = ['Route', ...(usesZone ? ['ServiceDomain'] : []), 'SpringApp', 'SpringWebSocketService'];
  return lines([
    `import { App, CfnOutput, Stack } from 'aws-cdk-lib';`,
    ...(usesZone ? [`import { HostedZone } from 'aws-cdk-lib/aws-route53';`] : []),
    `import { ${names.join(', ')} } from 'cdk-spring-websocket';`,
    '',
    ...notesOf(project).map((note) => `// ${note}`),
    `const app = new App();`,
    `const stack = new Stack(app, ${quoted(stack)}, {`,
    `  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },`,
    `});`,
    '',
    ...(domain ? [...zoneLines(domain), ''] : []),
    `const service = new SpringWebSocketService(stack, 'Service', {`,
    `  app: SpringApp.fromJar(${quoted(archive)}),`,
    domain
      ? `  domain: ServiceDomain.inZone(zone, ${quoted(domain.name)}),`
      : `  // Without a domain the load balancer speaks HTTP only: add domain: ServiceDomain.inZone(zone, 'api.example.com')`,
    `  routes: [`,
    ...routeLines(project.endpoints).map((route) => `    ${route}`),
    `  ],`,
    `});`,
    `new CfnOutput(stack, 'Url', { value: service.ingress.url });`,
    `new CfnOutput(stack, 'DeploymentLog', { value: service.host.deploymentLog.logGroupName });`,
  ]);
}

function zoneLines({ zone, zoneId }: Domain): string[] {
  const byId = (id: string) =>
    `HostedZone.fromHostedZoneAttributes(stack, 'Zone', { zoneName: ${quoted(zone)}, hostedZoneId: ${quoted(id)} })`;
  if (zoneId !== undefined) {
    return [`const zone = ${byId(zoneId)};`];
  }
  return [
    `// A rehearsal needs no AWS account: without credentials the zone has an id that leads nowhere.`,
    `const zone = process.env.CDK_DEFAULT_ACCOUNT`,
    `  ? HostedZone.fromLookup(stack, 'Zone', { domainName: ${quoted(zone)} })`,
    `  : ${byId('Z0000000000000REHEARSAL')};`,
  ];
}

/** What was read, and what could not be told. */
export function notesOf(project: SpringProject): string[] {
  return [found(project), ...project.doubts.map((doubt) => `Not told: ${doubt}.`)].map((note) =>
    note.replace(/[\x00-\x1f\x7f\u2028\u2029]/g, ' '),
  );
}

/** One sentence about the application. */
export function found({ read, bootVersion, javaVersion, server, port }: SpringProject): string {
  const facts = [
    `Spring Boot ${bootVersion ?? 'of an unknown version'}`,
    `Java ${javaVersion ?? 'of an unknown version'}`,
    server ?? 'an unknown server',
    port === undefined ? 'a port that the environment sets' : `port ${port}`,
  ];
  return `Found in ${read}: ${facts.join(', ')}. On the host it listens on port 8080, whatever its configuration says.`;
}

const FACTORIES: Readonly<Record<Endpoint['kind'], string>> = { sockjs: 'sockJs', stomp: 'stomp', handler: 'handler', sse: 'sse' };

/** A route as every language writes it. */
export interface WrittenRoute {
  /** The factory of Route, as TypeScript and Java call it. */
  readonly factory: string;
  readonly path: string;
  readonly handshakePath?: string;
}

/** The routes of endpoints. A handshake asks for a real path; an event stream's route is what all its paths begin with. */
export function routesOf(endpoints: readonly Endpoint[]): WrittenRoute[] {
  return endpoints.map((endpoint) => {
    const { kind, path } = endpoint;
    const factory = FACTORIES[kind];
    if (!path.includes('{')) return { factory, path };
    if (kind === 'sse') return { factory, path: literalPrefix(endpoint) };
    return { factory, path, handshakePath: path.replace(/\{[^}]*\}/g, 'x') };
  });
}

function routeLines(endpoints: readonly Endpoint[]): string[] {
  if (endpoints.length === 0) {
    return [`Route.sockJs('/ws'), // no endpoint was found: write yours, as in registry.addEndpoint('/ws').withSockJS()`];
  }
  return routesOf(endpoints).map(({ factory, path, handshakePath }) => {
    const options = handshakePath === undefined ? '' : `, { handshakePath: ${quoted(handshakePath)} }`;
    return `Route.${factory}(${quoted(path)}${options}),`;
  });
}

/** The words of `route` in a cdk.json, which has no place for the path of a handshake. */
export function routeWords(endpoints: readonly Endpoint[]): { readonly words: string; readonly left: readonly Endpoint[] } {
  const left = endpoints.filter(({ kind, path }) => kind !== 'sse' && path.includes('{'));
  const words = endpoints
    .filter((endpoint) => !left.includes(endpoint))
    .map((endpoint) => (endpoint.kind === 'sockjs' ? endpoint.path : `${endpoint.kind}:${literalPrefix(endpoint)}`));
  return { words: words.join(',') || '/ws', left };
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
