import type { FindingCases } from '../finding-cases';
import { engineAway } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    engineAway('Valkey at cache.example.com:6379 has a certificate of an issuer that this Java does not trust'),
    engineAway(
      'Valkey at 10.0.0.7:6379 has a certificate that is not for the name 10.0.0.7: ' +
        'No subject alternative names matching IP address 10.0.0.7 found',
    ),
    engineAway('Valkey at cache.example.com:6379 does not speak TLS on this port'),
    engineAway('Valkey at cache.example.com:6379 closed the connection (does it expect TLS on this port?)'),
  ],
};
