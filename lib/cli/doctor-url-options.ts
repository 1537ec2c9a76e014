import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { standIn, type Chain } from '../doctor/questions/chain';
import type { RouteFacts } from '../findings/evidence';
import { unbracketed, type Target } from '../probes/target';
import type { Given, OptionHelp } from './options';
import { isLogin, shown, UsageError } from './usage-error';
import { echo, headers, hostsOf, query, requestHeaders, seconds, tellsApart } from './values';

export const URL_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  kind: { type: 'string', value: '<kind>', help: 'sockjs, stomp, handler or sse (default: what the answers show)' },
  origin: { type: 'string', value: '<https://page>', help: "the page that connects (default: the URL's own origin)" },
  header: { type: 'string', multiple: true, value: '<"Name: value">', help: 'sent with every request, such as a login or a Cookie' },
  query: { type: 'string', value: '<name=value>', help: 'appended to every URL, such as a token' },
  'connect-header': { type: 'string', multiple: true, value: '<"Name: value">', help: 'a header of STOMP CONNECT, such as a login' },
  resolve: {
    type: 'string',
    multiple: true,
    value: '<host:port:address>',
    help: 'connect there instead, such as to one load balancer node; address:port names another port',
  },
  direct: {
    type: 'string',
    value: '<http://host:port>',
    help: 'the address of the application (or nginx), where it can be reached, to compare its answers',
  },
  'health-path': { type: 'string', value: '</path>', help: "the path of the load balancer's health check" },
  echo: { type: 'string', value: '</app/x=/topic/y>', help: 'send here, expect it there: checks a message between two clients' },
  'echo-body': { type: 'string', value: '<text>', help: 'the body of that message' },
  hosts: { type: 'string', value: '<number>', help: 'how many hosts are behind it: with --echo, whether their clients hear each other' },
  idle: { type: 'boolean', help: 'keep silent and one-way WebSockets open for 65 s' },
  'idle-seconds': { type: 'string', value: '<seconds>', help: 'the same, for this long' },
  sizes: { type: 'boolean', help: 'send large frames and bodies' },
  deploy: { type: 'string', value: '<seconds>', help: 'keep watching for this long while you deploy' },
  follow: { type: 'boolean', help: 'follow redirects, also to another host (which then gets no login)' },
  ca: { type: 'path', value: '<file>', help: 'a further certificate authority to trust, PEM' },
  timeout: { type: 'string', value: '<seconds>', help: 'how long to wait for one answer (default: 8)' },
  json: { type: 'boolean', help: 'only JSON on stdout, with all evidence and the times of all probes' },
};

const KINDS = ['sockjs', 'stomp', 'handler', 'sse'];

/** From the command line's words to what is examined. */
export function chainToDiagnose(given: Given): Chain {
  const text = (name: string) => given[name] as string | undefined;
  const list = (name: string) => (given[name] as readonly string[] | undefined) ?? [];
  const url = urlOf(text('url') ?? '', Object.keys(given).some(isLogin));
  const kind = text('kind');
  if (kind !== undefined && !KINDS.includes(kind)) {
    throw new UsageError(`--kind is ${kind}: write one of ${KINDS.join(', ')}`);
  }
  if (text('echo') !== undefined && (kind === 'handler' || kind === 'sse')) {
    throw new UsageError(`--echo sends a message of STOMP, which --kind ${kind} has not: leave one of them out`);
  }
  tellsApart(given);
  const pasted = headers('--header', list('header'));
  const own = requestHeaders(pasted);
  const [host, origin] = ['host', 'origin'].map((wanted) => Object.entries(pasted).find(([name]) => name.toLowerCase() === wanted)?.[1]);
  const named = `${url.protocol}//${host}`;
  if (host !== undefined && !(URL.canParse(named) && new URL(named).host === url.host)) {
    throw new UsageError(
      "--header Host is another one than the URL's: write the URL with that host, " +
        'and --resolve host:port:address for where it shall be asked',
    );
  }
  const patience = seconds('--timeout', text('timeout'), 8);
  const parameters = [url.search.slice(1), query(text('query'))].filter(Boolean).join('&') || undefined;
  const target: Target = {
    origin: url.origin,
    ca: authority(text('ca')),
    headers: own,
    query: parameters,
    patienceMs: patience && patience * 1000,
    ...placed(url, list('resolve')),
  };
  const standard = url.port === '';
  const elsewhere = target.connect && 'host' in target.connect ? target.connect : undefined;
  const name = (scheme: string) => ({
    origin: `${scheme}://${url.hostname}`,
    ca: target.ca,
    patienceMs: 3000,
    ...placed(new URL(`${scheme}://${url.hostname}`), list('resolve')),
  });
  // Who is sent elsewhere for one port says it for the other too.
  const reachable = (scheme: string, port: number) =>
    standard &&
    (elsewhere === undefined || elsewhere.port === port || places(new URL(`${scheme}://${url.hostname}`), list('resolve')).length > 0);
  // As it is given: a socket at /ws/ is not one at /ws.
  const path = url.pathname;
  return {
    target,
    routes: [{ path, kind: kind as RouteFacts['kind'] | undefined }],
    page: pageOrigin(text('origin') ?? origin),
    direct: directly(text('direct'), target),
    http: url.protocol === 'https:' && reachable('http', 443) ? name('http') : undefined,
    secure: url.protocol === 'http:' && reachable('https', 80) ? name('https') : undefined,
    health: text('health-path') === undefined ? undefined : { path: text('health-path') ?? '', matcher: '200' },
    resolve:
      elsewhere &&
      (async () =>
        standIn(
          unbracketed(url.hostname),
          places(url, list('resolve')).map(({ host }) => host),
          'given by --resolve',
        )),
    login: Object.keys(own).length > 0 || parameters !== undefined,
    headerNames: Object.keys(own),
    connectHeaders: headers('--connect-header', list('connect-header')),
    echo: echo('--echo', text('echo'), text('echo-body')),
    hosts: hostsOf(given),
    idleMs: given.idle || given['idle-seconds'] ? (seconds('--idle-seconds', text('idle-seconds'), 65) ?? 65) * 1000 : undefined,
    sizes: given.sizes === true,
    deployMs: text('deploy') === undefined ? undefined : (seconds('--deploy', text('deploy'), 300) ?? 0) * 1000,
  };
}

/** Reads the URL; ws and wss are what http and https become. */
function urlOf(word: string, login: boolean): URL {
  const http = word.replace(/^ws(s?):/i, 'http$1:');
  if (!/^https?:\/\//i.test(http) || !URL.canParse(http)) {
    // What has no scheme may be the rest of a login that was given without quotes.
    const what = login && !word.includes('://') ? 'what stands where the URL belongs' : shown(word);
    throw new UsageError(`${what} is no URL of a chain: write https://host/path, or http, ws, wss`);
  }
  const url = new URL(http);
  if (url.username || url.password) {
    throw new UsageError("the URL has a user name: a login goes into --header 'Authorization: …', which is never printed");
  }
  return url;
}

function pageOrigin(word: string | undefined): string | undefined {
  if (word === undefined || word === 'null') {
    return word;
  }
  if (!URL.canParse(word) || !/^https?:/.test(word)) {
    throw new UsageError(`--origin is ${shown(word)}: write the page's origin, such as https://app.example.com`);
  }
  return new URL(word).origin;
}

/** curl's `host:port:address`, besides with a port of its own; several for one host are all tried, and the first is asked. */
function places(url: URL, words: readonly string[]): { host: string; port: number }[] {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return words.flatMap((word) => {
    const match = /^([^:[\]]+):(\d+):(\[[0-9a-fA-F:.]+\]|[0-9.]+|[0-9a-fA-F:.]+?)(?::(\d+))?$/.exec(word);
    const host = unbracketed(match?.[3] ?? '');
    if (!match || isIP(host) === 0) {
      throw new UsageError(`--resolve is ${word}: write host:port:address, such as api.example.com:443:10.0.1.5`);
    }
    return match[1] === url.hostname && Number(match[2]) === port ? [{ host, port: Number(match[4] ?? port) }] : [];
  });
}

function placed(url: URL, words: readonly string[]): Pick<Target, 'connect'> {
  const [connect] = places(url, words);
  return connect ? { connect } : {};
}

/** The inner hop gets what a load balancer would tell it. */
function directly(word: string | undefined, target: Target): Chain['direct'] {
  if (word === undefined) {
    return undefined;
  }
  if (!/^https?:\/\//.test(word) || !URL.canParse(word)) {
    throw new UsageError(`--direct is ${shown(word)}: write where it listens, such as http://10.0.1.5:8080`);
  }
  const inner = new URL(word);
  const { protocol, port } = new URL(target.origin);
  const scheme = protocol.replace(':', '');
  const forwarded = { 'X-Forwarded-Proto': scheme, 'X-Forwarded-Port': port || (scheme === 'https' ? '443' : '80') };
  const connect = { host: unbracketed(inner.hostname), port: Number(inner.port) || (inner.protocol === 'https:' ? 443 : 80) };
  return {
    target: { ...target, connect, plain: inner.protocol === 'http:', headers: { ...forwarded, ...target.headers } },
    path: inner.pathname === '/' ? undefined : inner.pathname,
  };
}

function authority(file: string | undefined): string | undefined {
  if (file === undefined) {
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--ca is ${file}, which cannot be read: ${(error as Error).message}`);
  }
}
