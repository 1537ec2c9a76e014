import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DatabaseInstance, DatabaseInstanceEngine } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AppSecret, IngressListener, Route, SpringApp, SpringWebSocketService } from '../lib';
import { app } from './ingress/synthesized';

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/** Logical ids that a template refers to and does not have. */
function dangling(template: { readonly Resources: object; readonly Parameters?: object }): string[] {
  const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})]);
  const found: string[] = [];
  const visit = (value: Json): void => {
    if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([key, inner]: [string, Json]) => {
        const attributeOf = key === 'Fn::GetAtt' && Array.isArray(inner) ? (inner as readonly Json[])[0] : undefined;
        const id = key === 'Ref' ? inner : attributeOf;
        if (typeof id === 'string' && !id.startsWith('AWS::') && !known.has(id)) found.push(id);
        visit(inner);
      });
    }
  };
  visit(template as unknown as Json);
  return found;
}

/** All templates of the app, nested ones too, by file. */
function templates(stack: Stack): Record<string, { Resources: object }> {
  const { directory } = (stack.node.root as ReturnType<typeof app>).synth();
  const files = readdirSync(directory).filter((file) => file.endsWith('template.json'));
  const read = Object.fromEntries(
    files.map((file) => [file, JSON.parse(readFileSync(join(directory, file), 'utf8')) as { Resources: object }]),
  );
  rmSync(directory, { recursive: true });
  return read;
}

test('what a host is told of other stacks is imported, and of a parent handed down', () => {
  const shared = new Stack(app(), 'Shared');
  const vpc = new Vpc(shared, 'Vpc');
  const database = new DatabaseInstance(shared, 'Database', { vpc, engine: DatabaseInstanceEngine.POSTGRES });
  const loadBalancer = new ApplicationLoadBalancer(shared, 'LoadBalancer', { vpc, internetFacing: true, idleTimeout: Duration.hours(1) });
  const listener = loadBalancer.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(404) });
  const stack = new Stack(shared.node.root as ReturnType<typeof app>, 'Chat');
  const service = new SpringWebSocketService(stack, 'Service', {
    vpc,
    logGroup: new LogGroup(shared, 'Logs'),
    app: SpringApp.fromBucket(new Bucket(shared, 'Jars'), 'chat.jar', {
      environment: { GREETING: 'café', SPRING_DATASOURCE_URL: `jdbc:postgresql://${database.dbInstanceEndpointAddress}/chat` },
      secrets: { SPRING_DATASOURCE_PASSWORD: AppSecret.fromSecretsManager(database.secret!, 'password') },
    }),
    routes: [Route.stomp('/ws')],
    listener: IngressListener.rule(listener, { loadBalancer, priority: 5, paths: ['/ws'] }),
  });
  service.connections.allowToDefaultPort(database);
  const nested = new NestedStack(stack, 'Nested');
  new SpringWebSocketService(nested, 'Service', {
    app: SpringApp.fromBucket(new Bucket(stack, 'Releases'), 'chat.jar'),
    routes: [Route.stomp('/ws')],
  });

  const made = templates(shared);
  expect(Object.keys(made)).toHaveLength(3);
  expect(Object.fromEntries(Object.entries(made).map(([file, template]) => [file, dangling(template)]))).toEqual(
    Object.fromEntries(Object.keys(made).map((file) => [file, []])),
  );
  const launchTemplate = (file: string) =>
    JSON.stringify(Object.values(made[file]!.Resources).find(({ Type }) => Type === 'AWS::EC2::LaunchTemplate'));
  expect(launchTemplate('Chat.template.json').match(/Fn::ImportValue":"Shared:[A-Za-z]*/g)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('Database'),
      expect.stringContaining('Jars'),
      expect.stringContaining('Logs'),
      expect.stringContaining('LoadBalancer'),
    ]),
  );
  expect(launchTemplate('Chat.template.json')).toContain('caf\\\\u00e9');
});

describe('a database of another stack', () => {
  const connected = (connect: (service: SpringWebSocketService, database: DatabaseInstance) => void) => {
    const data = new Stack(app(), 'Data');
    const vpc = new Vpc(data, 'Vpc');
    const database = new DatabaseInstance(data, 'Database', { vpc, engine: DatabaseInstanceEngine.POSTGRES });
    const stack = new Stack(data.node.root as ReturnType<typeof app>, 'Chat');
    const service = new SpringWebSocketService(stack, 'Service', {
      vpc,
      app: SpringApp.fromBucket(Bucket.fromBucketName(stack, 'Jars', 'jars'), 'chat.jar', {
        environment: { SPRING_DATASOURCE_URL: `jdbc:postgresql://${database.dbInstanceEndpointAddress}/chat` },
      }),
      routes: [Route.stomp('/ws')],
    });
    connect(service, database);
    return templates(stack);
  };

  test('admits the hosts by a rule in the stack of the hosts', () => {
    const made = connected((service, database) => service.connections.allowToDefaultPort(database));
    const rules = (file: string) => Object.values(made[file]!.Resources).filter(({ Type }) => Type === 'AWS::EC2::SecurityGroupIngress');
    expect(JSON.stringify(rules('Chat.template.json'))).toMatch(/ImportValue":"Data:[^"]*DatabaseSecurityGroup/);
    expect(rules('Data.template.json')).toEqual([]);
  });

  test('fails as a cycle with the rule from its own side, which is why the pages write the other', () => {
    expect(() => connected((service, database) => database.connections.allowDefaultPortFrom(service))).toThrow(/cycl/i);
  });
});
