import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AppSecret,
  HostCapacity,
  HostImage,
  Messaging,
  Route,
  ServiceDomain,
  SpringApp,
  SpringWebSocketService,
  StompBroker,
} from '../../lib';
import { type BrokerName, CONNECTIONS_PER_HOST, PASSWORDS, type Refused, STACK, STOMP_PORT, USER } from '../parts/relay/stacks';
import { domainOf, SECOND } from '../parts/fleet/stacks';
import { account, given, STARTS_FAST } from './account';

/**
 * The example on hosts that relay to brokers which are there already: both versions, and what must not deploy.
 * Assets are taken from where they are: a copy of the jar for each stack would fill the disk.
 */
const WITHOUT_COPIES = { 'aws:cdk:disable-asset-staging': true };

/** What stacks of hosts differ in. */
interface Hosts {
  readonly stack: string;
  readonly capacity: HostCapacity;
  readonly brokers: readonly BrokerName[];
  /** The name of the secret with the password. */
  readonly secret?: string;
}

function hosts(app: App, { stack: name, capacity, brokers, secret = PASSWORDS.right }: Hosts): void {
  const stack = new Stack(app, name, { env });
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName });
  new SpringWebSocketService(stack, 'Chat', {
    image: HostImage.debian13(),
    app: SpringApp.fromJar(given(root, 'jar'), { environment: { SPRING_PROFILES_ACTIVE: 'relay' }, jvmOptions: STARTS_FAST }),
    capacity,
    messaging: Messaging.relay(
      StompBroker.existing({
        endpoints: brokers.map((broker) => `${broker}.${zoneName}:${STOMP_PORT}`),
        username: USER,
        password: AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Password', secret)),
        caCertificate: readFileSync(given(root, 'authority'), 'utf8'),
      }),
    ),
    domain: ServiceDomain.inZone(zone, domainOf(name)),
    routes: [Route.sockJs('/ws-stomp')],
  });
}

const one = HostCapacity.oneHost({ connections: CONNECTIONS_PER_HOST });

function versions(app: App, connectionsPerHost: number): void {
  const capacity = HostCapacity.autoScaling({ minCapacity: 2, maxCapacity: 12, connectionsPerHost });
  hosts(app, { stack: STACK, capacity, brokers: ['broker-1', 'broker-2'] });
}

const root = new App({ context: WITHOUT_COPIES });
const { env, zoneName, zoneId } = account(root);

versions(root, CONNECTIONS_PER_HOST);
/** What each of them is refused for. */
const refused: Record<Refused, Pick<Hosts, 'brokers' | 'secret'>> = {
  RelayWrongPassword: { brokers: ['broker-1'], secret: PASSWORDS.wrong },
  RelayWrongCertificate: { brokers: ['misnamed-broker'] },
  RelayFull: { brokers: ['full-broker'] },
};
Object.entries(refused).forEach(([stack, given]) => hosts(root, { stack, capacity: one, ...given }));
root.synth();

const second = new App({ outdir: join(root.outdir, SECOND), context: WITHOUT_COPIES });
versions(second, CONNECTIONS_PER_HOST + 1);
second.synth();
