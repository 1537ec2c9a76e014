import type { FindingCases } from '../finding-cases';
import { handshake } from '../evidence';

const opened = { ...handshake, path: '/ws', firstFrame: undefined };
const closed = (message: string) => ({ ...opened, failure: { kind: 'closed', message } as const });

export const CASES: FindingCases = {
  evidence: { route: { kind: 'handler', path: '/ws' }, handshake: closed('closed with 1002 Protocol error') },
  fromOutside: [{ route: { kind: 'stomp', path: '/ws' }, handshake: closed('connection closed without a close frame') }],
};
