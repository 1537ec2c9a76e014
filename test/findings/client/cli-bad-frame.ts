import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  lines: ['java.lang.IllegalArgumentException: No enum constant org.springframework.messaging.simp.stomp.StompCommand.BOGUS'],
};
