import type { FindingCases } from '../finding-cases';
import { TLS_TO_HTTP } from '../log-lines';
import { targetGroup } from '../aws-evidence';

export const CASES: FindingCases = {
  inAws: { is: { targetGroup: { ...targetGroup, protocolVersion: 'GRPC' } }, isNot: {} },
  lines: [TLS_TO_HTTP],
};
