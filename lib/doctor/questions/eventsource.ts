import { eventSource } from '../../probes/stream';
import { UNDER_INFO, type ChainQuestion } from './question';
import { readStream } from './reading';

/** Does SockJS's eventsource deliver its open frame at once? */
export const EVENTSOURCE: ChainQuestion = {
  name: 'eventsource',
  hop: 'spring-boot',
  asked: () => 'eventsource',
  forms: ['sockjs'],
  needs: UNDER_INFO,
  behindLogin: true,
  probes: { eventSource: { ask: ({ target, path, origin }) => eventSource(target, path, origin), directly: true, twice: true } },
  parts: ['eventSource'],
  read: ({ eventSource: stream }) => readStream(stream, 'o frame'),
};
