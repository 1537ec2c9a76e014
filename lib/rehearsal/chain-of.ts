import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_FILE, APP_SOCKET } from '../chain/conventions';
import type { KnownChain } from '../doctor/chain/examine';
import { standIn } from '../doctor/questions/chain';
import { provedBy } from '../doctor/sharing';
import type { RelayEvidence } from '../findings/evidence';
import { withCookie } from '../probes/cookies';
import { askGate } from './agent';
import type { Certificate } from './certificate';
import type { Engine } from './engine';
import type { HostInTemplate } from './host-in-template';
import type { Ingress } from './ingress-in-template';
import type { RehearsalOptions } from './options';
import type { RunningHost } from './running-host';
import { isValkey } from './several-hosts';

/** A chain that runs on this machine, and where. */
export interface RunningChain {
  readonly host: HostInTemplate;
  readonly ingress: Ingress;
  readonly hosts: readonly RunningHost[];
  /** The name that clients use. */
  readonly name: string;
  readonly port: number;
  readonly redirectPort?: number;
  readonly certificate?: Certificate;
  readonly engine?: Engine;
}

/** The running chain as it is examined: from the load balancer's door, and past each hop. */
export function chainOf(running: RunningChain, options: RehearsalOptions): KnownChain {
  const { host, ingress, hosts, name, port, redirectPort, certificate, engine } = running;
  const { messaging } = host.deployment;
  const [{ directory }] = hosts.map(({ workspace }) => workspace);
  const scheme = ingress.tls ? 'https' : 'http';
  const origin = `${scheme}://${name}:${port}`;
  const login = { headers: options.headers, query: options.query };
  const forwarded = { 'X-Forwarded-Proto': scheme, 'X-Forwarded-Port': `${port}`, 'X-Forwarded-For': '127.0.0.1' };
  // Connections of other processes are in Linux's files alone.
  const relayed = host.deployment.relay !== undefined && options.appUrl === undefined && process.platform === 'linux';
  const agent = existsSync(join(directory, AGENT_FILE));
  const socket = join(directory, APP_SOCKET);
  const target = { origin, connect: { host: '127.0.0.1', port }, ca: certificate?.ca, ...login };
  const past = (path: string) => ({
    origin,
    connect: { path },
    plain: true,
    query: options.query,
    headers: { ...forwarded, ...options.headers },
  });
  // As a browser comes that has been there before; without stickiness there is no such way, and it is met past the load balancer.
  const toHost = ({ name: cookie, workspace }: RunningHost) =>
    ingress.stickiness.enabled
      ? { ...target, headers: withCookie(options.headers, `AWSALB=${cookie}`) }
      : past(join(workspace.directory, 'nginx.sock'));
  return {
    target,
    http:
      redirectPort === undefined
        ? undefined
        : { origin: `http://${name}:${redirectPort}`, connect: { host: '127.0.0.1', port: redirectPort } },
    redirects: redirectPort !== undefined,
    direct: { target: past(existsSync(socket) ? socket : join(directory, 'app.sock')) },
    health: {
      target: { origin: `http://127.0.0.1:${host.deployment.targetPort}`, connect: { path: join(directory, 'nginx.sock') }, plain: true },
      ...ingress.health,
    },
    resolve: async () =>
      standIn(name, ['127.0.0.1'], ingress.record ? `stand-in for the record ${ingress.record}` : 'stand-in; the template has no record'),
    proxy: 'nginx',
    hosts: hosts.length,
    each: hosts.length > 1 ? hosts.map((each) => ({ name: each.name, target: toHost(each) })) : undefined,
    shared: engine && messaging && isValkey(messaging, options) ? { connect: engine.connect, channel: messaging.channel } : undefined,
    sharing: engine && (() => provedBy(hosts.map((each) => each.sharing()))),
    relay: relayed ? () => relayOf(hosts) : undefined,
    loadBalancer: { stickiness: ingress.stickiness.enabled, idleSeconds: ingress.idleSeconds },
    login: Object.keys(options.headers).length > 0 || options.query !== undefined,
    headerNames: Object.keys(options.headers),
    connectHeaders: options.connectHeaders,
    echo: options.echo,
    echoUser: options.echoUser,
    routes: host.deployment.routes,
    gate: agent ? () => askGates(hosts) : undefined,
    // On one machine no network and no security group stands between, and nobody tests it with a curl that chooses HTTP/2.
    omit: ['tcp', 'http2'],
  };
}

/** What hosts have of their broker: the first without a session, or the slowest. */
async function relayOf(hosts: readonly RunningHost[]): Promise<RelayEvidence> {
  const found = await Promise.all(hosts.map((host) => host.relay()));
  return found.find(({ up }) => !up) ?? found.reduce((one, other) => (other.ms > one.ms ? other : one));
}

/** What the gates of all hosts say: the first one that fails, or what the first host's says. */
async function askGates(hosts: readonly RunningHost[]): ReturnType<typeof askGate> {
  const said = await Promise.all(hosts.map(({ workspace }) => askGate(workspace)));
  return said.find(({ ok }) => !ok) ?? said[0];
}

/** What the doctor is given on its command line to ask the running chain: URL, address, certificate authority. */
export function doctorArguments({ host, ingress, name, port, certificate }: RunningChain): string[] {
  const { routes } = host.deployment;
  const route = routes.find(({ kind }) => kind !== 'sse') ?? routes[0];
  return [
    `${ingress.tls ? 'https' : 'http'}://${name}:${port}${route?.handshakePath ?? route?.path ?? ''}`,
    ...['--resolve', `${name}:${port}:127.0.0.1`],
    ...(certificate ? ['--ca', certificate.caFile] : []),
  ];
}
