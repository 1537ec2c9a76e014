import { speaksStomp } from '../../findings/outside-signatures';
import { sizes } from '../../probes/sizes';
import { SOCKETS, WAY, type ChainQuestion } from './question';

/** Which sizes of frames and bodies pass? */
export const SIZES: ChainQuestion = {
  name: 'sizes',
  hop: 'spring-boot',
  asked: () => 'large frames',
  forms: SOCKETS,
  needs: [...WAY, 'websocket'],
  behindLogin: true,
  last: true,
  applies: ({ chain }) => chain.sizes === true,
  probes: {
    sizes: {
      when: (_, known) => speaksStomp(known),
      ask: ({ chain, target, path, sockJs, origin }) => sizes(target, path, { sockJs, origin, headers: chain.connectHeaders }),
    },
  },
  parts: [],
  read(evidence) {
    const { sizes: sent } = evidence;
    if (!sent) {
      return speaksStomp(evidence)
        ? { verdict: 'undetermined', summary: 'no socket to send on' }
        : { verdict: 'not-checked', summary: 'no STOMP here: the application would take the frames for messages' };
    }
    const refused = [
      ...sent.frames
        .filter(({ taken }) => !taken)
        .map(({ bytes, split, end }) => `${split ? 'split ' : ''}frame of ${bytes} bytes: ${end}`),
      ...sent.posts.filter(({ status }) => status === 413).map(({ bytes, status }) => `xhr_send of ${bytes} bytes: ${status}`),
    ];
    const largest = Math.max(0, ...sent.frames.map(({ bytes }) => bytes));
    return {
      verdict: refused.length ? 'problem' : 'healthy',
      summary: refused.length ? refused.join('; ') : `frames up to ${largest} bytes are taken`,
      ms: sent.ms,
    };
  },
};
