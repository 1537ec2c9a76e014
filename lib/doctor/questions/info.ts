import { sockJsInfo } from '../../probes/sockjs-info';
import { trimmed } from '../../probes/sockjs';
import { isAccessDecision, strangerRefused } from './access-decision';
import { WAY, type ChainQuestion } from './question';
import { judge, refusal } from './reading';

/** Is this a SockJS endpoint, and what does it offer? */
export const INFO: ChainQuestion = {
  name: 'info',
  hop: 'spring-boot',
  asked: ({ path }) => `${trimmed(path)}/info`,
  forms: ['sockjs'],
  needs: WAY,
  probes: { info: { ask: ({ target, path, origin }) => sockJsInfo(target, path, origin), directly: true, twice: true } },
  further: {
    infoWithoutOrigin: {
      when: (_, { info }) => (info?.status ?? 0) >= 500,
      ask: ({ target, path }) => sockJsInfo(target, path),
    },
  },
  parts: ['info'],
  isBroken: ({ info }) => !info?.isInfo,
  read(evidence) {
    const { info, direct } = evidence;
    if (info && !info.isInfo && !evidence.login && isAccessDecision(evidence, info)) {
      return strangerRefused(info, direct?.info);
    }
    return judge(
      info?.isInfo,
      `${info?.status}, websocket ${info?.websocket}, cookie_needed ${info?.cookieNeeded}`,
      refusal(info),
      info?.ms,
    );
  },
};
