import { iframe } from '../../probes/iframe';
import { UNDER_INFO, type ChainQuestion } from './question';
import { said } from './reading';

/** What do the two iframe transports of a browser meet? */
export const IFRAME: ChainQuestion = {
  name: 'iframe',
  hop: 'spring-boot',
  asked: () => 'iframe.html',
  forms: ['sockjs'],
  needs: UNDER_INFO,
  probes: { iframe: { ask: ({ target, path }) => iframe(target, path) } },
  parts: ['iframe'],
  read: ({ iframe: page }) => ({
    verdict: page?.status === 200 ? 'healthy' : 'not-offered',
    summary:
      page?.status === 404 ? '404 by design: Spring serves it only without allowed origins' : `${page?.status ?? said(page?.failure)}`,
    ms: page?.ms,
  }),
};
