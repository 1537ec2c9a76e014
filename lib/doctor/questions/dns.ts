import { resolve } from '../../probes/resolve';
import { nameOf, patienceOf } from './asking';
import type { ChainQuestion } from './question';
import { judge, said } from './reading';

/** Does the name lead anywhere? */
export const DNS: ChainQuestion = {
  name: 'dns',
  hop: 'dns',
  asked: nameOf,
  needs: [],
  probes: { dns: { ask: (asking) => asking.chain.resolve?.() ?? resolve(nameOf(asking), patienceOf(asking)), twice: true } },
  parts: ['dns'],
  read: ({ dns }) =>
    judge(
      dns && !dns.failure,
      `${dns?.name} -> ${[...(dns?.v4 ?? []), ...(dns?.v6 ?? [])].join(', ')}${dns?.standIn ? ` (${dns.standIn})` : ''}`,
      said(dns?.failure),
      dns?.ms,
    ),
};
