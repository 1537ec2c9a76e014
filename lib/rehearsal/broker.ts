import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brokerJar, brokerJarFile } from '../app/example';
import { BROKER_ADDRESSES_CONF, BROKER_NAMES_CONF, BROKER_TRUST_CONF, STREAM_MODULE_CONF } from '../chain/conventions';
import { issue, makeAuthority } from './certificate';
import type { RelayFacts } from './deployment';
import { accepts } from './engine';
import type { RehearsalOptions } from './options';
import { findProgram, TOOLS } from './prerequisites';
import { start, type Running } from './processes';
import { streamModule } from './stream-module';
import type { Workspace } from './workspace';

/** Where the hosts find the first broker, each at its own 127.0.0.1; the second follows. */
export const BROKER_PORT = 24_845;

/** A JVM on a machine that has much else to do. */
const PATIENCE_MS = 60_000;
const LOGIN = 'chat';

/** What the hosts relay to. */
export interface Broker {
  /** As HAProxy reaches them, the first one first. */
  readonly addresses: readonly string[];
  /** Certificate and key of all of them, in one PEM file; without TLS there is none. */
  readonly certificate?: string;
  /** What the application logs in with. */
  readonly environment: Readonly<Record<string, string>>;
  /** The one that was started for this rehearsal. */
  readonly running?: Running;
  /** The files that the agent writes on AWS, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** What hosts relay to here: brokers that run already, or an ActiveMQ of the rehearsal's own. */
export async function openBroker(
  workspace: Workspace,
  relay: RelayFacts,
  { broker: given, environment }: RehearsalOptions,
  say: Say,
): Promise<Broker> {
  const own = given === undefined ? await startActiveMq(workspace, relay, say) : undefined;
  for (const { host, port } of given ?? []) {
    if (!(await accepts({ host, port }))) {
      throw new Error(
        `--broker is ${host}:${port}, where nothing accepts a connection: ` +
          'start it there, or leave --broker out and an ActiveMQ is started here',
      );
    }
  }
  const addresses = (given ?? []).map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  const trust = relay.tls ? await certify(workspace, relay) : undefined;
  return {
    addresses: own ? [own.address] : addresses,
    certificate: trust?.certificate,
    environment: { ...login(relay, own?.passcode, environment) },
    running: own?.running,
    files: brokerFiles(relay, own ? 1 : addresses.length, trust?.authority),
  };
}

/** Whether an ActiveMQ is to be started here whose jar Maven has not built yet. */
export function needsBrokerJar(relay: RelayFacts | undefined, { broker }: Pick<RehearsalOptions, 'broker'>): boolean {
  return relay !== undefined && broker === undefined && !existsSync(brokerJarFile());
}

/** What of the broker is not as on AWS. */
export function relayNotes({ tls }: RelayFacts, { broker }: Pick<RehearsalOptions, 'broker'>): string[] {
  const who = broker
    ? broker.map(({ host, port }) => `${host}:${port}`).join(' and ')
    : 'an ActiveMQ on this machine, in the place of the one on AWS';
  return [
    `the hosts relay to ${who}` +
      (tls ? ': over TLS to a stand-in for it, with a certificate of this rehearsal, and in plain behind that' : ''),
  ];
}

type Say = (line: string) => void;

/** How many brokers hosts see, at addresses of their own. */
export function relayHere({ broker }: Pick<RehearsalOptions, 'broker'>): Partial<RelayFacts> {
  return { endpoints: (broker ?? [undefined]).map((_, index) => ({ host: '127.0.0.1', port: BROKER_PORT + index })) };
}

/** What nginx includes, as the agent writes it: addresses, whose certificate each has, who vouches for them, and the module. */
export function brokerFiles({ endpoints }: RelayFacts, count: number, authority?: string): Record<string, string> {
  const ports = Array.from({ length: count }, (_, index) => BROKER_PORT + index);
  const names = ports.map((port, index) => `"~(^| )127\\.0\\.0\\.1:${port}$" ${nameOf(endpoints, index)};\n`);
  return {
    [BROKER_ADDRESSES_CONF]: ports
      .map((port, index) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=0${index > 0 ? ' backup' : ''};\n`)
      .join(''),
    [BROKER_NAMES_CONF]: [`default ${nameOf(endpoints, 0)};\n`, ...names].join(''),
    [BROKER_TRUST_CONF]: authority === undefined ? '' : `proxy_ssl_trusted_certificate ${authority};\n`,
    [STREAM_MODULE_CONF]: streamModule(findProgram('nginx') ?? 'nginx') ?? '',
  };
}

/** The endpoint's own name; one that only AWS knows has a name here. */
function nameOf(endpoints: RelayFacts['endpoints'], index: number): string {
  const { host } = endpoints[Math.min(index, endpoints.length - 1)];
  return /^[A-Za-z0-9.-]+$/.test(host) ? host : `broker-${index + 1}.rehearsal.test`;
}

async function certify({ directory }: Workspace, { endpoints }: RelayFacts): Promise<{ authority: string; certificate: string }> {
  const folder = join(directory, 'broker');
  mkdirSync(folder, { recursive: true });
  const authority = await makeAuthority(folder);
  const names = new Set([0, 1].map((index) => `DNS:${nameOf(endpoints, index)}`));
  return { authority: authority.caFile, certificate: await issue(authority, [...names]) };
}

/** As the agent puts it into the application's environment. The password of a broker that is given is nobody's here but the caller's. */
function login({ username, secret, virtualHost }: RelayFacts, passcode: string | undefined, given: RehearsalOptions['environment']) {
  if (passcode === undefined && secret !== undefined && !('STOMP_BROKER_PASSCODE' in given)) {
    throw new Error(
      'STOMP_BROKER_PASSCODE is a secret: with --broker give it, and STOMP_BROKER_LOGIN where it is another than on AWS, ' +
        'with --environment-file (NAME=value lines)',
    );
  }
  const values = {
    STOMP_BROKER_LOGIN: username ?? (passcode && LOGIN),
    STOMP_BROKER_PASSCODE: passcode,
    STOMP_BROKER_VIRTUAL_HOST: virtualHost,
  };
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function startActiveMq(
  workspace: Workspace,
  { username = LOGIN }: RelayFacts,
  say: Say,
): Promise<{ address: string; passcode: string; running: Running }> {
  const jar = brokerJar(say);
  const file = join(workspace.directory, 'broker.properties');
  const passcode = randomBytes(12).toString('hex');
  writeFileSync(file, `address=127.0.0.1:0\nlogin=${username}\npasscode=${passcode}\n`, { mode: 0o600 });
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : (findProgram(TOOLS.java.program) ?? 'java');
  const running = start(workspace, {
    name: 'broker',
    command: [java, '-XX:TieredStopAtLevel=1', '-Xmx256m', '-jar', jar, file],
    inside: false,
  });
  const until = performance.now() + PATIENCE_MS;
  let port: string | undefined;
  while ((port = /^listens on (\d+)$/m.exec(running.log())?.[1]) === undefined) {
    if (running.exit() !== undefined || performance.now() > until) {
      throw new Error(`the broker ${running.exit() ? `ended with ${running.exit()}` : 'does not listen'}:\n${running.tail()}`);
    }
    await sleep(50);
  }
  return { address: `127.0.0.1:${port}`, passcode, running };
}
