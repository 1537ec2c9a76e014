import { Duration, Errors, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener,
  ApplicationLoadBalancer,
  type IApplicationListener,
  ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  IngressListener,
  Route,
  ServiceDomain,
  SpringApp,
  SpringWebSocketService,
  type SpringWebSocketServiceProps,
  WebSocketHost,
  WebSocketIngress,
} from '../../lib';
import { folderWith } from '../boot-jar';
import { app, chat, routes, synthesized, zone } from './synthesized';
import { userData } from './user-data';

const PLAIN = { manifest: { 'Main-Class': '', 'Start-Class': '' } };
const root = app();
let count = 0;
const newStack = () => new Stack(root, `Stack${count++}`);
const service = (props: Partial<SpringWebSocketServiceProps>) => () =>
  new SpringWebSocketService(newStack(), 'Chat', { app: chat(), routes, ...props });

/** A listener on a load balancer, both of another make. */
const shared = newStack();
const vpc = new Vpc(shared, 'Vpc', {
  subnetConfiguration: [
    { name: 'Public', subnetType: SubnetType.PUBLIC },
    { name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED },
  ],
});
const newBalancer = () => new ApplicationLoadBalancer(shared, `Alb${count++}`, { vpc, internetFacing: true });
const alb = newBalancer();
const https: IApplicationListener = new ApplicationListener(shared, 'Https', {
  loadBalancer: alb,
  port: 443,
  certificates: [Certificate.fromCertificateArn(shared, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/c')],
  defaultAction: ListenerAction.fixedResponse(404),
});

test("fails with CDK's own kind of error, which names the construct", () => {
  let error: unknown;
  try {
    service({ deregistrationDelay: Duration.hours(2) })();
  } catch (caught) {
    error = caught;
  }
  expect(Errors.isValidationError(error)).toBe(true);
  expect(error).toMatchObject({ constructPath: expect.stringMatching(/^Stack\d+\/Chat\/Ingress$/) });
});

describe('a load balancer fails', () => {
  test.each([
    [Duration.minutes(10), 'idleTimeout of the load balancer is 600 s, but route /ws-stomp lets sockets be silent for 3600 s'],
    [Duration.seconds(4001), 'idleTimeout is 4001 s, but a load balancer takes 1 to 4000 s'],
  ])('with an idle timeout of %j', (idleTimeout, message) => {
    expect(service({ listener: IngressListener.newLoadBalancer({ idleTimeout }) })).toThrow(message);
    expect(
      service({
        vpc,
        vpcSubnets: { subnetType: SubnetType.PUBLIC },
        listener: IngressListener.onLoadBalancer(newBalancer(), { idleTimeout }),
      }),
    ).toThrow(message);
    expect(
      service({
        vpc,
        vpcSubnets: { subnetType: SubnetType.PUBLIC },
        listener: IngressListener.rule(https, { loadBalancer: alb, priority: 1000 + count++, paths: ['/ws*'], idleTimeout }),
      }),
    ).toThrow(message);
  });

  test.each([
    ['203.0.113.0', "allowedCidrs has '203.0.113.0'"],
    ['everybody', "allowedCidrs has 'everybody'"],
    ['2001:db8::', "allowedCidrs has '2001:db8::'"],
    ['203.0.113.0/33', "allowedCidrs has '203.0.113.0/33'"],
    ['300.0.0.0/8', "allowedCidrs has '300.0.0.0/8'"],
    ['', "allowedCidrs has ''"],
    ['203.0.113.0/24/1', "allowedCidrs has '203.0.113.0/24/1'"],
  ])('with %j in its allow-list', (cidr, message) => {
    expect(() => IngressListener.newLoadBalancer({ allowedCidrs: [cidr] })).toThrow(message);
    expect(() => IngressListener.onLoadBalancer(alb, { allowedCidrs: [cidr] })).toThrow(message);
  });

  test('with an allow-list that admits nobody', () => {
    expect(() => IngressListener.newLoadBalancer({ allowedCidrs: [] })).toThrow(
      'allowedCidrs is empty, so nobody could connect: name ranges such as 203.0.113.0/24, or leave it out for everybody',
    );
  });

  test.each(['accessLogs', 'connectionLogs'])('with %s in a stack without a region', (prop) => {
    const stack = newStack();
    const listener = IngressListener.newLoadBalancer({ [prop]: new Bucket(stack, 'Logs') });
    expect(() => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener })).toThrow(
      `${prop} is given, but stack ${stack.node.path} has no region, and who writes the logs depends on it: ` +
        'give the stack an env with a region',
    );
  });

  test.each([59, 604_801])('with a client keep-alive of %i s', (seconds) => {
    expect(service({ listener: IngressListener.newLoadBalancer({ clientKeepAlive: Duration.seconds(seconds) }) })).toThrow(
      /[kK]eep.?[aA]live/,
    );
  });
});

describe('a rule fails', () => {
  const rule = (priority: number, paths?: string[]) => () => IngressListener.rule(https, { loadBalancer: alb, priority, paths });

  test.each([0, 50_001, 1.5, NaN])('with the priority %d', (priority) => {
    expect(rule(priority)).toThrow(
      new Error(`priority is ${priority}: give a whole number from 1 to 50000 that no other rule of the listener has`),
    );
  });

  test.each(['ws', '', '/a b', '/a"\n', '/ä', '/[a]', `/${'a'.repeat(128)}`])('with the path %j', (path) => {
    expect(rule(1, ['/ok', path])).toThrow(
      new Error(`paths has '${path}': write a path pattern such as /api/* or /ws*, with a leading slash and at most 128 characters`),
    );
  });

  const on = (paths?: string[], names?: string[]) => () => {
    const stack = newStack();
    const host = new WebSocketHost(stack, 'Host', { app: chat(), routes, vpc, vpcSubnets: { subnetType: SubnetType.PUBLIC } });
    const domain = names && ServiceDomain.inZone(zone(stack), names[0], { alsoNames: names.slice(1) });
    return new WebSocketIngress(stack, 'Ingress', { host, domain, listener: rule(2000 + count++, paths)() });
  };

  test.each([[undefined], [[]]])('with paths %j and no domain', (paths) => {
    expect(on(paths)).toThrow(
      new Error('the rule has neither a domain nor paths, so it would take every request of the listener: give one of them'),
    );
  });

  test('with more values than AWS takes', () => {
    expect(on(['/a', '/b', '/c', '/d'], ['x', 'y'])).toThrow(
      new Error('the rule has 6 names and paths, but AWS takes five values in a rule: use wildcards such as /api/*'),
    );
  });

  test('with no paths and a domain: every path of the domain', () => {
    expect(on([], ['x'])).not.toThrow();
  });

  test('with paths that leave a route out', () => {
    expect(on(['/api/*'])).toThrow(/paths .*\/ws-stomp/);
  });
});

describe('host and ingress fail', () => {
  test('in different stacks', () => {
    const host = new WebSocketHost(newStack(), 'Host', { app: chat(), routes });
    const other = newStack();
    expect(() => new WebSocketIngress(other, 'Ingress', { host })).toThrow(
      new Error(
        `ingress ${other.node.path}/Ingress and host ${host.node.path} are in different stacks, which would depend on each other: ` +
          'make the ingress in the stack of the host; only its load balancer may come from another one',
      ),
    );
  });

  test('when the host has an ingress already', () => {
    const stack = newStack();
    const host = new WebSocketHost(stack, 'Host', { app: chat(), routes });
    new WebSocketIngress(stack, 'Ingress', { host });
    expect(() => new WebSocketIngress(stack, 'Second', { host })).toThrow(
      `host ${host.node.path} has an ingress already: make a second host for a second ingress`,
    );
  });

  test('in isolated subnets, by default or by choice', () => {
    const message =
      /^vpcSubnets has isolated subnets \(IsolatedSubnet1\), from which a host reaches no package mirror and no AWS service: choose subnets with egress, or set offline to true/;
    expect(service({ vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } })).toThrow(message);
    expect(service({ vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED }, offline: true })).not.toThrow();
    const isolatedOnly = new Vpc(newStack(), 'Vpc', {
      subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED }],
    });
    expect(service({ vpc: isolatedOnly })).toThrow(/isolated subnets/);
  });

  test('with subnets of both kinds, where only some hosts would have an address', () => {
    const both = new Vpc(newStack(), 'Vpc', { natGateways: 1 });
    expect(service({ vpc: both, vpcSubnets: { subnets: [...both.publicSubnets, ...both.privateSubnets] } })).toThrow(
      /^vpcSubnets has public and private subnets/,
    );
  });

  test.each<[string, () => unknown, string]>([
    ['no route', service({ routes: [] }), 'routes is empty'],
    ['colliding routes', service({ routes: [Route.stomp('/ws'), Route.sockJs('/ws/')] }), 'routes /ws and /ws/ collide'],
    [
      'several jars',
      () => service({ app: chatIn({ 'a.jar': {}, 'b.jar': {} }) })(),
      'where several executable jars are: a.jar, b.jar; name one of them',
    ],
    ['no executable jar', () => service({ app: chatIn({ 'a.jar': PLAIN }) })(), 'where no executable Spring Boot jar is'],
    ['a token in nginx text', service({ nginx: { server: `add_header X ${alb.loadBalancerDnsName};` } }), 'nginx.server, line 1, '],
  ])('with %s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});

function chatIn(jars: Parameters<typeof folderWith>[0]): SpringApp {
  return SpringApp.fromJar(folderWith(jars));
}

test('public subnets of a given network get addresses, and a route of their own to wait for', () => {
  const { template } = synthesized((stack) => {
    new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, vpc: new Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 2 }) });
  });
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: { NetworkInterfaces: [{ AssociatePublicIpAddress: true }] },
  });
  expect(userData(template).deployment.targetPort).toBe(8000);
});
