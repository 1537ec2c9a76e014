import { askBetween, readBetween, spokenTo, UNDER_MESSAGE } from './between-hosts';
import type { ChainQuestion } from './question';

/** Does a user whose tabs are on several hosts hear a message in each? */
export const SAME_USER: ChainQuestion = {
  name: 'same-user',
  hop: 'broker',
  asked: () => 'a user with a tab on each host',
  forms: ['sockjs', 'stomp'],
  needs: UNDER_MESSAGE,
  behindLogin: true,
  last: true,
  applies: ({ chain }) => chain.each !== undefined,
  probes: { sameUser: { ask: (asking) => askBetween(asking, asking.chain.echoUser) } },
  parts: [],
  isListed: spokenTo,
  read: ({ sameUser }) =>
    sameUser
      ? readBetween(sameUser)
      : { verdict: 'not-checked', summary: 'no destination of a user given (--echo-user /app/x=/user/queue/y)' },
};
