import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { folderWith } from './boot-jar';

const ROOT = join(__dirname, '..');
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

/** What the pages' blocks take for granted. */
const BEFORE = `
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Instance, InstanceType, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DatabaseInstance, DatabaseInstanceEngine } from 'aws-cdk-lib/aws-rds';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AppSecret, Handshake, HostCapacity, HostImage, IngressListener, Route, ServiceDomain, SpringApp, SpringWebSocketService, WebSocketHost, WebSocketIngress,
} from '../../lib';

export class Example extends Stack {
  constructor() {
    super(new App(), 'Example', { env: { account: '123456789012', region: 'eu-central-1' } });
    const stack: Stack = this;
    const vpc = new Vpc(this, 'Vpc');
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
    const db = new DatabaseInstance(this, 'Database', { vpc, engine: DatabaseInstanceEngine.POSTGRES, storageEncrypted: true });
    const bucket = new Bucket(this, 'Bucket');
    const instance = new Instance(this, 'Instance', { vpc, instanceType: new InstanceType('t3.small'), machineImage: MachineImage.latestAmazonLinux2023() });
    const certificate = Certificate.fromCertificateArn(this, 'Given', 'arn:aws:acm:eu-central-1:123456789012:certificate/x');
    const alb = new ApplicationLoadBalancer(this, 'Alb', { vpc, internetFacing: true });
    const https = alb.addListener('Https', { port: 443, certificates: [certificate], defaultAction: ListenerAction.fixedResponse(404) });
    void [AppSecret, Handshake, HostCapacity, HostImage, IngressListener, Duration, Template, WebSocketHost, WebSocketIngress, stack, zone, db, bucket, instance, https];
`;
const AFTER = '\n  }\n}\n';

interface Block {
  readonly title: string;
  readonly code: string;
}

function blocks(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => ({
    title: `${page}:${text.slice(0, match.index).split('\n').length + 1}`,
    code: match[1],
  }));
}

describe('the pages\' TypeScript blocks', () => {
  const all = PAGES.flatMap(blocks);
  const folder = join(__dirname, 'pages.tmp');
  const jars = folderWith({ 'chat.jar': {} });
  const files = all.map((_, index) => join(folder, `block-${index}.ts`));

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    all.forEach(({ code }, index) => {
      const runnable = code.replace(/'(target|build\/libs)'/g, JSON.stringify(jars));
      const needsStack = code.includes('fromStack(stack)') || code.startsWith('expect(');
      const service = needsStack ? `new SpringWebSocketService(this, 'Chat', { app: SpringApp.fromJar(${JSON.stringify(jars)}), routes: [Route.sockJs('/ws')] });\n` : '';
      const template = code.startsWith('expect(') ? 'const template = Template.fromStack(stack);\n' : '';
      writeFileSync(files[index], `${BEFORE}${service}${template}${runnable}${AFTER}`);
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are found', () => {
    expect(all.length).toBeGreaterThan(6);
  });

  test('compile', () => {
    const { config } = ts.readConfigFile(join(ROOT, 'test', 'tsconfig.json'), (name) => ts.sys.readFile(name)) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'test'));
    const program = ts.createProgram(files, { ...options, noUnusedLocals: false });
    const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    expect(errors).toEqual([]);
  }, 120_000);

  test.each(all.map(({ title }, index) => [title, index] as const))('%s synthesizes', (_title, index) => {
    const { Example } = jest.requireActual<{ Example: new () => Stack }>(files[index]);
    const stack = new Example();
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources as object).length).toBeGreaterThan(1);
  });
});
