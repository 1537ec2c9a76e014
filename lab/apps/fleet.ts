import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret, HostCapacity, HostImage, Messaging, Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import { CONNECTIONS_PER_HOST, domainOf, ENGINES, PASSWORDS, type Refused, SECOND, STACKS } from '../parts/fleet/stacks';
import { account, given, STARTS_FAST } from './account';

/**
 * The example on several hosts, which share messages over engines that are there already: both versions, and what must not deploy.
 * Assets are taken from where they are: a copy of the jar for each stack would fill the disk.
 */
const WITHOUT_COPIES = { 'aws:cdk:disable-asset-staging': true };
const TRUSTS = ['-Djavax.net.ssl.trustStore=/etc/ssl/engine.p12', '-Djavax.net.ssl.trustStorePassword=changeit'];

/** What stacks of hosts differ in. */
interface Hosts {
  readonly stack: string;
  readonly capacity: HostCapacity;
  readonly engine: string;
  /** The name of the secret with the password; without one the engine speaks no TLS. */
  readonly secret?: string;
}

function hosts(app: App, { stack: name, capacity, engine, secret }: Hosts): void {
  const stack = new Stack(app, name, { env });
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName });
  const password = secret === undefined ? undefined : AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Password', secret));
  const { host } = new SpringWebSocketService(stack, 'Chat', {
    image: HostImage.debian13(),
    app: SpringApp.fromJar(given(root, 'jar'), { jvmOptions: secret === undefined ? STARTS_FAST : [...STARTS_FAST, ...TRUSTS] }),
    capacity,
    messaging: Messaging.existingValkey(engine, {
      localDestinations: ['/topic/rooms'],
      sessionEvents: true,
      tls: secret !== undefined,
      password,
    }),
    domain: ServiceDomain.inZone(zone, domainOf(name)),
    routes: [Route.sockJs('/ws-stomp')],
  });
  if (secret !== undefined) {
    host.addUserData(...TRUSTED);
  }
}

/** So many that two are replaced at a time. */
const several = (connectionsPerHost: number) => HostCapacity.autoScaling({ minCapacity: 2, maxCapacity: 12, connectionsPerHost });
const one = (connections: number) => HostCapacity.oneHost({ connections });

/** What both versions have. */
const calm = { stack: STACKS.calm, engine: ENGINES.calm, secret: PASSWORDS.right };
const hurt = { stack: STACKS.hurt, engine: ENGINES.hurt, secret: PASSWORDS.right, capacity: several(CONNECTIONS_PER_HOST) };
const away = { stack: STACKS.away, engine: ENGINES.away, secret: PASSWORDS.right };

const root = new App({ context: WITHOUT_COPIES });
const { env, zoneName, zoneId } = account(root);
/** The authority that signed the engines' certificates, for Java alone. */
const TRUSTED = [
  `cat > /etc/ssl/engine-ca.pem <<'PEM'\n${readFileSync(given(root, 'authority'), 'utf8').trim()}\nPEM`,
  'keytool -importcert -noprompt -alias engine -file /etc/ssl/engine-ca.pem -keystore /etc/ssl/engine.p12 -storepass changeit',
  'chmod 644 /etc/ssl/engine.p12',
];

hosts(root, { ...calm, capacity: several(CONNECTIONS_PER_HOST) });
hosts(root, hurt);
hosts(root, { ...away, capacity: one(CONNECTIONS_PER_HOST) });
const nobody = `nobody.${zoneName}`;
/** What the engines must not let in, for one reason each. */
const refused: Record<Refused, Pick<Hosts, 'engine' | 'secret'>> = {
  FleetWrongPassword: { engine: ENGINES.calm, secret: PASSWORDS.wrong },
  FleetWrongCertificate: { engine: ENGINES.misnamed, secret: PASSWORDS.right },
  FleetWrongName: { engine: nobody, secret: PASSWORDS.right },
};
Object.entries(refused).forEach(([stack, engine]) => hosts(root, { stack, capacity: one(CONNECTIONS_PER_HOST), ...engine }));
root.synth();

const second = new App({ outdir: join(root.outdir, SECOND), context: WITHOUT_COPIES });
hosts(second, { ...calm, capacity: several(CONNECTIONS_PER_HOST + 1) });
hosts(second, { ...hurt, engine: nobody });
hosts(second, { ...away, capacity: one(CONNECTIONS_PER_HOST + 1) });
second.synth();
