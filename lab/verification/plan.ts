import { promises as dns } from 'node:dns';
import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { GetHostedZoneCommand, type HostedZone, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../aws/clients';
import { plain, readRecords, readZones } from '../load-balancer/names';
import type { VerificationOptions } from './options';
import { isTrial, STACK } from './trial';

/** What was found in the account before anything is done to it. */
export interface Plan extends VerificationOptions {
  readonly account: string;
  /** Whose credentials these are. */
  readonly caller: string;
  readonly region: string;
  readonly hostedZone: string;
  /** Whether the world asks this zone's name servers; ACM validates in no other. */
  readonly delegated: boolean;
  readonly bootstrapped: boolean;
  /** The stack of an earlier run that was not removed. */
  readonly leftover?: Stack;
  /** The records at and below the domain. */
  readonly records: readonly ResourceRecordSet[];
}

/** Looks at the account; throws one sentence when the trial would do harm there or cannot succeed. */
export async function plan(aws: Clients, options: VerificationOptions): Promise<Plan> {
  const region = await aws.sts.config.region().catch(() => {
    throw new Error('no region is set: give --region us-east-1, set AWS_REGION, or give --profile one that has a region');
  });
  const { Account: account = '', Arn: caller = '' } = await aws.sts.send(new GetCallerIdentityCommand({})).catch((error: Error) => {
    throw new Error(`AWS does not say whose credentials these are (${error.message}): set AWS_PROFILE, give --profile, or log in`);
  });
  const zone = await findZone(aws, options, account);
  const hostedZone = (zone.Id ?? '').split('/').pop()!;
  const [leftover, records, delegated, bootstrapped] = await Promise.all([
    findStack(aws),
    recordsBelow(aws, options),
    isDelegated(aws, options.zone, zone.Id ?? ''),
    isBootstrapped(aws),
  ]);
  if (leftover && !isTrial(leftover)) {
    throw new Error(
      `a stack ${STACK} is in ${account} ${region} that this command did not make: it is left alone, so rename or remove it first`,
    );
  }
  const used = records.filter((record) => !isValidation(record));
  if (used.length > 0 && !leftover) {
    throw new Error(
      `--domain is '${options.domain}', but ${options.zone} has ` +
        `${used.map(({ Type, Name }) => `${Type} ${plain(Name ?? '')}`).join(', ')} already: give a name that nothing uses`,
    );
  }
  return { ...options, account, caller, region, hostedZone, delegated, bootstrapped, leftover, records };
}

/** The stack by its name, if there is one. */
export async function findStack({ cloudFormation }: Pick<Clients, 'cloudFormation'>, name = STACK): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) {
      return undefined;
    }
    throw error;
  }
}

/** The records at and below the domain. */
export async function recordsBelow(
  aws: Clients,
  { zone, domain }: Pick<VerificationOptions, 'zone' | 'domain'>,
): Promise<ResourceRecordSet[]> {
  const records = await readRecords(aws.route53, zone);
  return records.filter(({ Name = '' }) => plain(Name) === domain || plain(Name).endsWith(`.${domain}`));
}

/** Whether a record is of those by which ACM sees that a name is ours. */
export function isValidation({ Type, Name = '' }: ResourceRecordSet): boolean {
  return Type === 'CNAME' && Name.startsWith('_');
}

async function findZone({ route53 }: Clients, { zone, zoneId }: VerificationOptions, account: string): Promise<HostedZone> {
  const found = (await readZones(route53, zone)).filter(
    ({ Id = '', Config }) => !Config?.PrivateZone && (zoneId === undefined || Id.endsWith(`/${zoneId}`)),
  );
  if (found.length !== 1) {
    const ids = found.map(({ Id = '' }) => Id.split('/').pop()).join(', ');
    const cure = found.length === 0 ? 'give a zone that is there' : `say which one with --zone-id (${ids})`;
    throw new Error(
      `--zone is '${zone}', but account ${account} has ${found.length} public hosted zones ` +
        `of that name${zoneId ? ` and id ${zoneId}` : ''}: ${cure}`,
    );
  }
  return found[0];
}

async function isDelegated({ route53 }: Clients, zone: string, Id: string): Promise<boolean> {
  const { DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id }));
  const asked = await dns.resolveNs(zone).catch(() => []);
  return asked.some((server) => DelegationSet?.NameServers?.map(plain).includes(plain(server)));
}

/** As https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html says of the parameter that holds the version. */
async function isBootstrapped({ ssm }: Clients): Promise<boolean> {
  try {
    await ssm.send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }));
    return true;
  } catch (error) {
    if (error instanceof ParameterNotFound) {
      return false;
    }
    throw error;
  }
}
