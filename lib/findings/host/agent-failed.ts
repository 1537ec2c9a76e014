import { type Finding, OPERATING } from '../finding';

/** The agent itself failed. */
export const agentFailed: Finding = {
  code: 'AGENT-FAILED',
  hop: 'host',
  title: 'the agent itself failed',
  cause: 'An error in the agent, or a state of the host that it did not expect.',
  why: 'The host is not accepted and gets replaced.',
  cure: 'Report this line; `journalctl -u websocket-gate -u websocket-prepare` has the rest',
  source: [OPERATING],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
