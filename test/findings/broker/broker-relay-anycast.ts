import { betweenTwo } from '../between-hosts';
import type { FindingCases } from '../finding-cases';

const all = betweenTwo();

export const CASES: FindingCases = {
  evidence: { betweenHosts: { ...all, echo: { send: '/queue/jobs', receive: '/queue/jobs' } } },
  refuted: [{ betweenHosts: all }],
};
