import type { FindingCases } from '../finding-cases';
import { engineAway } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    engineAway('Valkey at cache.example.com:6379 is a replica: what it is told reaches no other host; name the primary'),
    engineAway('Valkey at cache.example.com:6379 does not know version 3 of its protocol: Valkey, or Redis 6 or newer, is needed'),
  ],
};
