import type { Deployment, MessagingFacts } from './deployment';
import { ENGINE_PORT } from './engine';
import type { RehearsalOptions } from './options';
import type { Workspace } from './workspace';

/** Several hosts have the same ports. */
export function requireNamespaces(workspaces: readonly Workspace[]): void {
  if (workspaces.length > 1 && workspaces.some(({ namespace }) => namespace === undefined)) {
    throw new Error(
      `--hosts is ${workspaces.length}, and each host takes the same ports: run the rehearsal as root on Linux, ` +
        'where each has a network namespace of its own',
    );
  }
}

/** How hosts are called. */
export function hostNames({ hosts = 1 }: RehearsalOptions): string[] {
  return hosts === 1 ? ['host'] : Array.from({ length: hosts }, (_, index) => `host${index + 1}`);
}

/** Whether hosts share messages, and with it whether there is an engine. */
export function sharesMessages({ messaging }: Pick<Deployment, 'messaging'>, { hosts = 1, withoutMessaging }: RehearsalOptions): boolean {
  return messaging !== undefined && hosts > 1 && !withoutMessaging;
}

/** What messaging has here instead of what it has on AWS. */
export function sharedHere({ engine }: RehearsalOptions): Partial<MessagingFacts> {
  return { ...(engine ? {} : { engine: 'valkey' }), addresses: [`127.0.0.1:${ENGINE_PORT}`], tls: false };
}

/** Whether the engine speaks Valkey's protocol: the one that is started here does. */
export function isValkey(messaging: MessagingFacts, { engine }: RehearsalOptions): boolean {
  return engine === undefined || messaging.engine === 'valkey';
}

/** How the hosts share messages otherwise than on AWS. */
export function messagingNotes(
  { messaging }: Pick<Deployment, 'messaging'>,
  { hosts = 1, withoutMessaging, engine }: RehearsalOptions,
): string[] {
  if (hosts === 1) {
    return messaging ? ['one host shares messages with no other: --hosts 2 rehearses that'] : [];
  }
  if (!messaging) {
    return [
      `the template makes one host: ${hosts} are rehearsed, and nothing lets them share messages (messaging of the host or service does)`,
    ];
  }
  if (withoutMessaging) {
    return ['the hosts share no messages, which the template lets them: without --without-messaging they do'];
  }
  if (engine) {
    return [`the hosts share messages through ${engine.host}:${engine.port}, without TLS and password`];
  }
  return [
    'the hosts share messages through a Valkey or Redis on this machine, ' +
      (messaging.engine === 'valkey'
        ? 'without TLS and password: those on AWS have both'
        : `not through ${messaging.engine} as on AWS: --engine takes another`),
  ];
}
