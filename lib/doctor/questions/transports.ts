import { isApart } from '../../findings/apart';
import type { BetweenHostsEvidence } from '../../probes/between-hosts';
import type { Evidence } from '../../findings/evidence';
import { askBetween, spokenTo, UNDER_MESSAGE } from './between-hosts';
import type { Asking, ChainQuestion } from './question';
import { judge } from './reading';

/** What SockJS's client falls back to, and the evidence that the application offers it. */
const FALLBACKS = {
  'xhr-streaming': ({ xhrStreaming }: Evidence) => xhrStreaming?.opened,
  eventsource: ({ eventSource }: Evidence) => eventSource?.opened,
  'xhr-polling': ({ polling }: Evidence) => polling?.opened,
} as const;

/** Do the sessions of every fallback of SockJS's stay on their host? */
export const TRANSPORTS: ChainQuestion = {
  name: 'transports',
  hop: 'load-balancer',
  asked: () => 'every fallback on every host',
  forms: ['sockjs'],
  needs: UNDER_MESSAGE,
  behindLogin: true,
  last: true,
  applies: ({ chain }) => chain.each !== undefined,
  probes: {
    transports: {
      ask: async (asking, known, after) => askEach(asking, known, (await after('between-hosts')).betweenHosts),
    },
  },
  parts: [],
  isListed: spokenTo,
  read({ transports, betweenHosts }) {
    if (!transports) {
      return { verdict: 'not-checked', summary: 'no destination given (--echo /app/x=/topic/y)' };
    }
    const apart = betweenHosts !== undefined && isApart(betweenHosts);
    const fails = Object.entries(transports).filter(
      ([, { ways, sent }]) => ways.length === 0 || ways.some(({ from, to, messages }) => messages < sent && (from === to || !apart)),
    );
    const reach = apart ? 'stay on their host' : 'stay on their host, and messages cross';
    return judge(
      fails.length === 0,
      `${Object.keys(transports).join(', ')}: sessions ${reach}`,
      fails.map(([name, { errors }]) => `${name}: ${errors[0] ?? 'messages are lost'}`).join('; '),
      Object.values(transports).reduce((sum, { ms }) => sum + ms, 0),
    );
  },
};

/** One after the other: all of them have the same destination. */
async function askEach(
  asking: Asking,
  known: Evidence,
  between: BetweenHostsEvidence | undefined,
): Promise<Readonly<Record<string, BetweenHostsEvidence>> | undefined> {
  const found: Record<string, BetweenHostsEvidence> = {};
  for (const [name, isOffered] of between ? Object.entries(FALLBACKS) : []) {
    const asked = isOffered(known)
      ? await askBetween(asking, asking.chain.echo, { transports: [name], crosses: between && !isApart(between) })
      : undefined;
    if (asked) {
      found[name] = asked;
    }
  }
  return between && found;
}
