import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { succeeded } from '../cdk';
import { DEREGISTRATION_DELAY } from '../faults/ground';
import { LaneStack } from '../faults/lane-stack';
import { SECRETS } from '../faults/lanes';
import type { Lab } from '../lab';
import { noFailure, type Traffic } from '../traffic';
import { claimsOf, holds, same } from './claims';
import type { Part } from './part';

/** What the application says that it is made from. */
interface About {
  readonly version: string;
  readonly greeting: string;
  readonly token: string;
}

type Show = ReturnType<typeof claimsOf>;

const PARTS = [
  'aws-cdk',
  'CloudFormation',
  'Auto Scaling',
  'EC2',
  'load balancer',
  'cloud-init',
  'systemd',
  'agent',
  'nginx',
  'Spring Boot',
] as const;

/** Replaces what works by what works as well. */
export const update: Part = {
  name: 'update',
  title: 'A new version replaces the old one without a gap',
  async run(lab) {
    await Promise.all([versions(lab), configuration(lab)]);
  },
};

/** A second jar, and back. */
async function versions(lab: Lab): Promise<void> {
  const show = claimsOf(lab, 'update');
  const stack = await LaneStack.open(lab, 'a');
  await showDiff(show, stack, 'jar', 'a second version of the jar', 'Version2');
  await underTraffic(stack, async (traffic) => {
    await show(
      {
        id: 'second-version',
        parts: PARTS,
        how: 'cdk deploy of another jar, with a client that asks all the while on new connections.',
        claim: 'A second version of the jar proves itself on a new host, then the old one goes; no HTTP request fails.',
      },
      () => replaced(stack, traffic, 'Version2', { version: '2' }),
    );
    await show(
      {
        id: 'earlier-version',
        parts: PARTS,
        how: 'cdk deploy of the first jar again.',
        claim: 'An earlier version is deployed again in the same way.',
      },
      () => replaced(stack, traffic, 'Working', { version: '1' }),
    );
  });
}

/** Everything else that hosts are made from. */
async function configuration(lab: Lab): Promise<void> {
  const show = claimsOf(lab, 'update');
  const stack = await LaneStack.open(lab, 'b');
  await underTraffic(stack, async (traffic) => {
    await show(
      {
        id: 'secret-value',
        parts: ['aws-cdk', 'CloudFormation', 'AWS APIs', 'Spring Boot'],
        how: 'PutSecretValue, then cdk deploy.',
        claim: "A secret's changed value alone replaces nothing: hosts read values when they start.",
      },
      () => unchanged(lab, stack, traffic),
    );
    await showDiff(show, stack, 'secret', 'another secret', 'OtherSecret');
    await show(
      {
        id: 'secret-reference',
        parts: PARTS,
        how: 'cdk deploy with another secret for the same variable.',
        claim: 'A changed secret reference replaces the host without a failed request.',
      },
      () => replaced(stack, traffic, 'OtherSecret', { token: `value of ${SECRETS.second}` }),
    );
    await showDiff(show, stack, 'property', 'a changed property', 'OtherProperty');
    await show(
      {
        id: 'configuration',
        parts: PARTS,
        how: "cdk deploy with another value in the application's properties.",
        claim: 'A changed configuration replaces the host without a failed request.',
      },
      () => replaced(stack, traffic, 'OtherProperty', { greeting: 'good evening' }),
    );
    await lab.aws.secrets.send(new PutSecretValueCommand({ SecretId: SECRETS.second, SecretString: 'a rotated value' }));
    await showDiff(show, stack, 'redeploy', 'another text in redeploy', 'Redeployed');
    await show(
      {
        id: 'redeploy',
        parts: PARTS,
        how: 'PutSecretValue, then cdk deploy of the same build with another text in redeploy.',
        claim: "Another text in redeploy replaces the host without a failed request, and the new host has the secret's new value.",
      },
      () => replaced(stack, traffic, 'Redeployed', { token: 'a rotated value' }),
    );
  });
}

function showDiff(show: Show, stack: LaneStack, id: string, what: string, version: string): Promise<boolean> {
  return show(
    {
      id: `diff-${id}`,
      parts: ['aws-cdk', 'AWS APIs'],
      how: 'cdk diff.',
      claim:
        `cdk diff before ${what} names the launch template, ` +
        "whose change replaces the host, and nothing else but the host's permissions.",
    },
    async () => {
      const { stdout, stderr } = succeeded(await stack.cdk('diff', version), 'cdk diff');
      const text = `${stdout}${stderr}`.split(/^Resources$/m)[1] ?? '';
      const resources = [...text.matchAll(/^\[([~+-])\] (AWS::\S+) \S+ \S+(.*)$/gm)].map(
        ([, sign, type, fate]) => `[${sign}] ${type}${fate}`,
      );
      holds(
        resources.some((each) => each.startsWith('[~] AWS::EC2::LaunchTemplate')),
        `cdk diff names no launch template: ${text.slice(0, 2000)}`,
      );
      same(
        'what else changes',
        resources.filter((each) => !/AWS::(?:EC2::LaunchTemplate|IAM::Policy)/.test(each)),
        [],
      );
      return `it names ${resources.join(', ')}`;
    },
  );
}

async function underTraffic(stack: LaneStack, work: (traffic: Traffic) => Promise<void>): Promise<void> {
  const traffic = stack.traffic();
  try {
    await work(traffic);
  } finally {
    await traffic.stop();
  }
}

async function replaced(stack: LaneStack, traffic: Traffic, version: string, wanted: Partial<About>): Promise<string> {
  const [before] = await stack.hosts();
  const known = new Set((await stack.events()).map(({ EventId }) => EventId));
  traffic.report();
  const { seconds } = succeeded(await stack.cdk('deploy', version), 'cdk deploy');
  const seen = traffic.report();
  const hosts = await stack.hosts();
  same('hosts in service', [hosts.length, hosts.includes(before), await stack.healthy()], [1, false, hosts]);
  const events = (await stack.events()).filter(({ EventId }) => !known.has(EventId));
  const at = (part: string) => events.findIndex(({ ResourceStatusReason = '' }) => ResourceStatusReason.includes(part));
  holds(at(`Received SUCCESS signal with UniqueId ${hosts[0]}`) >= 0, `no event says that ${hosts[0]} proved itself`);
  holds(at(`Received SUCCESS signal`) < at(`Terminating instance(s) [${before}]`), `${before} went before ${hosts[0]} had proved itself`);
  const last = JSON.parse([...seen.answers.keys()].at(-1) ?? '{}') as About;
  Object.entries(wanted).forEach(([name, value]) => same(`${name} of the last answer`, last[name as keyof About], value));
  const going = events[at(`Terminating instance(s) [${before}]`)].Timestamp!.getTime();
  const cuts = seen.cuts.map((cut) => `${((cut.at - going) / 1000).toFixed(0)} s after the old host began to leave (${cut.how})`);
  return (
    `after ${seconds} s ${hosts[0]} served instead of ${before}; ${noFailure(seen)}; ` +
    `the open socket was cut ${cuts.join(', ') || 'never'}, with a deregistration delay of ${DEREGISTRATION_DELAY} s`
  );
}

async function unchanged(lab: Lab, stack: LaneStack, traffic: Traffic): Promise<string> {
  const before = await stack.hosts();
  await lab.aws.secrets.send(new PutSecretValueCommand({ SecretId: SECRETS.first, SecretString: 'a changed value' }));
  traffic.report();
  const { stdout, stderr, seconds } = succeeded(await stack.cdk('deploy', 'Working'), 'cdk deploy');
  holds(/no changes/.test(`${stdout}${stderr}`), `cdk deploy found changes: ${stdout.slice(-500)}`);
  same('hosts in service', await stack.hosts(), before);
  const seen = traffic.report();
  const tokens = [...seen.answers.keys()].map((answer) => (JSON.parse(answer) as About).token);
  same('the values that the application has', tokens, [`value of ${SECRETS.first}`]);
  return (
    `cdk deploy said "no changes" after ${seconds} s, ` +
    `${before[0]} stayed and answers with the value that it started with; ${noFailure(seen)}`
  );
}
