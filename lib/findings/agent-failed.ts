import type { Finding } from './finding';

/** The agent itself failed. */
export const agentFailed: Finding = {
  code: 'AGENT-FAILED',
  hop: 'host',
  title: 'the agent itself failed',
  cause: 'An error in the agent, or something on the host that it did not expect.',
  why: 'The host cannot prove itself and is replaced.',
  cure: 'Report this line; `journalctl -u websocket-gate -u websocket-prepare` has the rest',
  source: ['https://docs.python.org/3/tutorial/errors.html'],
  explains: ['gate'],
  onHost: true,
};
