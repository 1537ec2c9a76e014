import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { succeeded } from './cdk';
import type { Cloud } from './cloud';
import { readZones } from './load-balancer/names';
import { readService, type Service } from './service';

/** The stack's name, which is bin/app.ts's own default. */
export const STACK = 'SpringWebSocket';

/** What is asked of bin/app.ts besides the zone: keys of the README's table. */
export type ServiceSettings = Readonly<Record<string, string>>;

/** Where it is deployed. */
export type Deployer = Pick<Cloud, 'aws' | 'cdk' | 'zone' | 'say'>;

/** What the lab and a real account do differently. */
export interface DeploymentOptions {
  /** Makes the account ready; how many seconds `cdk bootstrap` took, where it had to be run. */
  readonly prepare: () => Promise<number | undefined>;
  /** Tags of the stack, as `key=value`. */
  readonly tags?: readonly string[];
}

/** Bootstraps the account and deploys bin/app.ts, each once, however many ask. */
export class ServiceDeployment {
  private bootstrapped?: Promise<number | undefined>;
  private deployed?: Promise<Service>;

  constructor(
    private readonly cloud: Deployer,
    private readonly settings: ServiceSettings,
    private readonly options: DeploymentOptions = { prepare: () => newAccount(cloud) },
  ) {}

  /** Makes the account ready. */
  bootstrap(): Promise<number | undefined> {
    this.bootstrapped ??= this.options.prepare();
    return this.bootstrapped;
  }

  /** The deployed service. */
  service(): Promise<Service> {
    this.deployed ??= this.deploy();
    return this.deployed;
  }

  private async deploy(): Promise<Service> {
    const { aws, cdk, zone, say } = this.cloud;
    await this.bootstrap();
    const context = { domain: `chat.${zone}`, zone, ...this.settings };
    const { domain } = context;
    say(`cdk deploy of bin/app.ts for https://${domain}`);
    const tags = (this.options.tags ?? []).flatMap((tag) => ['--tags', tag]);
    const run = await cdk(['deploy', '--require-approval', 'never', '--progress', 'events', ...tags], { context });
    const { seconds } = succeeded(run, `cdk deploy of bin/app.ts`);
    say(`https://${domain} is deployed after ${seconds} s`);
    return { ...(await readService(aws, this.settings.stack ?? STACK, domain)), deploySeconds: seconds, context };
  }
}

/** The zone that an account with a domain has, and `cdk bootstrap`. */
async function newAccount(cloud: Deployer): Promise<number> {
  const { aws, zone } = cloud;
  if ((await readZones(aws.route53, zone)).length === 0) {
    await aws.route53.send(new CreateHostedZoneCommand({ Name: zone, CallerReference: zone }));
  }
  return runBootstrap(cloud);
}

/** `cdk bootstrap`; how many seconds it took. */
export async function runBootstrap({ aws, cdk }: Deployer): Promise<number> {
  const { Account } = await aws.sts.send(new GetCallerIdentityCommand({}));
  const { seconds } = succeeded(await cdk(['bootstrap', `aws://${Account}/${await aws.sts.config.region()}`]), 'cdk bootstrap');
  return seconds;
}
