import { App, Errors, Stack } from 'aws-cdk-lib';
import {
  HostCapacity,
  HostImage,
  IngressListener,
  Messaging,
  Route,
  ServiceDomain,
  SpringApp,
  SpringWebSocketService,
  WebSocketHost,
  WebSocketIngress,
} from '../lib';

/** As plain JavaScript gives it. */
const any = (value: unknown) => value as never;
const stack = new Stack(new App(), 'Stack');
const app = SpringApp.atAddress('10.0.0.4');
const routes = [Route.sockJs('/ws')];
let made = 0;
const service = (props: unknown) => new SpringWebSocketService(stack, `Service${made++}`, any(props));
const host = (props: unknown) => new WebSocketHost(stack, `Host${made++}`, any(props));

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

test.each<[string, () => unknown, string]>([
  ['no props', () => service(undefined), "app is missing: write SpringApp.fromJar('target')"],
  ['no routes', () => service({ app }), "routes is missing: write [Route.sockJs('/ws')]"],
  ['a path as app', () => service({ app: 'target/chat.jar', routes }), "app is 'target/chat.jar': write SpringApp.fromJar('target')"],
  ['a path among the routes', () => service({ app, routes: ['/ws'] }), "routes has '/ws': write [Route.sockJs('/ws')]"],
  ['one route alone', () => service({ app, routes: routes[0] }), 'routes is a value of type Route'],
  [
    'a name as domain',
    () => service({ app, routes, domain: 'api.example.com' }),
    "domain is 'api.example.com': write ServiceDomain.inZone",
  ],
  ['a stack as listener', () => service({ app, routes, listener: stack }), 'listener is a value of type Stack: write Ing'],
  ['a text as stickiness', () => service({ app, routes, stickiness: 'on' }), "stickiness is 'on': write true or false"],
  ['a number as capacity', () => host({ app, routes, capacity: 5000 }), 'capacity is 5000: write HostCapacity.oneHost'],
  ['a number as bakeTime', () => host({ app, routes, bakeTime: 5 }), 'bakeTime is 5: write Duration.'],
  ['an id as vpc', () => host({ app, routes, vpc: 'vpc-1' }), "vpc is 'vpc-1': write a VPC"],
  ['an ingress without a host', () => new WebSocketIngress(stack, 'Ingress', any({})), 'host is missing: write a WebSocketHost'],
  ['a number as disk', () => HostCapacity.oneHost({ disk: any(20) }), 'disk is 20: write Size.'],
  ['a text as connections', () => HostCapacity.oneHost({ connections: any('5000') }), "connections is '5000': write a number"],
  ['no largest number of hosts', () => HostCapacity.autoScaling(any({})), 'maxCapacity is missing: write a number'],
  ['a text as messaging', () => host({ app, routes, messaging: 'valkey' }), "messaging is 'valkey': write Messaging.valkey()"],
  [
    'one destination alone',
    () => Messaging.valkey({ localDestinations: any('/topic/a') }),
    "localDestinations is '/topic/a': write [a text",
  ],
  ['no address', () => Messaging.existingValkey(any(undefined)), 'address is missing: write a text'],
  ['one address alone', () => Messaging.existingActiveMq(any('b-1')), "addresses is 'b-1': write [a text"],
  [
    'a password itself',
    () => Messaging.existingValkey('valkey', { password: any('hunter2') }),
    'password is a value of type string: write AppSecret.fromSecretsManager(secret)',
  ],
  ['an id as AMI', () => HostImage.custom(any('ami-1')), "machineImage is 'ami-1': write MachineImage.genericLinux"],
  ['an id as load balancer', () => IngressListener.onLoadBalancer(any('arn')), "loadBalancer is 'arn': write a load balancer"],
  [
    'one range alone',
    () => IngressListener.newLoadBalancer({ allowedCidrs: any('10.0.0.0/8') }),
    "allowedCidrs is '10.0.0.0/8': write [a text",
  ],
  ['no listener', () => IngressListener.rule(any(undefined), any({ priority: 1 })), 'listener is missing'],
  ['a name as zone', () => ServiceDomain.inZone(any('example.com'), 'api'), "zone is 'example.com': write a zone"],
  ['a list as name', () => ServiceDomain.existing(any(['a.example.com'])), 'name is a list: write a text'],
  ['no certificate', () => ServiceDomain.external('a.example.com', any(undefined)), 'certificate is missing'],
  ['no path', () => SpringApp.fromJar(any(undefined)), 'path is missing'],
  ['a name as bucket', () => SpringApp.fromBucket(any('releases'), 'chat.jar'), "bucket is 'releases': write a bucket"],
  [
    'a boolean in environment',
    () => SpringApp.fromJar('x', { environment: { A: any(true) } }),
    'environment has A, which is a value of type boolean',
  ],
  ['a text as secret', () => SpringApp.fromJar('x', { secrets: { A: any('s') } }), 'secrets has A, which is a value of type string: write'],
  ['seconds as start timeout', () => SpringApp.atAddress('10.0.0.4', { startTimeout: any(60) }), 'startTimeout is 60: write Duration.'],
])("fails with CDK's own kind of error: %s", (_, act, message) => {
  const error = thrown(act);
  expect((error as Error).message).toContain(message);
  expect(Errors.isValidationError(error)).toBe(true);
});

test('an error names the construct, also where nginx or the sizing refuses', () => {
  const pathOf = (act: () => unknown) => (thrown(act) as { constructPath?: string }).constructPath;
  expect(pathOf(() => service({ app, routes: [] }))).toBe(`Stack/Service${made - 1}/Host`);
  expect(pathOf(() => host({ app, routes, nginx: { http: 'location / {}' } }))).toBe(`Stack/Host${made - 1}`);
  expect(pathOf(() => host({ app, routes, capacity: HostCapacity.oneHost({ connections: 10_000_000 }) }))).toBe(`Stack/Host${made - 1}`);
});
