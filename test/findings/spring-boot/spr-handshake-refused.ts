import type { FindingCases } from '../finding-cases';
import { handshake, rawHandler } from '../evidence';

const closed = (message: string) => ({
  ...rawHandler,
  info: undefined,
  handshake: { ...handshake, firstFrame: undefined, failure: { kind: 'closed' as const, message } },
});

export const CASES: FindingCases = {
  evidence: { login: true, handshake: { ...handshake, status: 401, acceptOk: false } },
  fromOutside: ['closed with 4401 login', 'closed with 1008 no token', 'closed with 3000'].map((message) => ({
    login: true,
    ...closed(message),
  })),
  // who gave no login is no user, and a close of the protocol is no refusal
  refuted: [{ login: false }, closed('closed with 1011 error'), closed('closed with 1000')],
};
