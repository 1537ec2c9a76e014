import { App, Stack } from 'aws-cdk-lib';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { SpringApp, type SpringAppConfig, type SpringAppOptions, WebSocketHost, WebSocketIngress } from '../../lib';
import { folderWith } from '../boot-jar';
import { app, ids, routes, synthesized, synthesizedStacks } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';

/** Where a class of the user's own says that the application is. */
class FromElsewhere extends SpringApp {
  constructor(
    private readonly where: SpringAppConfig,
    options?: SpringAppOptions,
  ) {
    super(options);
  }

  public override bind(scope: Construct, grantee: IGrantable): SpringAppConfig {
    expect(scope.node.path).toBe('Chat/Host');
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::jars/*'] }));
    return this.where;
  }
}

const host = (stack: Stack, springApp: SpringApp) =>
  new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: springApp, routes }) });
const deployment = (springApp: SpringApp) => userData(synthesized((stack) => host(stack, springApp)).template);

describe('a class of your own', () => {
  const jar = { bucket: 'jars', key: 'chat-7.jar' };

  test('may fetch the jar from anywhere', () => {
    const made = synthesized((stack) =>
      host(stack, new FromElsewhere({ jar, classesJavaVersion: 25 }, { environment: { GREETING: 'hello' } })),
    );
    expect(userData(made.template)).toMatchObject({
      packages: expect.arrayContaining(['java-25-amazon-corretto-headless']),
      deployment: { app: { address: '127.0.0.1', port: 8080, remote: false, jar }, environment: { GREETING: 'hello' } },
    });
    expect(JSON.stringify(made.template.findResources('AWS::IAM::Policy'))).toContain('arn:aws:s3:::jars/*');
  });

  test('may name another machine', () => {
    expect(deployment(new FromElsewhere({ address: '10.0.0.7' }))).toMatchObject({
      packages: ['nginx', 'logrotate'],
      deployment: { app: { address: '10.0.0.7', port: 8080, remote: true } },
    });
  });

  test.each<[string, SpringAppConfig, string]>([
    ['nothing', {}, 'bind of the app returned neither jar nor address: return one of them'],
    ['two places', { jar, address: '10.0.0.7' }, 'bind of the app returned both jar and address: return one of them'],
    ['no address', { address: 'http://x' }, "address is 'http://x': give an IP address or a host name alone"],
    ['no port', { address: '10.0.0.7', port: 0 }, 'port is 0: give a port from 1 to 65535'],
  ])('fails with %s', (_, where, message) => {
    expect(() => deployment(new FromElsewhere(where))).toThrow(message);
  });
});

describe('for a command that needs no assets', () => {
  const stack = (springApp: SpringApp, bundling: string[]) => {
    const made = new Stack(app({ [BUNDLING_STACKS]: bundling }), 'Chat');
    host(made, springApp);
    return made;
  };

  test('no jar is needed, and the template has the place of one', () => {
    const { template } = synthesizedStacks(stack(SpringApp.fromJar('/no/such/target'), [])).Chat!;
    const built = synthesizedStacks(stack(SpringApp.fromJar(folderWith({ 'chat.jar': {} })), ['**'])).Chat!.template;
    const masked = (each: typeof template) => JSON.stringify(each).replace(/[0-9a-f]{64}/g, 'HASH');
    expect(masked(template)).toBe(masked(built).replace('java-17', 'java-21'));
    expect(ids(template, 'AWS::AutoScaling::AutoScalingGroup')).toHaveLength(1);
  });

  test('a stack that does need them asks for the jar', () => {
    const missing = "jar is '/no/such/target', where there is no file: build the application first";
    expect(() => stack(SpringApp.fromJar('/no/such/target'), ['Chat'])).toThrow(missing);
    expect(() => stack(SpringApp.fromJar('/no/such/target'), ['Other'])).not.toThrow();
    expect(() => host(new Stack(new App(), 'Chat'), SpringApp.fromJar('/no/such/target'))).toThrow(missing);
  });
});
