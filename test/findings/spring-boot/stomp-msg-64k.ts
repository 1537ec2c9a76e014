import type { FindingCases } from '../finding-cases';
import { sized, sizes } from '../evidence';

export const CASES: FindingCases = {
  evidence: sized(71_680, false, 'ERROR buffer size'),
  fromOutside: [
    sizes(['whole', 61_440], ['whole', 71_680, 'ERROR buffer size'], ['split', 71_680, 'ERROR buffer size']),
    sizes(['whole', 61_440], ['whole', 71_680, 'closed with 1009 Text message too large'], ['split', 71_680, 'ERROR buffer size']),
  ],
  refuted: [sizes(['whole', 71_680, 'closed with 1009 Text message too large'], ['split', 71_680])],
  lines: [
    'org.springframework.messaging.simp.stomp.StompConversionException: ' +
      "STOMP 'content-length' header value 70000  exceeds configured buffer size limit 65536",
  ],
};
