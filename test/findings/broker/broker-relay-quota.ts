import { HEALTHY_AWS } from '../aws-evidence';
import type { FindingCases } from '../finding-cases';
import { relayed, spring } from '../log-lines';

const broker = HEALTHY_AWS.broker;

export const CASES: FindingCases = {
  inAws: { is: { broker: { ...broker, connections: 2000 } }, isNot: { broker: { ...broker, most: undefined } } },
  lines: [
    spring('Could not accept connection: Exceeded the maximum number of allowed client connections.', ' WARN').replace(
      'Could not accept connection: ',
      '',
    ),
    relayed('peer closed connection in SSL handshake while SSL handshaking to upstream'),
  ],
};
