import { App, type Environment, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { InstanceArchitecture, MachineImage } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { HostImage, type HostImageBindOptions, type HostImageConfig, WebSocketHost, WebSocketIngress } from '../../lib';
import { app, chat, only, routes, synthesized, synthesizedStacks } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';

const images = { 'Amazon Linux 2023': HostImage.amazonLinux2023(), 'Debian 13': HostImage.debian13() };
const golden = MachineImage.genericLinux({ 'eu-west-1': 'ami-0123' });
const env = { account: '123456789012', region: 'eu-west-1' };

const bound = (image: HostImage, options: Partial<HostImageBindOptions> = {}) =>
  image.bind(new Stack(), { architecture: InstanceArchitecture.X86_64, needsJava: true, ...options });

test.each<[keyof typeof images, number | undefined, number | undefined, string]>([
  ['Amazon Linux 2023', undefined, 8, 'java-17-amazon-corretto-headless'],
  ['Amazon Linux 2023', undefined, 17, 'java-17-amazon-corretto-headless'],
  ['Amazon Linux 2023', undefined, 18, 'java-21-amazon-corretto-headless'],
  ['Amazon Linux 2023', undefined, 25, 'java-25-amazon-corretto-headless'],
  ['Amazon Linux 2023', undefined, undefined, 'java-21-amazon-corretto-headless'],
  ['Amazon Linux 2023', 17, undefined, 'java-17-amazon-corretto-headless'],
  ['Amazon Linux 2023', 25, 17, 'java-25-amazon-corretto-headless'],
  ['Debian 13', undefined, 17, 'openjdk-21-jre-headless'],
  ['Debian 13', undefined, 25, 'openjdk-25-jre-headless'],
  ['Debian 13', undefined, undefined, 'openjdk-21-jre-headless'],
  ['Debian 13', 25, 17, 'openjdk-25-jre-headless'],
])('%s, Java %s asked for, %s needed: %s', (name, javaVersion, classesJavaVersion, java) => {
  expect(bound(images[name], { javaVersion, classesJavaVersion }).packages).toEqual(['nginx', 'logrotate', java]);
});

test.each<[keyof typeof images, number | undefined, number | undefined, string]>([
  ['Debian 13', 17, undefined, 'javaVersion is 17, but Debian 13 offers 21, 25: take another HostImage or build for one of these'],
  [
    'Amazon Linux 2023',
    24,
    undefined,
    'javaVersion is 24, but Amazon Linux 2023 offers 17, 21, 25: take another HostImage or build for one of these',
  ],
  [
    'Amazon Linux 2023',
    undefined,
    26,
    'the jar needs Java 26, but Amazon Linux 2023 offers 17, 21, 25: take another HostImage or build for one of these',
  ],
  ['Amazon Linux 2023', 17, 21, "javaVersion is 17, but the jar's classes need Java 21: leave javaVersion out or build for an older Java"],
])('fails on %s with Java %s asked for and %s needed', (name, javaVersion, classesJavaVersion, message) => {
  expect(() => bound(images[name], { javaVersion, classesJavaVersion })).toThrow(new Error(message));
});

test('no Java in front of an application on another machine, and the SSM Agent on Amazon Linux only', () => {
  const facts = Object.values(images).map((image) => bound(image, { needsJava: false }));
  expect(facts.map(({ packages, sessionManager }) => [packages, sessionManager])).toEqual([
    [['nginx', 'logrotate'], true],
    [['nginx', 'logrotate'], false],
  ]);
});

describe('an AMI of your own', () => {
  const host = (image: HostImage) =>
    synthesized(
      (stack) => new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: chat(), routes, image }) }),
      env,
    );

  test('is started as it is, nothing installed', () => {
    const { template } = host(HostImage.custom(golden));
    const { ImageId, BlockDeviceMappings } = only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData;
    expect([ImageId, BlockDeviceMappings[0].DeviceName]).toEqual(['ami-0123', '/dev/xvda']);
    const { text, commands } = userData(template);
    expect(text).not.toMatch(/^package/m);
    expect(commands).toHaveLength(2);
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('ssmmessages:');
  });

  test('gets its own packages and root disk, and no permissions for an SSM Agent that it does not have', () => {
    const image = HostImage.custom(golden, { packages: ['nginx'], javaVersion: 21, rootDevice: '/dev/sda1', sessionManager: false });
    const { template } = host(image);
    expect(userData(template).packages).toEqual(['nginx']);
    const { BlockDeviceMappings } = only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData;
    expect(BlockDeviceMappings).toEqual([expect.objectContaining({ DeviceName: '/dev/sda1' })]);
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('ssmmessages:');
  });

  test('fails with a Java that is older than the jar', () => {
    const old = HostImage.custom(golden, { javaVersion: 17 });
    expect(() => bound(old, { classesJavaVersion: 21 })).toThrow(
      new Error('the jar needs Java 21, but the custom image offers 17: take another HostImage or build for one of these'),
    );
    expect(() => bound(old, { classesJavaVersion: 17 })).not.toThrow();
    expect(() => bound(old, { classesJavaVersion: 21, needsJava: false })).not.toThrow();
    expect(() => bound(HostImage.custom(golden), { classesJavaVersion: 99 })).not.toThrow();
  });
});

test('a class of your own may say what a host is started from', () => {
  class Hardened extends HostImage {
    public override bind(scope: Construct, { architecture }: HostImageBindOptions): HostImageConfig {
      expect(scope.node.path).toBe('Chat/Host');
      return { machineImage: golden, packages: [`nginx-${architecture}`] };
    }
  }
  const { template } = synthesized(
    (stack) =>
      new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: chat(), routes, image: new Hardened() }) }),
    env,
  );
  expect(userData(template).packages).toEqual(['nginx-x86_64']);
});

describe('the AMI', () => {
  const parameter = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
  const key = `ssm:account=${env.account}:parameterName=${parameter}:region=${env.region}`;
  const made = (where?: Environment, image?: HostImage, context = {}) => {
    const stack = new Stack(app(context), 'Chat', { env: where });
    const host = new WebSocketHost(stack, 'Host', { app: chat(), routes, image });
    new WebSocketIngress(stack, 'Ingress', { host });
    return stack;
  };
  const imageId = (stack: Stack) =>
    only(synthesizedStacks(stack).Chat!.template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData.ImageId;
  const warned = (stack: Stack) =>
    Annotations.fromStack(stack)
      .findWarning('*', Match.stringLikeRegexp('newestImage'))
      .map(({ entry }) => entry.data);

  test('is the one in cdk.context.json where account and region are known', () => {
    const stack = made(env, undefined, { [key]: 'ami-kept' });
    expect(warned(stack)).toEqual([]);
    expect(imageId(stack)).toBe('ami-kept');
  });

  test('is asked for at the first synthesis', () => {
    const stack = made(env);
    const { missing = [] } = (stack.node.root as App).synth().manifest;
    expect(missing.map((each) => each.key)).toContain(key);
    expect(imageId(stack)).toMatch(/^ami-[0-9a-f]{17}$/);
  });

  test('is the newest at every deployment where they are not, with a warning', () => {
    const stack = made();
    expect(warned(stack)).toEqual([
      expect.stringMatching(/^the stack has no explicit account and region, so every deployment takes the newest AMI of Amazon Linux 2023/),
    ]);
    expect(imageId(stack)).toEqual({ Ref: expect.stringMatching(/^SsmParameterValue/) });
  });

  test.each([undefined, env])('is the newest without a warning where that is asked for (%j)', (where) => {
    const stack = made(where, HostImage.amazonLinux2023({ cachedInContext: false }), { [key]: 'ami-kept' });
    expect(warned(stack)).toEqual([]);
    expect(imageId(stack)).toEqual({ Ref: expect.stringMatching(/^SsmParameterValue/) });
  });

  test('fails to be kept where there is nothing to look it up in', () => {
    expect(() => made(undefined, HostImage.debian13({ cachedInContext: true }))).toThrow(
      new Error('cachedInContext is true, but the stack has no explicit account and region to look the AMI up in: give the stack an env'),
    );
  });
});
