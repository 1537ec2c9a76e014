import { randomBytes } from 'node:crypto';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { NGINX_PORT } from '../../../lib/chain/conventions';
import type { Target } from '../../../lib/probes/target';
import { exchange } from '../../../lib/probes/exchange';
import { succeeded } from '../../cdk';
import type { Lab } from '../../lab';
import type { Instance } from '../../machines/instance';
import { mirrorJar } from '../../mirror-jar';
import { readService, type Service } from '../../service';
import { onlyInstance } from '../boot';
import { zoneId } from '../zone-id';
import { back, type Door, front } from './raw';

const SECRET = 'attacked/token';

/** A request as the application saw it. */
export interface SeenRequest {
  /** How many the application had seen by then. */
  readonly number: number;
  readonly method: string;
  readonly uri: string;
  readonly query: string | null;
  readonly client: string;
  readonly scheme: string;
  readonly server: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** The service that is attacked, and the ways to it. */
export interface Attacked {
  readonly lab: Lab;
  readonly service: Service;
  readonly host: Instance;
  readonly target: Target;
  readonly balancer: string;
  /** A secret's value that stands nowhere else. */
  readonly canary: string;
  readonly front: Door;
  readonly back: Door;
}

/** Deploys it, with a secret that can be looked for. */
export async function deployAttacked(lab: Lab): Promise<Attacked> {
  await lab.bootstrap();
  const canary = `canary-${randomBytes(16).toString('hex')}`;
  await lab.aws.secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString: canary }));
  lab.say('cdk deploy of the service that is attacked');
  const context = { jar: mirrorJar(lab.cache, lab.say), secretName: SECRET, zone: lab.zone, zoneId: await zoneId(lab) };
  succeeded(
    await lab.cdk(['deploy', '--require-approval', 'never', '--progress', 'events'], { app: 'attack', context }),
    'cdk deploy of lab/apps/attack.ts',
  );
  const service = await readService(lab.aws, 'Attacked', `attacked.${lab.zone}`);
  const host = await onlyInstance(lab, service);
  const target = await lab.target(service.origin);
  const balancer = lab.loadBalancers.address(service.id('AWS::ElasticLoadBalancingV2::LoadBalancer'));
  return { lab, service, host, target, balancer, canary, front: front(target), back: back(host.ip, NGINX_PORT, balancer) };
}

/** What the application says that it saw in an answer's body; undefined when it was not the application that answered. */
export function seen(answer: string): SeenRequest | undefined {
  const [json] = /\{"number".*\}/s.exec(answer) ?? [];
  return json === undefined ? undefined : (JSON.parse(json) as SeenRequest);
}

/** Asks once as a well-behaved client, and how long that took. */
export async function ask(
  { target }: Pick<Attacked, 'target'>,
  path = '/',
  headers: Record<string, string> = {},
): Promise<{ status?: number; seen?: SeenRequest; body: string; ms: number }> {
  const { status, body, ms } = await exchange(target, { path, headers });
  return { status, body, ms, seen: status === 200 ? seen(body) : undefined };
}
