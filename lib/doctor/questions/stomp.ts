import { stompConnect } from '../../probes/stomp-connect';
import { WAY, SOCKETS, type Asking, type ChainQuestion } from './question';
import { judge } from './reading';

/** Does the application speak STOMP, and which heartbeats does it agree to? */
export const STOMP: ChainQuestion = {
  name: 'stomp',
  hop: 'broker',
  asked: () => 'CONNECT',
  forms: SOCKETS,
  needs: [...WAY, 'websocket'],
  behindLogin: true,
  probes: {
    stomp: {
      when: ({ form }) => form !== 'handler',
      ask: (asking) => {
        const { chain, sockJs, target, path, origin } = asking;
        return stompConnect(target, { path, sockJs, sure: isSure(asking), origin, headers: chain.connectHeaders });
      },
      twice: true,
    },
  },
  isListed: (_, { route, stomp }) => route?.kind !== 'handler' || stomp?.declined === true,
  parts: ['stomp'],
  read({ stomp, route }) {
    const sockJs = route?.kind === 'sockjs';
    const settle = sockJs ? '--echo' : '--kind stomp';
    if (stomp?.declined) {
      return {
        verdict: 'not-offered',
        summary:
          `${stomp.silence}, so no CONNECT was sent${sockJs ? '' : ', and browsers refuse a STOMP client here'}; ` +
          `${settle} sends it all the same`,
        ms: stomp.ms,
      };
    }
    if (stomp?.unproved) {
      return { verdict: 'undetermined', summary: `${stomp.silence}: a broker that hangs, or no STOMP; ${settle} settles it`, ms: stomp.ms };
    }
    return judge(
      stomp?.command === 'CONNECTED',
      `CONNECTED ${stomp?.version}, heart-beat ${stomp?.heartBeat ?? 'none'}`,
      stomp?.error ? `ERROR ${stomp.error}` : (stomp?.silence ?? `${stomp?.command}`),
      stomp?.ms,
    );
  },
};

/** Its owner says that it is STOMP, by name or by a message to send. */
function isSure({ chain, form }: Asking): boolean {
  return form === 'stomp' || chain.echo !== undefined;
}
