import { crowded, refusedWith } from '../evidence';
import type { FindingCases } from '../finding-cases';

const { burst } = crowded([200, 502], [101, 502]);

export const CASES: FindingCases = {
  evidence: { ...refusedWith(502, '502 Bad Gateway', { server: 'awselb/2.0' }), burst: { ...burst, inTurn: [200, 502, 200, 502] } },
  refuted: [{ burst }, { burst: { ...burst, inTurn: [502, 502, 502, 502] } }, { burst: { ...burst, inTurn: [200, 200, 404, 200] } }],
};
