import { distance, HOPS, type Hop } from '../chain/hops';
import type { OutsideReport } from '../doctor/diagnose';
import type { Terminal, Tone } from './terminal';

const KINDS: Readonly<Record<NonNullable<OutsideReport['kind']>, string>> = {
  sockjs: 'SockJS', stomp: 'STOMP over WebSocket', handler: 'a WebSocket handler', sse: 'server-sent events',
};

/** Hops that every chain has; the host itself cannot be seen from outside. */
const SEEN = HOPS.filter((hop) => hop !== 'host');

/** The chain, hop by hop: how far it is proved, and where it breaks. */
export function chainLines(terminal: Terminal, report: OutsideReport): string[] {
  const { url, kind } = report;
  const drawn = SEEN.filter((hop) => hop !== 'tls' || url.startsWith('https:')).map((hop) => {
    const [sign, tone] = signOf(hop, report);
    return terminal.tone(tone, `${hop}${sign}`);
  });
  return [`${terminal.tone('strong', url)}${kind ? `, ${KINDS[kind]}` : ''}`, '', `  ${drawn.join(' -- ')}`];
}

function signOf(hop: Hop, { cause, answers, verdict }: OutsideReport): readonly [sign: string, tone: Tone] {
  const proved = Math.max(-1, ...answers.filter((answer) => answer.verdict === 'healthy').map((answer) => distance(answer.hop)));
  const own = answers.filter((answer) => answer.hop === hop);
  if (cause?.hop === hop || (!cause && verdict === 'problem' && own.some((answer) => answer.verdict === 'problem'))) {
    return [' FAIL', 'bad'];
  }
  // Whoever answers farther in proves every hop before, as long as nothing broke there.
  return distance(hop) <= proved || own.some((answer) => answer.verdict === 'healthy') ? [' ok', 'good'] : [' ?', 'quiet'];
}
