import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    'AMQ229014: Did not receive data from /10.0.0.4:46748 within the 20000ms connection TTL',
    '<<< ERROR message:AMQ229014\\c Did not receive data from /10.0.0.4:46748 within the 60000ms connection TTL',
    spring(
      'Received ERROR {message=[AMQ229014: Did not receive data from /10.0.0.4:46748 within the 60000ms connection TTL.]} session=u2h1',
    ),
  ],
};
