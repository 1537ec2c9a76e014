import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Stack } from 'aws-cdk-lib';
import { folderWith } from './boot-jar';

const ROOT = join(__dirname, '..');

/** What people read: the README and the pages in docs. */
export const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What the pages' blocks take for granted. */
const BEFORE = `
import { App, CfnOutput, type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FlowLogDestination, Instance, InstanceType, MachineImage, Peer, Port, PrefixList, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListenerRule, ApplicationLoadBalancer, HttpCodeTarget, ListenerAction, ListenerCondition,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type IGrantable, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DatabaseInstance, DatabaseInstanceEngine } from 'aws-cdk-lib/aws-rds';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import {
  DeployRole, DeploySource,
  AppSecret, Handshake, HostCapacity, HostImage, IngressListener, type IngressListenerBindOptions, type IngressListenerConfig,
  Messaging, Route, ServiceDomain, SpringApp, type SpringAppConfig, SpringWebSocketService, StompBroker, WebAcl, WebSocketHost,
  WebSocketIngress,
} from '../../lib';

export class Example extends Stack {
  constructor() {
    super(new App(), 'Example', { env: { account: '123456789012', region: 'eu-central-1' } });
    const stack: Stack = this;
    const vpc = new Vpc(this, 'Vpc');
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
    const db = new DatabaseInstance(this, 'Database', { vpc, engine: DatabaseInstanceEngine.POSTGRES, storageEncrypted: true });
    const bucket = new Bucket(this, 'Bucket', { enforceSSL: true });
    const machineImage = MachineImage.latestAmazonLinux2023();
    const instance = new Instance(this, 'Instance', { vpc, instanceType: new InstanceType('t3.small'), machineImage });
    const certificate = Certificate.fromCertificateArn(this, 'Given', 'arn:aws:acm:eu-central-1:123456789012:certificate/x');
    const alb = new ApplicationLoadBalancer(this, 'Alb', { vpc, internetFacing: true, idleTimeout: Duration.hours(1) });
    const https = alb.addListener('Https', { port: 443, certificates: [certificate], defaultAction: ListenerAction.fixedResponse(404) });
    const key = Key.fromKeyArn(this, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef');
    const secret = Secret.fromSecretNameV2(this, 'Secret', 'valkey');
    const topic = Topic.fromTopicArn(this, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:alarms');
    const valkeySecurityGroup = SecurityGroup.fromSecurityGroupId(this, 'ValkeyGroup', 'sg-0123456789abcdef0');
    const brokerSecurityGroup = SecurityGroup.fromSecurityGroupId(this, 'BrokerGroup', 'sg-0123456789abcdef1');
    const instanceType = new InstanceType('m7g.large');
    const webAclArn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/x/y';
    void [CfnLogGroup, LogGroup, RetentionDays, CfnWebACLAssociation, FlowLogDestination, HttpCodeTarget, Role, key, webAclArn];
    void [AppSecret, Handshake, HostCapacity, HostImage, IngressListener, Duration, Template, WebSocketHost, WebSocketIngress];
    void [Messaging, StompBroker, SnsAction, secret, topic, valkeySecurityGroup, brokerSecurityGroup, instanceType];
    void [CfnOutput, DeployRole, DeploySource, WebAcl, Peer, Port, PrefixList];
    void [stack, zone, db, bucket, instance, https];
`;
const AFTER = '\n  }\n}\n';

interface Block {
  readonly title: string;
  readonly code: string;
}

/** Every TypeScript block of every page, and an empty one: what they take for granted, alone. */
export const BLOCKS: readonly Block[] = [...PAGES.flatMap(blocksOf), { title: 'what the pages take for granted', code: '' }];

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => ({
    title: `${page}:${text.slice(0, match.index).split('\n').length + 1}`,
    code: match[1],
  }));
}

/** The pages' blocks as modules in a folder of one test's own, beside this file, because they import the library. */
export class PageModules {
  public readonly files: string[];
  private readonly folder: string;

  constructor(name: string, blocks = BLOCKS) {
    this.folder = join(__dirname, `${name}.tmp`);
    this.files = blocks.map((_, index) => join(this.folder, `block-${index}.ts`));
    mkdirSync(this.folder, { recursive: true });
    const jars = folderWith({ 'chat.jar': {} });
    blocks.forEach(({ code }, index) => writeFileSync(this.files[index], moduleOf(code, jars)));
  }

  /** The stack that a block makes. */
  public stack(index: number): Stack {
    const { Example } = jest.requireActual<{ Example: new () => Stack }>(this.files[index]);
    return new Example();
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function moduleOf(code: string, jars: string): string {
  const withJars = code.replace(/'(target|build\/libs)'/g, JSON.stringify(jars));
  const [, stackClass] = /^export class (\w+) extends Stack /m.exec(code) ?? [];
  if (stackClass !== undefined) {
    return `${withJars.replace("'cdk-spring-websocket'", "'../../lib'")}${exampleOf(stackClass)}`;
  }
  const runnable = withJars.replace(/^import .*\n+/gm, '').replace('.toMatchSnapshot()', '.toBeDefined()');
  const needsStack = code.includes('fromStack(stack)') || code.startsWith('expect(');
  const service = needsStack
    ? `new SpringWebSocketService(this, 'Chat', { app: SpringApp.fromJar(${JSON.stringify(jars)}), routes: [Route.sockJs('/ws')] });\n`
    : '';
  const template = code.startsWith('expect(') ? 'const template = Template.fromStack(stack);\n' : '';
  return `${BEFORE}${service}${template}${runnable}${AFTER}`;
}

/** A complete file's stack as the others': made without arguments. */
function exampleOf(stackClass: string): string {
  return `
import { App } from 'aws-cdk-lib';
export class Example extends ${stackClass} {
  constructor() {
    super(new App(), 'Example', { env: { account: '123456789012', region: 'eu-central-1' } });
  }
}
`;
}
