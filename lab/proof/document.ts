import type { Record, Shown } from './claim';

/** What begins a document: who wrote it, and how to read it. */
export interface Preface {
  readonly command: string;
  readonly introduction: readonly string[];
}

/** lab/proof.md: every claim of a run, for people who decide whether to rely on it. */
export function proofDocument(record: Record, { command, introduction }: Preface = LAB): string {
  const failed = record.shown.filter(({ shown }) => !shown).length;
  const standIns = [...new Set(record.shown.flatMap(({ standIn = [] }) => standIn))].sort();
  return [
    '# What was shown, and how',
    '',
    `Written by \`${command}\` on ${record.date}${record.commit ? `, commit ${record.commit}` : ''}: ` +
      `${record.shown.length - failed} of ${record.shown.length} claims were shown${failed > 0 ? `, **${failed} were not**` : ''}. ` +
      'Do not edit it by hand.',
    '',
    ...introduction,
    '',
    `Versions: ${Object.entries(record.versions)
      .map(([program, version]) => `${program} ${version}`)
      .join(', ')}.`,
    '',
    ...(standIns.length > 0 ? ['In place of the real thing stood:', '', ...standIns.map((each) => `- ${each}`), ''] : []),
    ...record.parts.flatMap((part) => section(record, part)),
    ...unshowable(record),
  ].join('\n');
}

const LAB: Preface = {
  command: 'npm run lab',
  introduction: [
    'The lab runs a real `cdk deploy` against an emulator of AWS, ' +
      'boots what the Auto Scaling group asks for, and uses it. Each line below is a claim that the',
    'library makes, how the lab showed it, and what it saw. The last column says what was the real thing; ' +
      "what stood in for AWS was written from AWS's documentation and proves",
    'nothing about AWS itself. `npm run verify-on-aws` puts the same questions to a real account. ' +
      'The same in JSON: [proof.json](proof.json).',
    'Most parts go on side by side: durations and figures are those of processors that have much else to do.',
  ],
};

function section(record: Record, { name, title, seconds }: Record['parts'][number]): string[] {
  const claims = record.shown.filter(({ part }) => part === name);
  const figures = record.figures.filter(({ part }) => part === name);
  return [
    `## ${title} (\`${name}\`, ${Math.round(seconds)} s)`,
    '',
    ...(claims.length > 0 ? table(['Claim', 'How it was shown', 'Evidence', 'Real / stand-in'], claims.map(row)) : ['No claims.']),
    '',
    ...(figures.length > 0
      ? [
          ...table(
            ['Figure', 'This run'],
            figures.map((figure) => [figure.name, figure.value]),
          ),
          '',
        ]
      : []),
  ];
}

function row({ claim, how, evidence, real = [], standIn = [], shown }: Shown): string[] {
  const parts = [real.join(', '), standIn.length > 0 ? `*stand-in:* ${standIn.map((each) => each.split(':')[0]).join(', ')}` : ''].filter(
    (text) => text !== '',
  );
  return [claim, how, shown ? evidence : `**not shown:** ${evidence}`, parts.join('; ')];
}

function unshowable({ notShown }: Record): string[] {
  if (notShown.length === 0) {
    return [];
  }
  return [
    '## What could not be shown here',
    '',
    ...table(
      ['Part', 'Claim', 'Why not'],
      notShown.map(({ part, claim, why }) => [`\`${part}\``, claim, why]),
    ),
    '',
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A text as a cell of a Markdown table: in one line, nothing in it ends the cell or is taken for HTML. */
function cell(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\|/g, '\\|')
    .replace(/</g, '&lt;');
}
