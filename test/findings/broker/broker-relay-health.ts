import type { FindingCases } from '../finding-cases';
import { HEALTHY } from '../evidence';

const body = '{"status":"DOWN","components":{"jms":{"status":"DOWN"},"ping":{"status":"UP"}}}';

export const CASES: FindingCases = {
  evidence: { health: { ...HEALTHY.health!, status: 503, healthy: false, body } },
  refuted: [{ health: { ...HEALTHY.health!, status: 503, healthy: false, body: body.replace('"jms"', '"db"') } }],
};
