import { uncompressedStreaming, xhrStreaming } from '../../probes/stream';
import { UNDER_INFO, type ChainQuestion } from './question';
import { readStream } from './reading';

/** Does SockJS's xhr-streaming deliver its open frame at once? */
export const XHR_STREAMING: ChainQuestion = {
  name: 'xhr-streaming',
  hop: 'spring-boot',
  asked: () => 'xhr_streaming',
  forms: ['sockjs'],
  needs: UNDER_INFO,
  behindLogin: true,
  probes: { xhrStreaming: { ask: ({ target, path, origin }) => xhrStreaming(target, path, origin), directly: true, twice: true } },
  further: {
    uncompressedStreaming: {
      when: (_, { xhrStreaming: stream }) => stream?.opened === false && stream.failure?.kind === 'timeout',
      ask: ({ target, path, origin }) => uncompressedStreaming(target, path, origin),
    },
  },
  parts: ['xhrStreaming'],
  read: ({ xhrStreaming: stream }) => readStream(stream, 'o frame'),
};
