import { wantsLogin } from '../../findings/signatures';
import { eventStream } from '../../probes/stream';
import { WAY, type ChainQuestion } from './question';
import { readStream } from './reading';

/** Do server-sent events of the application pass unbuffered? */
export const EVENT_STREAM: ChainQuestion = {
  name: 'event-stream',
  hop: 'spring-boot',
  asked: ({ path }) => path,
  forms: ['sse', 'plain'],
  needs: WAY,
  probes: { eventStream: { ask: ({ target, path, origin }) => eventStream(target, path, origin), directly: true, twice: true } },
  parts: ['eventStream'],
  read({ eventStream: stream, direct }) {
    const ms = stream?.ms;
    const silent = !stream?.opened && stream?.failure?.kind === 'timeout';
    if (silent && direct?.eventStream?.failure?.kind === 'timeout') {
      return {
        verdict: 'not-checked',
        summary: `the application sent nothing within ${stream.waitedMs} ms, directly neither`,
        ms,
      };
    }
    if (silent && direct === undefined) {
      return {
        verdict: 'undetermined',
        summary: `nothing within ${stream.waitedMs} ms: the application may have had nothing to say; --direct tells`,
        ms,
      };
    }
    if (wantsLogin(stream) && stream?.status === direct?.eventStream?.status) {
      return {
        verdict: 'healthy',
        summary: `${stream?.status}: the application asks for a login, and nothing on the way changed its answer`,
        ms,
      };
    }
    return readStream(stream, 'unbuffered');
  },
};
