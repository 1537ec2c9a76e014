import { type IConnectable, Port } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { checkCaCertificate } from '../messaging/ca-certificate';
import { checkUsername } from '../messaging/checks';
import type { StompBrokerConfig, StompEndpoint } from '../messaging/stomp-broker-options';
import type { SecretReference } from '../spring/app-secret';
import { refusal } from '../spring/refusal';
import { resolvesToSecret } from '../spring/secret-text';
import type { HostCapacity } from './host-capacity';

/** What the agent is told of the broker to which the application relays. */
export interface DeployedRelay {
  readonly endpoints: readonly StompEndpoint[];
  readonly tls: boolean;
  readonly virtualHost?: string;
  readonly username?: string;
  /** Where its password is. */
  readonly secret?: SecretReference;
  /** In ALARM while hosts that serve are without the broker too. */
  readonly alarm?: string;
}

/** Who relays. */
interface Relaying {
  readonly capacity: HostCapacity;
  readonly remote: boolean;
}

/** Refuses a relay that could not work, and lets the hosts reach the broker. */
export function hostRelay(host: Construct & IConnectable, relay: StompBrokerConfig, { capacity, remote }: Relaying): void {
  if (remote) {
    throw refusal(
      "messaging is Messaging.relay, but the application runs on another machine, where the host's nginx is not: configure its relay " +
        'there (setRelayHost), and write Messaging.byApplication()',
      host,
    );
  }
  if (relay.endpoints.length === 0) {
    throw refusal("bind of the broker returned no endpoints: return one or more, such as { host: 'broker.internal', port: 61614 }", host);
  }
  checkUser(relay, host);
  if (relay.caCertificate !== undefined) {
    checkCaCertificate(relay.caCertificate, relay.tls ?? true, host);
  }
  checkQuota(relay, capacity._relaying(relay.maxConnections), host);
  if (relay.connections) {
    // From the host's side: the rule is then in its stack, which may depend on the broker's.
    for (const port of new Set(relay.endpoints.map((endpoint) => endpoint.port))) {
      host.connections.allowTo({ connections: relay.connections }, Port.tcp(port), 'STOMP of the broker relay');
    }
  }
}

/** What the hosts are told, without the password. */
export function relayFacts(host: IGrantable, { endpoints, tls = true, virtualHost, username, password }: StompBrokerConfig): DeployedRelay {
  return { endpoints, tls, virtualHost, username, secret: password?._bind(host) };
}

function checkUser({ username, password }: StompBrokerConfig, host: Construct): void {
  if (username !== undefined && resolvesToSecret(host, username)) {
    throw refusal(
      'username holds the value of a secret, which everybody could read who may read the template or the metadata of the host: ' +
        "write the user's name itself",
      host,
    );
  }
  checkUsername(username);
  if ((username === undefined) !== (password === undefined)) {
    const [there, missing] = username === undefined ? ['password', 'username'] : ['username', 'password'];
    throw refusal(`${there} of the broker is given without ${missing}: a STOMP login has both, or neither`, host);
  }
}

/** Each STOMP session is a connection, and each host has one of its own. */
function checkQuota(
  { maxConnections }: StompBrokerConfig,
  { _group: { several }, _hosts: hosts, _connections: connections }: HostCapacity,
  host: Construct,
): void {
  const needed = hosts * connections + hosts;
  if (maxConnections === undefined || needed <= maxConnections) {
    return;
  }
  const asked = several ? `maxCapacity ${hosts} x connectionsPerHost ${connections} + ${hosts}` : `connections ${connections} + 1`;
  const most = Math.floor(maxConnections / hosts) - 1;
  throw refusal(
    `the broker takes ${maxConnections} connections, but the hosts may need ${needed} (${asked} of their own): each STOMP session ` +
      'is one. ' +
      (most > 0 ? `Take at most ${most} ${several ? 'connectionsPerHost' : 'connections'}, ` : 'Take a larger broker, ') +
      'give maxConnections of the broker where its limit is higher, or keep enableSimpleBroker in the application and take ' +
      'Messaging.valkey(), which needs one connection a host',
    host,
  );
}
