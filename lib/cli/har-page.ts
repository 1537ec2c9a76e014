import type { HarReport } from '../doctor/har/examine-har';
import type { Session, Step } from '../doctor/har/steps';
import { seenConclusion, whatFirst } from './conclusion-page';
import { BLANK, item, paragraph, verbatim, type Block, type Text, type Tone } from './page';
import { doctorOf } from './program';
import { transportTree } from './transport-tree';

const MAX_SESSIONS = 5;

/** What a recording shows: each session's transports in order, then the conclusion. */
export function harPage(report: HarReport): Block[] {
  const { file, creator, entries, sessions } = report;
  const begin = sessions.length === 1 ? 'begins a connection' : 'begin connections';
  return [
    item(
      { text: 'read', tone: 'quiet' },
      5,
      `${file}: ${entries} requests${creator ? ` by ${creator}` : ''}, ${sessions.length} of them ${begin}`,
    ),
    ...sessions.slice(0, MAX_SESSIONS).flatMap((session) => [BLANK, ...sessionBlocks(session)]),
    ...(sessions.length > MAX_SESSIONS ? [BLANK, paragraph(`and ${sessions.length - MAX_SESSIONS} more: --json has all of them`)] : []),
    ...seenConclusion(report),
    BLANK,
    ...closing(report),
  ];
}

function sessionBlocks({ url, startedAt, steps, transport, connectedMs }: Session): Block[] {
  return [
    ...verbatim(url, 0, 'strong'),
    ...(startedAt ? [paragraph(`begun at ${startedAt}`, { indent: 2 })] : []),
    ...transportTree([...steps.map((step) => [step.transport, outcome(step)] as const), ['ends', end(transport, connectedMs)]]),
  ];
}

function end(transport: Session['transport'], connectedMs: number | undefined): Text {
  if (transport === undefined) {
    return { text: 'never connected', tone: 'bad' };
  }
  const over: Text = { text: `ran over ${transport}`, tone: transport === 'websocket' ? 'good' : 'doubt' };
  return connectedMs === undefined ? over : [over, ` after ${seconds(connectedMs)}`];
}

const TONES: Readonly<Record<Step['outcome'], Tone>> = { open: 'good', answered: 'good', refused: 'bad', 'given up': 'bad', failed: 'bad' };

function outcome({ transport, outcome: became, status, failure, ms, requests }: Step): Text {
  const often = requests > 1 ? `, ${requests} requests` : '';
  if (transport === 'iframe' && status === 404) {
    return `404 by design, never the cause${often}`;
  }
  const said = {
    open: `${status}`,
    answered: `${status}`,
    refused: `${status}`,
    'given up': `given up after ${seconds(ms ?? 0)}`,
    failed: failure ?? 'failed, no answer was recorded',
  }[became];
  return [{ text: said, tone: TONES[became] }, often];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function closing({ verdict, cause, sessions }: HarReport): Block[] {
  const unopened = sessions.find(({ transport }) => transport === undefined);
  if (verdict === 'healthy') {
    const over = [...new Set(sessions.map(({ transport }) => transport))].join(', ');
    const which = sessions.length === 1 ? 'the session' : `all ${sessions.length} sessions`;
    return [paragraph([{ text: 'no known failure', tone: 'good' }, `: ${which} ran over ${over}`])];
  }
  if (verdict === 'problem') {
    return whatFirst(cause, sessions[0]?.url);
  }
  if (!unopened) {
    const how = 'no WebSocket and no SockJS request was recorded; open the network panel first, then load the page';
    return [paragraph([{ text: 'could not tell', tone: 'doubt' }, `: ${how}`])];
  }
  const why = 'a session failed and the browser does not say why, as with every answer without CORS headers; ask the chain itself:';
  return [paragraph([{ text: 'could not tell', tone: 'doubt' }, `: ${why}`]), ...verbatim(doctorOf(unopened.url), 2)];
}
