import type { Unread } from '../aws/failure';
import type { PolicyFor } from '../aws/policy';
import { HOPS, type Hop } from '../chain/hops';
import type { Report } from '../doctor/report';
import { table } from './answer-lines';
import { closingLines } from './report-lines';
import type { Terminal, Tone } from './terminal';

/** What AWS tells, as a person reads it: the chain, its hops with their evidence, the cause and its cure, and what to do next. */
export function awsLines(terminal: Terminal, report: Report, wanted: PolicyFor): string[] {
  const name = 'stack' in wanted ? `--stack ${wanted.stack}` : `--instance ${wanted.instance}`;
  const denied = deniedActions(report);
  const next = denied.length > 0 ? `allow ${denied.join(', ')}; doctor ${name} --policy prints the whole policy` : 'what is not told above says what would tell it';
  return [
    '',
    `  ${drawn(terminal, report)}`,
    '',
    ...table(terminal, report.answers),
    ...closingLines(terminal, report, [], {
      healthy: 'AWS has nothing against this chain; doctor <url> shakes hands with it from outside',
      broken: report.verdict === 'undetermined' ? next : `change what the cure says and ask again${denied.length > 0 ? `; not everything could be told: ${next}` : ''}`,
    }),
  ];
}

/** The hops that AWS can tell something about. */
function drawn(terminal: Terminal, { answers, cause }: Report): string {
  const asked = HOPS.filter((hop) => answers.some((answer) => answer.hop === hop) || cause?.hop === hop);
  return asked.map((hop) => {
    const [sign, tone] = signOf(hop, answers, cause?.hop);
    return terminal.tone(tone, `${hop} ${sign}`);
  }).join(' -- ');
}

function signOf(hop: Hop, answers: Report['answers'], cause: Hop | undefined): readonly [string, Tone] {
  const own = answers.filter((answer) => answer.hop === hop).map(({ verdict }) => verdict);
  if (hop === cause) return ['FAIL', 'bad'];
  if (own.includes('problem')) return ['so', 'bad'];
  return own.includes('undetermined') || !own.includes('healthy') ? ['?', 'doubt'] : ['ok', 'good'];
}

function deniedActions({ evidence }: Report): string[] {
  const unread = evidence.flatMap(({ aws }) => Object.values(aws?.unread ?? {}).flat() as Unread[]);
  return [...new Set(unread.filter(({ because }) => because === 'denied').map(({ action }) => action))].sort();
}
