import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  lines: ['WebSocket closed, code: 1009 Max frame length of 65536 has been exceeded.', "CloseEvent {code: 1002, reason: 'Protocol error'}"],
};
