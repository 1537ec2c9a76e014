import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Jvm, type JvmOptions } from '../jvm';

/** The host's figures of what is shared. */
export interface Figures {
  readonly engine: string;
  readonly connected: boolean;
  /** The engine has handed back what the host itself says. */
  readonly returned?: boolean;
  readonly hosts?: number;
  readonly sent?: number;
  readonly received?: number;
  readonly lost?: number;
  readonly dropped?: number;
  readonly waiting?: number;
  readonly problem?: string;
}

/** An application as one host of a fleet. */
export function startHost(jar: string, address: string, { environment, ...options }: JvmOptions = {}): Promise<Jvm> {
  return Jvm.start(jar, {
    ...options,
    environment: {
      JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1',
      WEBSOCKET_HOST_MESSAGING_ENGINE: 'valkey',
      WEBSOCKET_HOST_MESSAGING_ADDRESSES: address,
      WEBSOCKET_HOST_MESSAGING_CHANNEL: 'chat',
      ...environment,
    },
  });
}

/** As they were at most five seconds ago. */
export function figuresOf(jvm: Jvm): Figures {
  return (JSON.parse(readFileSync(join(jvm.root, 'run/spring-boot/figures.json'), 'utf8')) as { messaging: Figures }).messaging;
}

export async function figuresWith(jvm: Jvm, isSo: (figures: Figures) => boolean): Promise<Figures> {
  await jvm.until(() => isSo(figuresOf(jvm)));
  return figuresOf(jvm);
}

/** Waits until each host of the fleet hears all others. */
export async function together(...hosts: Jvm[]): Promise<void> {
  for (const host of hosts)
    await figuresWith(host, (figures) => figures.connected && figures.returned === true && figures.hosts === hosts.length);
}
