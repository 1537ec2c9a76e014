import type { FindingCases } from '../finding-cases';
import { polling, lost } from '../evidence';

export const CASES: FindingCases = {
  evidence: { polling: { ...polling, sendStatus: 404 }, direct: { polling: { ...polling, sendStatus: 404 } } },
  fromOutside: [lost(404, 404, 404)],
};
