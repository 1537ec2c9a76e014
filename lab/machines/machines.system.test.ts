import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { HostImage } from '../../lib';
import { HEALTH_PATH, NGINX_PORT, UNITS } from '../../lib/chain/conventions';
import { exampleJar } from '../../lib/app/example';
import { Answers } from './answers';
import { attempt, run, until } from './command';
import { exampleHost } from './example-host';
import { enterHub, HUB, insideHub } from './hub';
import { Hypervisor } from './hypervisor';
import type { Instance } from './instance';
import { BRIDGE } from './network';
import { obstacle, requireMachinery } from './prerequisites';

/** A real boot of the example's own user data under a real systemd, with a few answers in AWS's place. */
const NAME = process.env.LAB_NAME ?? 'machines-test';
const SECURITY_GROUPS = `<item><groupId>sg-host</groupId>
  <ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>${NGINX_PORT}</fromPort><toPort>${NGINX_PORT}</toPort><groups><item><groupId>sg-balancer</groupId></item></groups></item></ipPermissions>
  <ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress></item>
  <item><groupId>sg-balancer</groupId><ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress></item>`;
const BALANCER = '10.77.2.9';
const OUR_UNITS = [UNITS.nginx, UNITS.springBoot, UNITS.health];

const why = obstacle();
if (why) {
  test('needs Linux and root', () => {
    process.stderr.write(`\nSKIPPED, no instance was booted: ${why}\n`);
    expect(process.env.CI).not.toBe('true');
  });
} else if (!insideHub(NAME)) {
  test('passes in a network namespace of its own', async () => {
    await requireMachinery((line) => process.stderr.write(`${line}\n`));
    const jest = join(require.resolve('jest/package.json'), '..', 'bin', 'jest.js');
    expect(await enterHub(NAME, [process.execPath, jest, '--runTestsByPath', __filename])).toBe(0);
  }, 600_000);
} else {
  describe('an instance', boots);
}

function boots(): void {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk-spring-websocket', 'lab');
  let answers: Answers;
  let machines: Hypervisor;
  let instance: Instance;
  let userData: string;

  const from = (namespace: string, path: string, port = NGINX_PORT) =>
    attempt('ip', [
      'netns',
      'exec',
      namespace,
      'curl',
      '--silent',
      '--max-time',
      '2',
      '--write-out',
      ' %{http_code}',
      `http://${instance.ip}:${port}${path}`,
    ]).then(({ stdout }) => stdout);
  const healthy = async () => (await from(`${NAME}.balancer`, HEALTH_PATH)) === 'ok 200';
  const active = async () =>
    (await Promise.all(OUR_UNITS.map((unit) => instance.unit(unit, 'ActiveState')))).every((state) => state === 'active');

  const launch = (instanceId: string) =>
    machines.launch({
      instanceId,
      imageId: 'ami-1',
      instanceType: 't3.small',
      userData,
      roleName: 'Role',
      roleArn: 'arn:aws:iam::123456789012:role/Role',
      launchTime: new Date().toISOString(),
      subnetId: 'subnet-1',
      securityGroupIds: ['sg-host'],
      tags: {},
      metadataOptions: { HttpTokens: 'required' },
    });

  beforeAll(async () => {
    const host = exampleHost(
      HostImage.debian13(),
      exampleJar((line) => process.stderr.write(`${line}\n`)),
    );
    answers = new Answers({ objects: host.objects, securityGroups: SECURITY_GROUPS, targetState: () => 'healthy' });
    machines = await Hypervisor.start({
      name: NAME,
      folder: `/run/${NAME}/machines`,
      cache,
      endpoint: `http://${HUB}:4566`,
      account: '123456789012',
      region: 'us-east-1',
      image: () => 'debian-13-with-packages',
    });
    await answers.start(4566, HUB);
    await machines.network.attachStatic('balancer', BALANCER);
    await machines.setLoadBalancerAddress(['sg-balancer'], BALANCER);
    await machines.prepare('debian-13-with-packages');
    userData = Buffer.from(host.userData).toString('base64');
    instance = await launch('i-0123456789abcdef0');
  }, 500_000);
  afterAll(async () => {
    await machines?.stop();
    answers?.stop();
  }, 60_000);

  test('boots, and signals success itself', async () => {
    await until(() => answers.of('SignalResource').length > 0, 100);
    expect({ signals: answers.of('SignalResource'), console: instance.console().slice(-2000) }).toMatchObject({
      signals: [{ Status: 'SUCCESS', UniqueId: instance.id }],
    });
    expect((await instance.run(['systemctl', '--failed', '--no-legend'])).stdout).toBe('');
  }, 200_000);

  test('answers the health check, to the load balancer only', async () => {
    expect(await until(healthy, 30)).toBe(true);
    expect(await Promise.all([NGINX_PORT, 8080, 8082, 8083, 22].map((port) => from(`${NAME}.stranger`, HEALTH_PATH, port)))).toEqual(
      Array(5).fill(' 000'),
    );
  }, 40_000);

  test('is asked for a token by the metadata service, which tells it what it is', async () => {
    const ask = 'curl -s -w " %{http_code}" http://169.254.169.254/latest/meta-data/';
    const token = '$(curl -s -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token)';
    expect((await instance.run(['sh', '-c', ask])).stdout).toBe(' 401');
    expect((await instance.run(['sh', '-c', `${ask}instance-id -H "X-aws-ec2-metadata-token: ${token}"`])).stdout).toBe(
      `${instance.id} 200`,
    );
  });

  test.each([UNITS.nginx, UNITS.springBoot])(
    'heals when %s is killed',
    async (unit) => {
      const before = await instance.unit(unit, 'MainPID');
      await instance.signal(unit, 'KILL');
      expect(await until(async () => ![before, '0'].includes(await instance.unit(unit, 'MainPID')), 20)).toBe(true);
      expect(await until(async () => (await from(`${NAME}.balancer`, '/ws-stomp/info')).endsWith(' 200'), 40)).toBe(true);
    },
    70_000,
  );

  test('survives a reboot', async () => {
    await instance.reboot();
    expect(await until(async () => !(await active()), 40)).toBe(true);
    expect(await until(async () => (await active()) && (await healthy()), 150)).toBe(true);
    expect(answers.of('SignalResource')).toHaveLength(1);
  }, 200_000);

  test('reaches the network by an address that stays when neighbours go', async () => {
    const addresses = async (...args: string[]) => (await run('ip', ['-o', 'link', 'show', ...args])).match(/(?<=link\/ether )\S+/g) ?? [];
    const [bridge, ports] = [await addresses('dev', BRIDGE), await addresses('master', BRIDGE)];
    expect([bridge.length, ports.length]).toEqual([1, 3]);
    expect(ports).not.toContain(bridge[0]);
  });

  test('ends soon although it has only begun to boot', async () => {
    const another = await launch('i-0123456789abcdef1');
    expect(await until(() => another.state === 'running', 30)).toBe(true);
    const started = Date.now();
    await machines.terminate(another.id);
    expect(Date.now() - started).toBeLessThan(40_000);
  }, 100_000);

  test('ends when it is terminated, and leaves its console', async () => {
    await machines.terminate(instance.id);
    expect([instance.state, existsSync(`/run/netns/${NAME}.${instance.id}`)]).toEqual(['terminated', false]);
    expect(instance.console()).toContain('signalled SUCCESS');
    expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(instance.id);
  }, 70_000);
}
