import { DescribeAutoScalingGroupsCommand, DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  SignalResourceCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  GetConsoleOutputCommand,
} from '@aws-sdk/client-ec2';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { mkdtempSync, rmSync } from 'fs';
import { homedir, tmpdir } from 'os';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { holdPort } from '../../lib/rehearsal/ports';
import type { Clients } from './clients';
import { Emulator } from './emulator';
import { FakeHypervisor, type Launch } from './fake-hypervisor';
import { groupTemplate } from './group-template';

const STACK = 'Hosts';
const CAPABILITIES = ['CAPABILITY_IAM' as const];
jest.setTimeout(90_000);

describe('an Auto Scaling group in the emulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  const hypervisor = new FakeHypervisor((launch) => void signal(launch, userData(launch)));
  let emulator: Emulator;
  let aws: Clients;

  beforeAll(async () => {
    const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk-spring-websocket', 'lab');
    const { port, release } = await holdPort(4566);
    await release();
    emulator = await Emulator.start({ folder, cache, host: '127.0.0.1', bind: '127.0.0.1', port, hypervisor: await hypervisor.listen() });
    aws = emulator.clients();
  });

  afterAll(async () => {
    hypervisor.close();
    await emulator?.stop();
    rmSync(folder, { recursive: true });
  });

  /** As a host signals: with the credentials of its own role. */
  async function signal({ instanceId, roleArn, tags }: Launch, status: string): Promise<void> {
    if (status !== 'SUCCESS' && status !== 'FAILURE') {
      return;
    }
    const { Credentials: own } = await aws.sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: instanceId }));
    const credentials = { accessKeyId: own!.AccessKeyId!, secretAccessKey: own!.SecretAccessKey!, sessionToken: own!.SessionToken };
    const { cloudFormation } = emulator.clients(credentials);
    await cloudFormation
      .send(
        new SignalResourceCommand({
          StackName: tags['aws:cloudformation:stack-id'],
          LogicalResourceId: 'Group',
          UniqueId: instanceId,
          Status: status,
        }),
      )
      .catch((error: Error) => refusals.push(error.message));
  }
  const refusals: string[] = [];

  test('waits for the signal, rolls, rolls back and heals', async () => {
    await aws.cloudFormation.send(
      new CreateStackCommand({ StackName: STACK, TemplateBody: groupTemplate('SUCCESS'), Capabilities: CAPABILITIES }),
    );
    expect(await settled()).toBe('CREATE_COMPLETE');
    const [first] = await members();
    expect(await reasons()).toContain(`Received SUCCESS signal with UniqueId ${first}`);
    expect(hypervisor.launched[0].tags).toMatchObject({
      Name: 'host',
      'aws:cloudformation:stack-name': STACK,
      'aws:cloudformation:logical-id': 'Group',
    });
    expect(await read(first)).toEqual({
      zone: 'us-east-1b',
      userData: 'SUCCESS',
      tokens: 'required',
      console: `console of ${first}\n`,
      timeout: 4100,
    });

    await update('SUCCESS');
    expect(await settled()).toBe('UPDATE_COMPLETE');
    const [second] = await members();
    expect(hypervisor.states.get(first)).toBe('terminated');
    expect(await reasons()).toEqual(
      expect.arrayContaining([
        'Rolling update initiated. Terminating 1 obsolete instance(s) in batches of 1, while keeping at least 1 instance(s) ' +
          'in service. Waiting on resource signals with a timeout of PT30S when new instances are added to the autoscaling group.',
        'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT30S.',
        `Terminating instance(s) [${first}]; replacing with 0 new instance(s).`,
      ]),
    );

    await update('FAILURE');
    expect(await settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await members()).toEqual([second]);
    expect(await reasons()).toContain(
      'Received 1 FAILURE signal(s) out of 1.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
    );
    expect(hypervisor.states.get(hypervisor.launched[2].instanceId)).toBe('terminated');

    hypervisor.states.delete(second);
    const [third] = await until(members, (ids) => ids.length === 1 && ids[0] !== second);
    expect(
      (
        await until(
          async () => refusals,
          (texts) => texts.length > 0,
        )
      )[0],
    ).toMatch(/Stack arn:.* is in UPDATE_ROLLBACK_COMPLETE state and cannot be signaled/);
    expect(third).toBe(hypervisor.launched[3].instanceId);
    const { Activities = [] } = await aws.autoScaling.send(new DescribeScalingActivitiesCommand({}));
    expect(Activities.map(({ Cause }) => Cause)).toContainEqual(
      expect.stringContaining('EC2 health check indicating it has been terminated or stopped'),
    );
    expect(hypervisor.changes).toBeGreaterThan(0);
  });

  test('a failed creation leaves no instance', async () => {
    await aws.cloudFormation.send(
      new CreateStackCommand({ StackName: 'Broken', TemplateBody: groupTemplate('FAILURE'), Capabilities: CAPABILITIES }),
    );
    expect(await settled('Broken')).toBe('ROLLBACK_COMPLETE');
    expect(
      hypervisor.launched.filter(
        ({ instanceId, stackName }) => stackName === 'Broken' && hypervisor.states.get(instanceId) !== 'terminated',
      ),
    ).toEqual([]);
  });

  const update = (status: string) =>
    aws.cloudFormation.send(
      new UpdateStackCommand({
        StackName: STACK,
        TemplateBody: groupTemplate(`${status}${' '.repeat(hypervisor.launched.length)}`),
        Capabilities: CAPABILITIES,
      }),
    );

  async function settled(StackName = STACK): Promise<string> {
    const status = async () => (await aws.cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks![0].StackStatus!;
    return until(status, (text) => !text.endsWith('_IN_PROGRESS'));
  }

  async function reasons(): Promise<(string | undefined)[]> {
    const { StackEvents = [] } = await aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: STACK }));
    return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason);
  }

  async function members(): Promise<string[]> {
    const { AutoScalingGroups } = await aws.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    return AutoScalingGroups![0].Instances!.map(({ InstanceId }) => InstanceId!);
  }

  /** What EC2's API says of an instance. */
  async function read(InstanceId: string): Promise<Record<string, unknown>> {
    const { Reservations } = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
    const instance = Reservations![0].Instances![0];
    const { UserData } = await aws.ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: 'userData' }));
    const { Output } = await aws.ec2.send(new GetConsoleOutputCommand({ InstanceId }));
    const { LaunchTemplateVersions } = await aws.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: instance.Tags!.find(({ Key }) => Key === 'aws:ec2launchtemplate:id')!.Value,
      }),
    );
    return {
      zone: instance.Placement?.AvailabilityZone,
      userData: decoded(UserData?.Value),
      tokens: instance.MetadataOptions?.HttpTokens,
      console: decoded(Output),
      timeout: LaunchTemplateVersions![0].LaunchTemplateData?.NetworkInterfaces?.[0].ConnectionTrackingSpecification?.TcpEstablishedTimeout,
    };
  }
});

const decoded = (text = '') => Buffer.from(text, 'base64').toString();
const userData = (launch: Launch) => decoded(launch.userData).trim();

async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + 40_000; ; await sleep(200)) {
    const answer = await ask();
    if (isIt(answer)) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`still ${JSON.stringify(answer)} after 40 s`);
    }
  }
}
