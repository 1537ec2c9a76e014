import { exchange } from './exchange';
import { header } from './http-reader';
import type { Target } from './target';

/** What is at the path of the script that Vite adds to every page, and nothing else has. */
export interface ViteClientEvidence {
  readonly status?: number;
  readonly contentType?: string;
  readonly ms: number;
}

/** Asks: is it a development server of Vite, which says so in no header? */
export async function viteClient(target: Target): Promise<ViteClientEvidence> {
  const { status, headers, ms } = await exchange(target, { path: '/@vite/client' }, { timeoutMs: 2000 });
  return { status, contentType: header(headers, 'content-type'), ms };
}
