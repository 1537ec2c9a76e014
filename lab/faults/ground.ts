import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeListenersCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import { applicationJars } from '../application-jar';
import { succeeded } from '../cdk';
import type { Lab } from '../lab';
import { EXPECTED } from './expected';
import { type Ground, KEYS, SECRETS } from './lanes';

const BUCKET = 'lab-releases';
/** Short, so that an update with open sockets does not take a minute longer. */
export const DEREGISTRATION_DELAY = 15;
/** Of its own, so that nobody else takes it down meanwhile. */
const STACK = 'LanesGround';

/** What all lanes stand on, and where their synthesized versions are. */
export interface Prepared {
  readonly ground: Ground;
  /** What `cdk deploy --app` takes. */
  readonly assembly: string;
}

const prepared = new WeakMap<Lab, Promise<Prepared>>();

/** Deploys what other teams have deployed before, fills bucket and secrets, and synthesizes every version of every lane, once a run. */
export function prepareLanes(lab: Lab): Promise<Prepared> {
  const ready = prepared.get(lab) ?? prepare(lab);
  prepared.set(lab, ready);
  return ready;
}

async function prepare(lab: Lab): Promise<Prepared> {
  await lab.bootstrap();
  const jars = applicationJars(lab.cache, (line) => lab.say(line));
  await Promise.all([deploySurroundings(lab), fillBucket(lab, jars), makeSecrets(lab)]);
  const ground = await readGround(lab, jars);
  const directory = join(lab.folder, 'lanes');
  const context = {
    ground: JSON.stringify(ground),
    deregistrationDelay: String(DEREGISTRATION_DELAY),
    lanes: EXPECTED.map(({ name, lane }) => `${name}:${lane}`).join(' '),
  };
  succeeded(await lab.cdk(['synth', '--quiet'], { app: 'lanes', directory, context }), 'cdk synth of all lanes');
  const [output] = readdirSync(directory).filter((name) => name.startsWith('cdk.out'));
  return { ground, assembly: join(directory, output) };
}

async function deploySurroundings(lab: Lab): Promise<void> {
  const exists = await lab.aws.cloudFormation.send(new DescribeStacksCommand({ StackName: STACK })).then(
    () => true,
    () => false,
  );
  if (!exists) {
    const { HostedZones = [] } = await lab.aws.route53.send(new ListHostedZonesByNameCommand({ DNSName: lab.zone }));
    const zoneId = (HostedZones[0]?.Id ?? '').replace('/hostedzone/', '');
    succeeded(
      await lab.cdk(['deploy', '--require-approval', 'never'], {
        app: 'surroundings',
        context: { surroundings: STACK, zone: lab.zone, zoneId },
      }),
      `cdk deploy of ${STACK}`,
    );
  }
}

async function fillBucket({ aws: { s3 } }: Lab, jars: { readonly version1: string; readonly java25: string }): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await Promise.all(
    [
      [KEYS.version1, jars.version1],
      [KEYS.java25, jars.java25],
    ].map(([Key, file]) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: readFileSync(file) }))),
  );
}

async function makeSecrets({ aws: { secrets } }: Lab): Promise<void> {
  await Promise.all(
    Object.values(SECRETS).map((Name) => secrets.send(new CreateSecretCommand({ Name, SecretString: `value of ${Name}` }))),
  );
}

/** The load balancer that is shared, its HTTPS listener, and the public subnets that it is in. */
async function readGround(
  { aws: { elb }, zone }: Lab,
  { version1, version2 }: { readonly version1: string; readonly version2: string },
): Promise<Ground> {
  const { LoadBalancers: [balancer] = [] } = await elb.send(new DescribeLoadBalancersCommand({ Names: [`${STACK}-shared`] }));
  const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: balancer.LoadBalancerArn }));
  const places = balancer.AvailabilityZones ?? [];
  return {
    zone,
    bucket: BUCKET,
    jars: { version1, version2 },
    loadBalancerArn: balancer.LoadBalancerArn!,
    loadBalancerName: balancer.DNSName!,
    securityGroupId: balancer.SecurityGroups![0],
    listenerArn: Listeners.find(({ Port }) => Port === 443)!.ListenerArn!,
    vpcId: balancer.VpcId!,
    zones: places.map(({ ZoneName }) => ZoneName!),
    subnetIds: places.map(({ SubnetId }) => SubnetId!),
  };
}
