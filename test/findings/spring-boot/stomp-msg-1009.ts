import type { FindingCases } from '../finding-cases';
import { sized, sizes } from '../evidence';

export const CASES: FindingCases = {
  evidence: sized(17_408, false, 'closed with 1009 The decoded text message was too big'),
  fromOutside: [sizes(['whole', 71_680, 'closed with 1009 Text message too large: 71,689 > 65,536'], ['split', 71_680])],
  refuted: [sizes(['whole', 71_680, 'closed with 1009 Text message too large: 71,689 > 65,536'], ['split', 71_680, 'ERROR buffer size'])],
  lines: [
    "CloseEvent {code: 1009, reason: 'The decoded text message was too big " +
      "for the output buffer and the endpoint does not support partial messages'}",
  ],
};
