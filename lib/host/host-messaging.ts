import { Names, Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConnectable, IVpc } from 'aws-cdk-lib/aws-ec2';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { checkChannel, checkLocalDestinations, checkUsername } from '../messaging/checks';
import type { Messaging } from '../messaging/messaging';
import type { MessagingConfig } from '../messaging/messaging-options';
import { messagingAlarm } from '../operations/messaging-alarm';
import type { SecretReference } from '../spring/app-secret';
import { refusal } from '../spring/refusal';
import { resolvesToSecret } from '../spring/secret-text';
import type { HostCapacity } from './host-capacity';
import { hostRelay } from './host-relay';

/** What the agent is told of messaging, and the companion by it. */
export interface DeployedMessaging {
  readonly engine: string;
  readonly addresses: readonly string[];
  readonly tls: boolean;
  readonly channel: string;
  readonly username?: string;
  readonly secret?: SecretReference;
  readonly local: readonly string[];
  readonly sessionEvents: boolean;
  /** In ALARM while hosts that serve are without the engine too. */
  readonly alarm?: string;
}

/** Where an application is, as far as messaging depends on it. */
interface Hosted {
  readonly messaging?: Messaging;
  readonly vpc: IVpc;
  readonly capacity: HostCapacity;
  readonly remote: boolean;
  readonly companion: boolean;
}

/** Has messaging say or make what hosts share messages over, and lets them reach it. */
export function hostMessaging(host: Construct & IConnectable & IGrantable, hosted: Hosted): MessagingConfig | undefined {
  const { messaging, capacity, remote, companion, vpc } = hosted;
  if (!messaging) {
    // Behind several hosts an application on another machine is one still.
    if (capacity._group.several && !remote) {
      throw refusal(
        "capacity is HostCapacity.autoScaling, but messaging is not given: Spring's in-memory broker (enableSimpleBroker) knows the " +
          'clients of its own JVM only, so a client on one host would never hear one on another: give messaging, such as ' +
          'Messaging.valkey(), or Messaging.byApplication() where the application shares messages itself',
        host,
      );
    }
    return undefined;
  }
  const config = messaging.bind(host, { vpc, channel: channelOf(host) });
  if (config.relay) {
    hostRelay(host, config.relay, { capacity, remote });
  }
  if (!config.engine) {
    return config;
  }
  if (remote || !companion) {
    const why = remote ? 'the application runs on another machine, where the companion of the host is not' : 'companion is false';
    throw refusal(
      `messaging needs the host's companion in the application's JVM, but ${why}: write Messaging.byApplication() where the ` +
        `application shares messages itself${remote ? ', or leave messaging out' : ', or leave companion out'}`,
      host,
    );
  }
  checkConfig(config, host);
  if (config.connections) {
    // From the host's side: the rule is then in its stack, which may depend on the engine's.
    host.connections.allowToDefaultPort({ connections: config.connections });
  }
  return config;
}

/** The alarm for hosts without their engine. */
export function alarmOfMessaging(host: Construct & IGrantable, group: AutoScalingGroup): Alarm {
  return readable(host, messagingAlarm(host, group));
}

/**
 * A new host that does not reach an engine or a broker reads its alarm, and the state of its stack: only a deployment fails for want of
 * it, and only where it serves others.
 */
export function readable(host: Construct & IGrantable, alarm: Alarm): Alarm {
  const allow = (action: string, resource: string) =>
    host.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  allow('cloudformation:DescribeStacks', Stack.of(host).stackId);
  allow('cloudwatch:DescribeAlarms', alarm.alarmArn);
  return alarm;
}

/** What the hosts are told, without the password; nothing where no engine is. */
export function messagingFacts(host: Construct & IGrantable, config: MessagingConfig | undefined): DeployedMessaging | undefined {
  if (!config?.engine) {
    return undefined;
  }
  const { engine, addresses, tls = true, channel = channelOf(host), username, password, localDestinations, sessionEvents = false } = config;
  const secret = password?._bind(host);
  return { engine, addresses: addresses!, tls, channel, username, secret, local: localDestinations ?? [], sessionEvents };
}

/** A class of the user's own may have said anything. */
function checkConfig({ engine, addresses = [], channel, username, localDestinations }: MessagingConfig, host: Construct): void {
  if (addresses.length === 0) {
    throw refusal(
      `bind of the messaging returned the engine ${engine} without addresses: return one or more, such as valkey.internal:6379`,
      host,
    );
  }
  if (username !== undefined && resolvesToSecret(host, username)) {
    throw refusal(
      'username holds the value of a secret, which everybody could read who may read the template or the metadata of the host: ' +
        "write the user's name itself",
      host,
    );
  }
  checkChannel(channel);
  checkUsername(username);
  checkLocalDestinations(localDestinations);
}

/** Two stacks, and two hosts of a stack, share nothing. */
function channelOf(host: Construct): string {
  return Names.uniqueResourceName(host, { maxLength: 64, separator: '.', allowedSpecialCharacters: '-' });
}
