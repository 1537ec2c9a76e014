import { whoAnswered } from '../../findings/who/who';
import { preflight } from '../../probes/preflight';
import { UNDER_INFO, type ChainQuestion } from './question';

/** May a page of another origin send messages over the fallbacks? */
export const CORS: ChainQuestion = {
  name: 'cors',
  hop: 'spring-boot',
  asked: () => 'OPTIONS xhr_send',
  forms: ['sockjs'],
  needs: UNDER_INFO,
  probes: { preflight: { ask: ({ target, path, origin }) => preflight(target, path, origin), twice: true } },
  // A page of the server's own needs no permission.
  isListed: (_, { page }) => page !== undefined,
  parts: ['preflight'],
  read({ preflight: asked }) {
    const ok = (asked?.status ?? 500) < 300 && asked?.allowOrigin.includes(asked.origin);
    const answer = `${asked?.status ?? asked?.failure?.message}`;
    if (ok) {
      return { verdict: 'healthy', summary: `${answer}, ${asked?.origin} may send`, ms: asked?.ms };
    }
    return {
      verdict: 'problem',
      summary: `${answer} to a page of ${asked?.origin}${whoAnswered(asked) === 'nginx' ? ', by nginx itself' : ''}`,
      ms: asked?.ms,
    };
  },
};
