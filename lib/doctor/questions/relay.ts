import type { ChainQuestion } from './question';
import { judge } from './reading';

/** Does the application hold its own session with the STOMP broker? Clients have theirs from there on. */
export const RELAY: ChainQuestion = {
  name: 'relay',
  hop: 'broker',
  asked: () => "the application's own session with its broker",
  needs: [],
  applies: ({ chain }) => chain.relay !== undefined,
  probes: { relay: { ask: async ({ chain }) => chain.relay?.() } },
  further: {
    proved: {
      when: (_, { relay }) => relay?.code !== undefined,
      ask: async (_, { relay }) => [{ code: relay?.code ?? '', detail: relay?.seen ?? '', question: 'relay' }],
    },
  },
  parts: ['relay'],
  read: ({ relay }) =>
    judge(relay?.up, 'every host holds a session with the broker', relay?.seen ?? 'no session with the broker is held', relay?.ms),
};
