import type { ChainQuestion } from './question';
import { judge } from './reading';

/** Would the host signal success? */
export const GATE: ChainQuestion = {
  name: 'gate',
  hop: 'host',
  asked: () => 'the gate on the host',
  needs: [],
  last: true,
  applies: ({ chain }) => chain.gate !== undefined,
  probes: { gate: { ask: async ({ chain }) => chain.gate?.() } },
  parts: ['gate'],
  read: ({ gate }) =>
    judge(
      gate?.ok,
      gate?.sentence ?? 'the host would signal success',
      (gate?.sentence ?? gate?.code ?? 'no word').split(' (route ')[0],
      gate?.ms,
    ),
};
