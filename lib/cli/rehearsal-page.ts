import type { Question } from '../findings/evidence';
import type { Rehearsed } from '../rehearsal/rehearsal';
import { cascadePage } from './cascade-page';
import { chainLine } from './chain-line';
import { note } from './finding-page';
import { BLANK, item, paragraph, verbatim, type Block, type Tone } from './page';
import { commandLine } from './program';
import { afterProblem, reportPage } from './report-page';

/** What follows the rows of a rehearsal: what was taken away and what a browser does then, the chain, what is wrong with it. */
export function rehearsalPage(rehearsed: Rehearsed): Block[] {
  const { report, assumptions, removed } = rehearsed;
  return [
    ...assumptions.map(note),
    ...(removed === '' ? [] : [...withoutPage(removed), ...cascadePage(report)]),
    ...reportPage(
      report,
      chainLine(
        report,
        (hop) => hop !== 'tcp' && hop !== 'proxy' && (hop !== 'tls' || report.answers.some(({ question }) => question === 'tls')),
      ),
      {
        healthy: 'these are the files and settings that npx cdk deploy puts on AWS',
        problem: afterProblem(report, 'synthesize and rehearse again'),
        undetermined: 'the lines with ? say why',
      },
      tailOf(rehearsed),
    ),
  ];
}

/** Where a chain runs that is kept, and how the doctor examines it. */
export function keptPage({ url, doctor, report }: Rehearsed): Block[] {
  const [{ hosts = 1 } = {}] = report.evidence;
  return [
    BLANK,
    paragraph('it runs at'),
    ...verbatim(url, 2, 'strong'),
    paragraph('with a certificate that no browser knows. The doctor examines it with'),
    ...verbatim(commandLine(['doctor', ...doctor]), 2),
    ...(hosts > 1 ? [paragraph('Windows of one browser come to one host; a private window has a cookie of its own')] : []),
    paragraph('Ctrl-C stops everything'),
  ];
}

const TONES: Readonly<Record<string, Tone>> = { '+': 'good', '-': 'bad' };

/** The lines that `--with-the-bug` took away. */
function withoutPage(removed: string): Block[] {
  const lines = removed.trimEnd().split('\n');
  return [
    BLANK,
    paragraph("taken out of the host's nginx files, as in the configuration of many a blog:"),
    BLANK,
    ...lines.flatMap((line) => verbatim(line, 2, TONES[line.charAt(0)] ?? 'quiet')),
  ];
}

/** What the part that failed wrote last, where that tells the cause. */
function tailOf({ report, logs }: Rehearsed): Block[] {
  const failing = report.answers.find(({ verdict }) => verdict === 'problem')?.question;
  const telling: Partial<Record<Question, string>> = {
    // Of several hosts it is the one that failed.
    application: logs.application ?? report.evidence[0]?.app?.log,
    'nginx-config': report.evidence[0]?.nginxTest?.output,
  };
  const lines = (failing && telling[failing])?.trimEnd().split('\n') ?? [];
  return lines.map((line) => item({ text: '|', tone: 'quiet' }, 2, line, 2));
}
