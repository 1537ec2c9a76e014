import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { EC2 } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import type { Report } from '../../../lib/doctor/report';
import { consoleText, listenerCertificates, userData } from './answers';
import { startEmulator, type Emulator } from './emulator';
import { StandIn, type Change } from './stand-in';
import { SCRIPT, template, type Resources } from './template';

/** What the command said. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed. */
  readonly report: Report;
}

/** A chain in the emulator. */
export interface Deployed {
  readonly name: string;
  /** The instance's id. */
  readonly host: string;
  id(logicalId: string): string;
}

/** Credentials that may do everything, and none. */
export const ROOT = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

const COMMAND = join(__dirname, '..', '..', '..', 'build', 'bin', 'cdk-spring-websocket.js');

/** The emulator, the stand-in before it, and the command as a user runs it. */
export class Lab {
  static async start(): Promise<Lab> {
    const emulator = await startEmulator();
    const standIn = new StandIn(emulator.port);
    return new Lab(emulator, standIn, await standIn.start());
  }

  private count = 0;
  private certificate = '';

  private constructor(
    private readonly emulator: Emulator,
    readonly standIn: StandIn,
    readonly url: string,
  ) {}

  /** What an SDK client of the test is made with. */
  get sdk() {
    return { endpoint: this.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  }

  /** Deploys the chain with a change, under a name of its own; returns physical ids. */
  async deploy(change: (resources: Resources) => void = () => undefined, withHost = true): Promise<Deployed> {
    this.standIn.changes = [];
    const name = `chat${++this.count}`;
    const resources = template(name);
    change(resources);
    const formation = new CloudFormation(this.sdk);
    await formation.createStack({ StackName: name, TemplateBody: JSON.stringify({ Resources: resources }) });
    for (let status = 'CREATE_IN_PROGRESS'; status !== 'CREATE_COMPLETE'; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { Stacks } = await formation.describeStacks({ StackName: name });
      status = Stacks?.[0]?.StackStatus ?? '';
      if (/FAILED|ROLLBACK/.test(status)) {
        throw new Error(`${name} is ${status}: ${Stacks?.[0]?.StackStatusReason}`);
      }
    }
    const { StackResourceSummaries = [] } = await formation.listStackResources({ StackName: name });
    formation.destroy();
    const id = (logicalId: string) =>
      StackResourceSummaries.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)!.PhysicalResourceId!;
    const host = withHost ? await this.startHost(id) : '';
    this.certificate = withHost ? id('Certificate') : '';
    this.answer();
    return { name, host, id };
  }

  /** The emulator's CloudFormation knows no instances, so this one is started as a person would. */
  private async startHost(id: (logicalId: string) => string): Promise<string> {
    const ec2 = new EC2(this.sdk);
    const { Instances = [] } = await ec2.runInstances({
      ImageId: 'ami-12345678',
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: id('SubnetA'),
      SecurityGroupIds: [id('HostGroup')],
    });
    ec2.destroy();
    const balancing = new ElasticLoadBalancingV2(this.sdk);
    await balancing.registerTargets({ TargetGroupArn: id('Targets'), Targets: [{ Id: Instances[0]!.InstanceId! }] });
    balancing.destroy();
    return Instances[0]!.InstanceId!;
  }

  /** What the stand-in answers, besides the tutorial's user data, a quiet console and the listener's certificate. */
  answer(...changes: Change[]): void {
    this.standIn.changes = [
      ...changes,
      listenerCertificates(this.certificate),
      userData(SCRIPT),
      consoleText('[    0.000000] Linux version 6.1\n'),
    ];
    this.standIn.calls.length = 0;
  }

  /** Runs `doctor` with these words. */
  doctor(words: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
    const env = {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      NODE_NO_WARNINGS: '1',
      ...ROOT,
      ...environment,
    };
    const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
    const child = spawn(process.execPath, [COMMAND, 'doctor', ...words], { env: given, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    return new Promise((resolve) => {
      child.on('close', (code) => {
        const outcome = { code: code ?? -1, stdout, stderr };
        resolve({
          ...outcome,
          get report() {
            return JSON.parse(stdout) as Report;
          },
        });
      });
    });
  }

  async stop(): Promise<void> {
    this.standIn.stop();
    await this.emulator.stop();
  }
}
