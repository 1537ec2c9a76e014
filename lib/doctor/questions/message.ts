import type { MessageEvidence } from '../../probes/message';
import { message } from '../../probes/message';
import { firstFailure } from '../failure-in-log';
import { WAY, type Asking, type ChainQuestion } from './question';
import { judge } from './reading';

/** Does a message that one client sends reach another? */
export const MESSAGE: ChainQuestion = {
  name: 'message',
  hop: 'broker',
  asked: () => 'one client to another',
  forms: ['sockjs', 'stomp'],
  needs: [...WAY, 'websocket', 'stomp'],
  behindLogin: true,
  last: true,
  probes: { message: { ask: askMessage } },
  isListed: (_, { stomp }) => !stomp?.declined,
  parts: [],
  read({ message: sent }) {
    if (!sent) {
      return { verdict: 'not-checked', summary: 'no destination given (--echo /app/x=/topic/y)' };
    }
    const { echo, transport, delivered, errors, ms } = sent;
    return judge(delivered, `${echo.send} -> ${echo.receive} over ${transport}`, errors.join('; '), ms);
  },
};

/** What the application logs meanwhile tells why nothing arrived. */
async function askMessage({ chain, target, path, sockJs }: Asking): Promise<MessageEvidence | undefined> {
  const { echo, connectHeaders, applicationLog } = chain;
  if (!echo) {
    return undefined;
  }
  const before = applicationLog?.().length;
  // Of several hosts one: what passes between them is a question of its own.
  const sent = await message(chain.each?.[0].target ?? target, { path, sockJs, headers: connectHeaders }, echo);
  return sent.delivered ? sent : { ...sent, logged: firstFailure(applicationLog?.().slice(before) ?? '') };
}
