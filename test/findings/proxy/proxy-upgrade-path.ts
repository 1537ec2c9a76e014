import type { FindingCases } from '../finding-cases';
import { refusedWith } from '../evidence';

export const CASES: FindingCases = { evidence: refusedWith(404, '') };
