import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';
import { stomp } from '../evidence';

export const CASES: FindingCases = {
  evidence: { stomp: { ...stomp, command: 'ERROR', error: 'User name [guest] or password is invalid.' } },
  refuted: [{ stomp: { ...stomp, command: 'ERROR', error: "Bad CONNECT Virtual host 'chat' access denied" } }],
  lines: [
    spring(
      'Received ERROR {content-type=[text/plain], message=[User name [chat] or password is invalid.]} session=_system_ text/plain ' +
        'payload=User name [chat] or password is invalid.',
    ),
    spring(
      "Received ERROR {message=[Bad CONNECT], version=[1.0,1.1,1.2]} session=_system_ text/plain payload=Access refused for user 'chat'",
    ),
    '<<< ERROR message:User name [null] or password is invalid.',
  ],
};
