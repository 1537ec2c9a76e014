import { handshake } from './handshake';
import type { HttpAnswer } from './http-answer';
import { sockJsInfo } from './sockjs-info';
import type { Target } from './target';

/** What can be said of the page in forwarded headers: its scheme and port, its host too, or its scheme by RFC 7239. */
export type Assertion = 'scheme' | 'host' | 'forwarded';

/** Which Origins a server takes for its own. The one it accepts names the header that was lost on the way. */
export interface OriginEvidence {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /**
   * What the server took the page's own Origin for, when the doctor itself said in forwarded headers where the page is: a proxy that
   * says nothing there passes them on.
   */
  readonly believed?: readonly Assertion[];
  /** The status without any Origin: the same refusal then is not about the Origin. */
  readonly withoutOrigin?: number;
  /** What an accepted Origin met behind that check, where it was no success. */
  readonly behind?: { readonly status: number; readonly body: string };
  readonly ms: number;
}

/** A page that nobody allows by name: who takes it takes everybody. */
export const STRANGER = 'https://page-of-somebody-else.invalid';

/** What an upstream is called: the server's own name when nobody tells it the client's. */
const UPSTREAMS = [
  '127.0.0.1',
  'localhost',
  'spring_boot',
  'spring',
  'springboot',
  'backend',
  'app',
  'application',
  'api',
  'upstream',
  'server',
  'websocket',
];

/** Asks the same handshake with Origins that a server would build from lost or overwritten forwarded headers. */
export function origins(target: Target, path: () => string): Promise<OriginEvidence> {
  return differential(target, (at, origin) => handshake(at, { path: path(), origin }, { limits: { timeoutMs: 4000 } }), 101);
}

/** The same question put to /info, for a chain on which no handshake gets through. */
export function infoOrigins(target: Target, prefix: string): Promise<OriginEvidence> {
  return differential(target, (at, origin) => sockJsInfo(at, prefix, origin), 200);
}

/** The page's place in forwarded headers. */
function assertions({ origin }: Target): Record<Assertion, Readonly<Record<string, string>>> {
  const { protocol, host, port } = new URL(origin);
  const scheme = protocol.slice(0, -1);
  const told = { 'X-Forwarded-Proto': scheme, 'X-Forwarded-Port': port || (scheme === 'https' ? '443' : '80') };
  return { scheme: told, host: { ...told, 'X-Forwarded-Host': host }, forwarded: { Forwarded: `proto=${scheme}` } };
}

async function differential(
  target: Target,
  ask: (at: Target, origin?: string) => Promise<HttpAnswer>,
  good: number,
): Promise<OriginEvidence> {
  const started = performance.now();
  const { host, hostname, origin } = new URL(target.origin);
  const candidates = [
    origin,
    `https://${hostname}`,
    `http://${host}`,
    `http://${hostname}`,
    `http://${hostname}:443`,
    `https://${hostname}:80`,
    `https://${hostname}:8000`,
    `wss://${hostname}`,
    ...UPSTREAMS.flatMap((name) => [`https://${name}`, `http://${name}`, `http://${name}:8080`]),
    STRANGER,
  ];
  const unique = [...new Set(candidates)];
  const said = Object.entries(assertions(target)) as [Assertion, Readonly<Record<string, string>>][];
  const [[without, ...answers], asserted] = await Promise.all([
    Promise.all([ask(target), ...unique.map((each) => ask(target, each))]),
    Promise.all(said.map(([, headers]) => ask({ ...target, headers: { ...target.headers, ...headers } }, origin))),
  ]);
  // Spring looks at the Origin first: whoever is told about a missing header has passed.
  const passed = ({ status, body }: HttpAnswer) => status === good || (status === 400 && /must be "upgrade"|Can "Upgrade"/.test(body));
  const stopped = answers.find((answer) => passed(answer) && answer.status !== good);
  return {
    accepted: unique.filter((_, index) => passed(answers[index])),
    refused: unique.filter((_, index) => answers[index].status === 403),
    believed: passed(answers[0]) ? undefined : said.flatMap(([what], index) => (passed(asserted[index]) ? [what] : [])),
    withoutOrigin: without.status,
    behind: stopped && { status: stopped.status ?? 0, body: stopped.body },
    ms: Math.round(performance.now() - started),
  };
}
