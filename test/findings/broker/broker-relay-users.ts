import { betweenTwo } from '../between-hosts';
import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { betweenHosts: betweenTwo(), sameUser: betweenTwo({ messages: 0 }) },
  refuted: [{ betweenHosts: betweenTwo({ messages: 0 }) }],
};
