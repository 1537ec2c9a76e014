import { exchange } from './exchange';
import { header } from './http-reader';
import type { Target } from './target';

/** Whether a client may switch the connection behind the proxy to cleartext HTTP/2. */
export interface H2cEvidence {
  readonly status?: number;
  readonly upgraded: boolean;
  readonly ms: number;
}

/** Asks for `Upgrade: h2c`. Who gets it talks to the application past every rule of the proxy. */
export async function h2cUpgrade(target: Target, path: string): Promise<H2cEvidence> {
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA' };
  const answer = await exchange(target, { path, headers }, { timeoutMs: 4000 });
  return {
    status: answer.status,
    upgraded: answer.status === 101 && header(answer.headers, 'upgrade')?.toLowerCase() === 'h2c',
    ms: answer.ms,
  };
}
