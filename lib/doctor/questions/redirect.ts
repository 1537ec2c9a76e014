import { redirect } from '../../probes/redirect';
import type { ChainQuestion } from './question';
import { judge, said } from './reading';

/** Does plain HTTP lead to https, with host, path and query kept? */
export const REDIRECT: ChainQuestion = {
  name: 'redirect',
  hop: 'load-balancer',
  asked: ({ chain }) => `${chain.http?.origin} to https`,
  needs: ['dns'],
  applies: ({ chain }) => chain.http !== undefined,
  probes: { redirect: { ask: async ({ chain, target, path }) => chain.http && redirect(chain.http, target.origin, path), twice: true } },
  parts: ['redirect'],
  read({ redirect: asked, redirects }) {
    const { leadsHome, queryLost, failure, status, ms } = asked ?? {};
    const location = asked?.location && `${asked.location}${queryLost ? ', without the query' : ''}`;
    if (!redirects && !leadsHome) {
      const plain = `${status}${location ? ` to ${location}` : ': plain HTTP is served'}`;
      return { verdict: 'not-offered', summary: failure ? `closed: ${said(failure)}` : plain, ms };
    }
    return judge(leadsHome, `${status} to ${location}`, failure ? said(failure) : `${status} to ${location ?? 'nowhere'}`, ms);
  },
};
