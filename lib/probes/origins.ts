import { handshake } from './handshake';
import type { Target } from './target';

/** Which Origins a server takes for its own. The one it accepts names the header that was lost on the way. */
export interface OriginEvidence {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /** The status without any Origin: the same refusal then is not about the Origin. */
  readonly withoutOrigin?: number;
  readonly ms: number;
}

/** Asks the same handshake with Origins that a server would build from lost or overwritten forwarded headers. */
export async function origins(target: Target, path: () => string): Promise<OriginEvidence> {
  const started = performance.now();
  const { host, hostname, origin } = new URL(target.origin);
  const candidates = [
    origin, `https://${hostname}`, `http://${host}`, `http://${hostname}`, `http://${hostname}:443`, `https://${hostname}:80`, `https://${hostname}:8000`,
    'http://127.0.0.1:8080', 'http://localhost:8080', 'https://127.0.0.1', 'http://spring_boot', 'https://page-of-somebody-else.invalid',
  ];
  const unique = [...new Set(candidates)];
  const ask = (candidate?: string) => handshake(target, { path: path(), origin: candidate }, { limits: { timeoutMs: 4000 } });
  const [none, ...answers] = await Promise.all([ask(), ...unique.map(ask)]);
  return {
    accepted: unique.filter((_, index) => answers[index].status === 101),
    refused: unique.filter((_, index) => answers[index].status === 403),
    withoutOrigin: none.status,
    ms: Math.round(performance.now() - started),
  };
}
