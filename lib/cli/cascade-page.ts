import type { Report } from '../doctor/report';
import type { ClientStep, Evidence } from '../findings/evidence';
import { BLANK, paragraph, verbatim, type Block, type Piece, type Text } from './page';
import { transportTree } from './transport-tree';

/** What a browser does without the lines that `--with-the-bug` took away, SockJS's transports in the order in which it tries them. */
export function cascadePage(report: Report): Block[] {
  const evidence = report.evidence.find(({ client }) => client) ?? report.evidence.find(({ handshake }) => handshake);
  if (!evidence?.handshake) {
    return [BLANK, paragraph('no browser got as far as a handshake, so these lines made no difference')];
  }
  return [
    BLANK,
    paragraph('what a browser then does at'),
    ...verbatim(`${report.origin ?? ''}${evidence.route?.path ?? ''}`, 2, 'strong'),
    BLANK,
    ...transportTree(steps(evidence)),
  ];
}

function steps({ client, handshake }: Evidence): [string, Text][] {
  if (client) {
    // What is loaded into an iframe meets the same once more.
    return client.steps.filter(({ transport }) => transport !== 'iframe').map((step) => [step.transport, outcomeOf(step)]);
  }
  const { status, body = '' } = handshake ?? {};
  const said = `${status ?? 'no answer'} ${body.trim().split('\n')[0]}`.trim();
  return [['websocket', { text: said, tone: status === 101 ? 'good' : 'bad' }]];
}

function outcomeOf({ transport, outcome, ms }: ClientStep): Piece {
  switch (outcome) {
    case 'opens':
      return {
        text: transport === 'xhr-polling' ? 'works: the page looks connected, with a request for every message' : 'opens',
        tone: 'good',
      };
    case 'not offered':
      return { text: 'not offered by the application', tone: 'quiet' };
    case 'refused':
      return { text: 'refused', tone: 'bad' };
    default:
      return { text: `given up after ${(ms / 1000).toFixed(1)} s`, tone: 'bad' };
  }
}
