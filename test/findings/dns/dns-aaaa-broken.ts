import type { FindingCases } from '../finding-cases';
import { dnsName } from '../aws-evidence';
import { failed, address, reached } from '../evidence';

export const CASES: FindingCases = {
  evidence: reached(address(4), address(6, failed('timeout'))),
  inAws: {
    is: {
      records: [
        {
          name: 'api.example.com',
          zone: 'example.com',
          sets: [
            { type: 'A', to: [dnsName] },
            { type: 'AAAA', to: ['2001:db8::1'] },
          ],
        },
      ],
    },
    isNot: {
      records: [
        {
          name: 'api.example.com',
          zone: 'example.com',
          sets: [
            { type: 'A', to: [dnsName] },
            { type: 'AAAA', to: [dnsName] },
          ],
        },
      ],
    },
  },
};
