import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { refused, accepting } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: refused, origins: accepting('https://api.example.com:80') },
  configuration: {
    severity: 'problem',
    facts: { loadBalancer: true },
    broken: after('proxy_set_header X-Forwarded-Port $server_port;'),
    healthy: after('proxy_set_header X-Forwarded-Port 443;'),
  },
};
