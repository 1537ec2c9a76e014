import type { FindingCases } from '../finding-cases';
import { page, refusedWith, noInfo, silent } from '../evidence';

export const CASES: FindingCases = {
  evidence: { ...noInfo(undefined, '', silent), ...refusedWith(0, '', silent), front: { status: 400, body: page(400), ms: 1 } },
};
