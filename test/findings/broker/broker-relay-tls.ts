import type { FindingCases } from '../finding-cases';
import { relayed } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    relayed('upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream'),
    relayed('upstream SSL certificate does not match "b-1.mq.example.com" while SSL handshaking to upstream'),
  ],
};
