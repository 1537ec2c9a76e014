import { stickiness } from '../../probes/stickiness';
import { xhrPolling } from '../../probes/xhr-polling';
import { UNDER_INFO, type ChainQuestion } from './question';
import { judge, said } from './reading';

/** Does SockJS's last resort work, and does a session hold together? */
export const XHR_POLLING: ChainQuestion = {
  name: 'xhr-polling',
  hop: 'spring-boot',
  asked: () => 'xhr and xhr_send',
  forms: ['sockjs'],
  needs: UNDER_INFO,
  behindLogin: true,
  probes: {
    polling: {
      ask({ chain, target, path, origin }, _, after) {
        // Only where STOMP is spoken there is a message that harms nobody.
        const stomp = after('stomp').then((known) => known.stomp?.command === 'CONNECTED');
        return xhrPolling(target, path, { origin, stomp, headers: chain.connectHeaders });
      },
      directly: true,
    },
    stickiness: { ask: ({ target, path, origin }) => stickiness(target, path, origin) },
  },
  parts: ['polling'],
  read({ polling }) {
    if (polling?.openStatus === 404) {
      return { verdict: 'not-offered', summary: '404: the application switched it off', ms: polling.ms };
    }
    const connected = polling?.answered ? ' CONNECTED,' : ' no CONNECTED,';
    const answer = polling?.answered === undefined ? '' : connected;
    const cookie = polling?.cookieNames.length ? `cookie ${polling.cookieNames.join(', ')}` : 'no cookie';
    return judge(
      polling?.opened && polling.sendStatus === 204 && polling.answered !== false,
      `o frame, xhr_send ${polling?.sendStatus} on a new connection,${answer} ${cookie}`,
      polling?.failure
        ? said(polling.failure)
        : `opened with ${polling?.openStatus}, xhr_send ${polling?.sendStatus ?? 'not reached'},${answer} ${cookie}`,
      polling?.ms,
    );
  },
};
