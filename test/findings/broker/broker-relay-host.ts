import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';
import { stomp } from '../evidence';

export const CASES: FindingCases = {
  evidence: { stomp: { ...stomp, command: 'ERROR', error: 'Virtual hosting is not supported or host is unknown' } },
  refuted: [{ stomp: { ...stomp, command: 'ERROR', error: 'Bad login' } }],
  lines: [
    '<<< ERROR message:Virtual hosting is not supported or host is unknown',
    spring("Received ERROR {message=[Bad CONNECT]} session=_system_ text/plain payload=Virtual host 'chat' access denied"),
  ],
};
