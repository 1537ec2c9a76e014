import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { info } from '../evidence';

export const CASES: FindingCases = {
  evidence: { info: { ...info, allowOrigin: ['https://a', 'https://a'] } },
  configuration: {
    severity: 'advice',
    broken: after('add_header Access-Control-Allow-Origin $http_origin;'),
    healthy: after('add_header X-Frame-Options DENY;'),
  },
  lines: [
    "Access to XMLHttpRequest at 'https://h/ws/info?t=1' from origin 'https://a' has been blocked by CORS policy: " +
      "The 'Access-Control-Allow-Origin' header contains multiple values 'https://a, https://a', but only one is allowed.",
  ],
};
