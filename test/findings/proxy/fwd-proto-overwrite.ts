import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { handshake, refused, accepting, refusedWith, origins } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: refused, origins: accepting('http://api.example.com:443'), direct: { handshake } },
  fromOutside: [{ ...refusedWith(403, 'Invalid CORS request'), ...origins('http://api.example.com:443') }],
  configuration: {
    severity: 'problem',
    facts: { loadBalancer: true },
    broken: after('proxy_set_header X-Forwarded-Proto $scheme;'),
    healthy: after('proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;'),
  },
};
