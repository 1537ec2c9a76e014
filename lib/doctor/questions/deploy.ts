import { speaksStomp } from '../../findings/outside-signatures';
import { watch } from '../../probes/watch';
import { verdictOf } from '../answer';
import { SOCKETS, WAY, type ChainQuestion } from './question';

/** What do sockets and handshakes meet while the application is deployed? */
export const DEPLOY: ChainQuestion = {
  name: 'deploy',
  hop: 'host',
  asked: () => 'while it is deployed',
  forms: SOCKETS,
  needs: [...WAY, 'websocket'],
  behindLogin: true,
  last: true,
  applies: ({ chain }) => chain.deployMs !== undefined,
  probes: {
    watch: {
      ask: ({ chain, target, path, sockJs, origin }, known) =>
        watch(target, path, {
          sockJs,
          stomp: speaksStomp(known),
          origin,
          headers: chain.connectHeaders,
          watchMs: chain.deployMs ?? 0,
        }),
    },
  },
  parts: [],
  read({ watch: watched }) {
    const { ends = [], gapMs = 0, watchedMs = 0 } = watched ?? {};
    const abrupt = ends.filter(({ how }) => /without a close frame/.test(how)).length;
    return {
      verdict: verdictOf({ problem: abrupt > 0 || gapMs > 0, undetermined: !watched }),
      summary:
        `${ends.length} sockets ended${abrupt ? `, ${abrupt} of them without a close frame` : ''}; ` +
        `longest time without a good answer ${(gapMs / 1000).toFixed(1)} s of ${Math.round(watchedMs / 1000)} s`,
      ms: watched?.ms,
    };
  },
};
