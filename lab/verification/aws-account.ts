import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Clients } from '../aws/clients';
import { Cdk, type CdkOptions } from '../cdk';
import type { ChainPart, Cloud } from '../cloud';
import { runBootstrap, ServiceDeployment } from '../service-deployment';
import { partsInLab } from '../stand-ins';
import type { Plan } from './plan';
import { STACK, TAG } from './trial';

/** CloudFormation waits up to 20 minutes for the host, and a certificate and a load balancer take their time too. */
const TIMEOUT_SECONDS = 3600;

/** A real account, as the parts see it. */
export interface AwsAccount extends Cloud {
  /** Ends what the command line is doing. */
  stop(): Promise<void>;
}

export function awsAccount(aws: Clients, plan: Plan, { folder, proof, say }: Pick<Cloud, 'folder' | 'proof' | 'say'>): AwsAccount {
  const { domain, zone, zoneId, image, hosts, region } = plan;
  mkdirSync(join(folder, 'cdk'));
  const cdk = new Cdk(join(folder, 'cdk'), { ...awsEnvironment(), AWS_REGION: region });
  const cloud = {
    aws,
    folder,
    proof,
    say,
    zone,
    cdk: (args: readonly string[], options?: CdkOptions) => cdk.run(args, { timeoutSeconds: TIMEOUT_SECONDS, ...options }),
  };
  const deployment = new ServiceDeployment(
    cloud,
    { stack: STACK, domain, image, hosts: `${hosts}`, ...(zoneId ? { zoneId } : {}) },
    {
      prepare: async () => (plan.bootstrapped ? undefined : runBootstrap(cloud)),
      tags: [`${TAG}=${new Date().toISOString()}`],
    },
  );
  return {
    ...cloud,
    bootstrap: () => deployment.bootstrap(),
    service: () => deployment.service(),
    target: (origin) => Promise.resolve({ origin }),
    parts: (...names) => parts(names.map((name) => (name === 'Debian 13' && image === 'al2023' ? 'Amazon Linux 2023' : name))),
    stop: () => cdk.stop(),
  };
}

/** All of it is real, unless something else than AWS is asked: then what the lab says of its own parts. */
function parts(names: readonly ChainPart[]): ReturnType<Cloud['parts']> {
  return process.env.AWS_ENDPOINT_URL ? partsInLab(...names) : { real: names, standIn: [] };
}

/** What leads to the account: the lab keeps it from the command line, here it is wanted. */
function awsEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (/^(AWS_|CDK_)/.test(name) && value !== undefined ? [[name, value]] : [])),
  );
}
