import { broadcasts } from '../../probes/broadcasts';
import { spokenTo, UNDER_MESSAGE } from './between-hosts';
import type { ChainQuestion } from './question';
import { judge } from './reading';

/** Do several hosts send the same of themselves? */
export const BROADCASTS: ChainQuestion = {
  name: 'broadcasts',
  hop: 'broker',
  asked: () => 'what hosts send of themselves',
  forms: ['sockjs', 'stomp'],
  needs: [...UNDER_MESSAGE, 'between-hosts'],
  behindLogin: true,
  last: true,
  applies: ({ chain }) => chain.each !== undefined && chain.shared !== undefined && chain.echo !== undefined,
  probes: {
    broadcasts: {
      ask: async ({ chain: { each, shared, echo, connectHeaders }, path, sockJs }) =>
        each && shared && echo && broadcasts(shared, each[0], { path, sockJs, headers: connectHeaders }, echo.receive),
    },
  },
  parts: [],
  isListed: spokenTo,
  read({ broadcasts: found }) {
    const several = found?.destinations
      .filter(({ hosts }) => hosts > 1)
      .map(({ destination, hosts }) => `${destination} by ${hosts} hosts`);
    return judge(
      found && found.failure === undefined ? several?.length === 0 : undefined,
      `nothing comes from several hosts at once, in ${(found?.watchedMs ?? 0) / 1000} s with one client`,
      found?.failure ?? `${several?.join(', ')} at once, with one client on one host`,
      found?.ms,
    );
  },
};
