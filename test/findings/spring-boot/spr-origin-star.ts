import type { FindingCases } from '../finding-cases';
import { info } from '../evidence';

export const CASES: FindingCases = {
  evidence: { info: { ...info, status: 500, isInfo: false, websocket: undefined }, infoWithoutOrigin: info },
  lines: [
    'java.lang.IllegalArgumentException: When allowCredentials is true, ' +
      'allowedOrigins cannot contain the special value "*" since that cannot be set on the response header.',
  ],
};
