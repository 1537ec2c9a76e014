import type { FindingCases } from '../finding-cases';
import { engineAway, messaging } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    messaging('Messages of other hosts are not understood: a frame of version 2'),
    engineAway('Valkey at cache.example.com:6379 sent 16777217 bytes at once, and 16777216 are the most'),
  ],
};
