import type { HarReport } from '../doctor/har/examine-har';
import type { Session, Step } from '../doctor/har/steps';
import { concludedLines } from './seen-lines';
import type { Terminal, Tone } from './terminal';

const MAX_SESSIONS = 5;

/** What a recording shows, as a person reads it: each session's transports in order, then the cause. */
export function harLines(terminal: Terminal, report: HarReport): string[] {
  const { file, creator, entries, sessions } = report;
  return [
    `${terminal.tone('quiet', 'read')} ${file}  ${entries} requests${creator ? ` by ${creator}` : ''}, ${sessions.length} of them ${sessions.length === 1 ? 'begins a connection' : 'begin connections'}`,
    ...sessions.slice(0, MAX_SESSIONS).flatMap((session) => ['', ...sessionLines(terminal, session)]),
    ...(sessions.length > MAX_SESSIONS ? ['', `and ${sessions.length - MAX_SESSIONS} more: --json has all of them`] : []),
    ...concludedLines(terminal, report),
    '',
    closing(terminal, report),
  ];
}

function sessionLines(terminal: Terminal, { url, startedAt, steps, transport, connectedMs }: Session): string[] {
  const end = transport === undefined ? terminal.tone('bad', 'never connected') : `${terminal.tone(transport === 'websocket' ? 'good' : 'doubt', `ran over ${transport}`)}${connectedMs === undefined ? '' : ` after ${seconds(connectedMs)}`}`;
  return [
    `${terminal.tone('strong', url)}${startedAt ? ` at ${startedAt}` : ''}`,
    ...steps.map((step) => `  |- ${step.transport.padEnd(13)} ${outcome(terminal, step)}`),
    `  \`- ${end}`,
  ];
}

const TONES: Readonly<Record<Step['outcome'], Tone>> = { open: 'good', answered: 'good', refused: 'bad', 'given up': 'bad', failed: 'bad' };

function outcome(terminal: Terminal, { transport, outcome: end, status, failure, ms, requests }: Step): string {
  const times = requests > 1 ? `, ${requests} requests` : '';
  if (transport === 'iframe' && status === 404) {
    return `404 by design, never the cause${times}`;
  }
  const said = { open: `${status}`, answered: `${status}`, refused: `${status}`, 'given up': `given up after ${seconds(ms ?? 0)}`, failed: failure ?? 'failed, no answer was recorded' }[end];
  return `${terminal.tone(TONES[end], said)}${times}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function closing(terminal: Terminal, { verdict, cause, sessions }: HarReport): string {
  if (verdict === 'problem') {
    return `${terminal.tone('bad', `${cause?.code} is what to change first`)}; to see it from outside: npx cdk-spring-websocket doctor ${sessions[0]?.url ?? '<url>'}`;
  }
  if (verdict === 'undetermined') {
    return sessions.length === 0
      ? `${terminal.tone('doubt', 'could not tell')}: no WebSocket and no SockJS request was recorded; open the network panel first, then load the page`
      : `${terminal.tone('doubt', 'could not tell')}: a session failed and the browser does not say why, as with every answer without CORS headers: npx cdk-spring-websocket doctor ${sessions.find(({ transport }) => transport === undefined)?.url}`;
  }
  return `${terminal.tone('good', 'no known failure')}: ${sessions.length === 1 ? 'the session' : `all ${sessions.length} sessions`} ran over ${[...new Set(sessions.map(({ transport }) => transport))].join(', ')}`;
}
