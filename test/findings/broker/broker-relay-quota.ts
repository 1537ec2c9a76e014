import type { FindingCases } from '../finding-cases';
import { relayed, spring } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    spring('Could not accept connection: Exceeded the maximum number of allowed client connections.', ' WARN').replace(
      'Could not accept connection: ',
      '',
    ),
    relayed('peer closed connection in SSL handshake while SSL handshaking to upstream'),
  ],
};
