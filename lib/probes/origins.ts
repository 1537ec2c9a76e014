import { handshake } from './handshake';
import { sockJsInfo } from './sockjs-info';
import type { Target } from './target';

/** Which Origins a server takes for its own. The one it accepts names the header that was lost on the way. */
export interface OriginEvidence {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /** The status without any Origin: the same refusal then is not about the Origin. */
  readonly withoutOrigin?: number;
  /** What an accepted Origin met behind that check, where it was no success. */
  readonly behind?: { readonly status: number; readonly body: string };
  readonly ms: number;
}

/** A page that nobody allows by name: who takes it takes everybody. */
export const STRANGER = 'https://page-of-somebody-else.invalid';

/** What an upstream is called: the server's own name when nobody tells it the client's. */
const UPSTREAMS = ['127.0.0.1', 'localhost', 'spring_boot', 'spring', 'springboot', 'backend', 'app', 'application', 'api', 'upstream', 'server', 'websocket'];

/** Asks the same handshake with Origins that a server would build from lost or overwritten forwarded headers. */
export function origins(target: Target, path: () => string): Promise<OriginEvidence> {
  return differential(target, (origin) => handshake(target, { path: path(), origin }, { limits: { timeoutMs: 4000 } }), 101);
}

/** The same question put to /info, for a chain on which no handshake gets through. */
export function infoOrigins(target: Target, prefix: string): Promise<OriginEvidence> {
  return differential(target, (origin) => sockJsInfo(target, prefix, origin), 200);
}

/** As much of an answer as tells whether an Origin was accepted. */
interface Told {
  readonly status?: number;
  readonly body: string;
}

async function differential(target: Target, ask: (origin?: string) => Promise<Told>, good: number): Promise<OriginEvidence> {
  const started = performance.now();
  const { host, hostname, origin } = new URL(target.origin);
  const candidates = [
    origin, `https://${hostname}`, `http://${host}`, `http://${hostname}`, `http://${hostname}:443`, `https://${hostname}:80`, `https://${hostname}:8000`, `wss://${hostname}`,
    ...UPSTREAMS.flatMap((name) => [`https://${name}`, `http://${name}`, `http://${name}:8080`]), STRANGER,
  ];
  const unique = [...new Set(candidates)];
  const [without, ...answers] = await Promise.all([ask(), ...unique.map(ask)]);
  // Spring looks at the Origin first: whoever is told about a missing header has passed.
  const passed = ({ status, body }: Told) => status === good || (status === 400 && /must be "upgrade"|Can "Upgrade"/.test(body));
  const stopped = answers.find((answer) => passed(answer) && answer.status !== good);
  return {
    accepted: unique.filter((_, index) => passed(answers[index])),
    refused: unique.filter((_, index) => answers[index].status === 403),
    withoutOrigin: without.status,
    behind: stopped && { status: stopped.status ?? 0, body: stopped.body },
    ms: Math.round(performance.now() - started),
  };
}
