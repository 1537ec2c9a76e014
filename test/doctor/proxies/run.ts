import { URL_OPTIONS, chainToDiagnose } from '../../../lib/cli/doctor-url-options';
import { readOptions } from '../../../lib/cli/options';
import { diagnose, type UrlReport } from '../../../lib/doctor/url/diagnose';
import { freePort } from '../../free-port';
import { PROXIES, type Proxy } from '../../../lib/findings/who/software';
import { part, type Certificates, type Part } from '../scenarios/parts';
import { STARTED, type Started } from './started';

/** A chain of one proxy (or two) before Spring, and what the doctor has to say. */
export interface ProxyScenario {
  readonly software: Proxy & keyof typeof STARTED;
  readonly name: string;
  /** The finding that is the cause; undefined for a chain that is healthy. */
  readonly code?: string;
  /** Found besides. */
  readonly also?: readonly string[];
  readonly path: string;
  /**
   * The configuration; `cure` are the finding's lines, with path and addresses of this chain. Without them it is the broken one, and
   * with them that which the finding's reader ends up with.
   */
  readonly configuration: (at: Ports, cure?: string) => string;
  /** Nothing but a change of that is asked: the finding gives no lines to paste. */
  readonly withoutLines?: boolean;
  /** Nothing in the proxy cures it. */
  readonly incurable?: boolean;
  readonly options?: readonly string[];
  /** The one that ignores forwarded headers. */
  readonly application?: 'other';
  readonly scheme?: 'https';
  /** The client uses the proxy's own port instead of the scheme's. */
  readonly ownPort?: boolean;
  /** HAProxy ends TLS in front of it, as a load balancer does. */
  readonly behindTls?: boolean;
}

/** Where the parts of a chain are. */
export interface Ports {
  readonly listen: number;
  readonly application: number;
  /** Certificate and key in one file, for those that end TLS. */
  readonly pem: string;
}

export interface ProxyGround {
  /** The application as it should be, and the other one. */
  readonly applications: readonly number[];
  readonly certificates: Certificates;
}

const NAME = 'api.example.com';

/** What the doctor says of the broken chain, and of the same one with its cure. */
export interface Played {
  readonly report: UrlReport;
  readonly cured?: UrlReport;
}

export async function play(scenario: ProxyScenario, ground: ProxyGround): Promise<Played> {
  const report = await examine(scenario, ground);
  const { cause } = report;
  if (scenario.code === undefined || scenario.incurable || cause === undefined) {
    return { report };
  }
  return { report, cured: await examine(scenario, ground, scenario.withoutLines ? '' : linesFor(cause.paste ?? '', scenario.software)) };
}

async function examine(scenario: ProxyScenario, { applications, certificates }: ProxyGround, cure?: string): Promise<UrlReport> {
  const { software, path, scheme = 'http', ownPort, behindTls, options = [] } = scenario;
  const application = applications[scenario.application === 'other' ? 1 : 0]!;
  const listen = await freePort();
  const lines = cure?.replaceAll('/ws-stomp', path).replaceAll('127.0.0.1:8080', `127.0.0.1:${application}`);
  const pem = certificates.pem(NAME);
  const { files, command, environment }: Started = STARTED[software](
    scenario.configuration({ listen, application, pem: 'listener.pem' }, lines),
    listen,
  );
  const parts: Part[] = [await part(listen, { ...files, 'listener.pem': pem }, command, environment)];
  let port = listen;
  if (behindTls) {
    port = await freePort();
    parts.push(
      await part(port, { 'haproxy.cfg': inFront(port, listen), 'listener.pem': pem }, () => ['haproxy', '-q', '-db', '-f', 'haproxy.cfg']),
    );
  }
  try {
    await answers(`${scheme === 'https' && !behindTls ? 'https' : 'http'}://127.0.0.1:${listen}/`);
    const named = ownPort ? port : { http: 80, https: 443 }[scheme];
    const url = `${scheme}://${NAME}${ownPort ? `:${port}` : ''}${path}`;
    const argv = [url, '--ca', certificates.root, '--resolve', `${NAME}:${named}:127.0.0.1:${port}`, ...options];
    const diagnosis = () => diagnose(chainToDiagnose(readOptions(argv, URL_OPTIONS, { name: 'url', help: '' })));
    // The first request to a JVM takes seconds, which would be a finding of its own.
    return software.startsWith('gateway') ? await diagnosis().then(diagnosis) : await diagnosis();
  } finally {
    await Promise.all(parts.map((each) => each.stop()));
  }
}

/** Waits for a first answer: some open their port before they are ready, and Vite once to see whether it is free. */
async function answers(url: string): Promise<void> {
  const end = Date.now() + 60_000;
  const isUp = () =>
    fetch(url, { signal: AbortSignal.timeout(5000) }).then(
      () => true,
      ({ cause }: { cause?: { code?: string } }) => /CERT|SIGNATURE/.test(cause?.code ?? ''),
    );
  while (!(await isUp())) {
    if (Date.now() > end) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The lines of one software, where those of several stand side by side because nothing says which it is. */
function linesFor(paste: string, software: Proxy): string {
  const [, own] = paste.split(new RegExp(`^# ${PROXIES[software].replace(/[()]/g, '\\$&')}: .*\\n`, 'm'));
  const names = Object.values(PROXIES).map((name) => `# ${name}: `);
  const lines = (own ?? paste).split('\n');
  const end = lines.findIndex((line) => names.some((name) => line.startsWith(name)));
  const mine = lines.slice(0, end < 0 ? undefined : end);
  // A long comment goes on in the next line.
  return mine.slice(mine.findIndex((line) => !line.startsWith('# '))).join('\n');
}

/** A load balancer that ends TLS and says so. */
function inFront(port: number, target: number): string {
  return `defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
frontend listener
  bind 127.0.0.1:${port} ssl crt listener.pem alpn h2,http/1.1
  option forwardfor
  http-request set-header X-Forwarded-Proto https
  http-request set-header X-Forwarded-Port 443
  default_backend target
backend target
  server one 127.0.0.1:${target}
`;
}
