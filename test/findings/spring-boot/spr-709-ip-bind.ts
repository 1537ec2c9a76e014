import type { FindingCases } from '../finding-cases';
import { polling, lost, unsticky } from '../evidence';

export const CASES: FindingCases = {
  evidence: { polling: { ...polling, sendStatus: 404 }, direct: { polling } },
  fromOutside: [
    { ...lost(404, 404, 404), direct: { polling: unsticky } },
    { hosts: undefined, stickiness: { withCookies: [404, 204], withoutCookies: [], cookieNames: ['AWSALB'], ms: 1 } },
  ],
};
