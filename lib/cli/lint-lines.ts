import { printable } from '../doctor/printable';
import type { Linted, LintedRoute, LintPlace, LintReport } from '../doctor/lint-report';
import type { Terminal } from './terminal';

/** More places of one finding than these are counted only. */
const MOST_PLACES = 3;

/** The report as people read it; `brief` leaves the explanations out, where the patch is what was asked for. */
export function lintLines(terminal: Terminal, report: LintReport, brief = false): string[] {
  const { problems, advice, undetermined, notes } = report;
  const room = (lines: string[]) => (lines.length > 0 ? ['', ...lines] : []);
  return [
    ...(brief ? [] : [readLine(terminal, report), ...room(routeLines(terminal, report.routes))]),
    ...(brief ? problems.flatMap((found) => found.places.map((place) => `${terminal.tone('bad', found.code)} ${at(place)} ${printable(place.detail)}`)) : problems.flatMap((found) => ['', ...problemLines(terminal, found)])),
    ...(brief ? [] : room(advice.flatMap((found) => adviceLines(terminal, found)))),
    ...room(undetermined.map((text) => `${terminal.tone('doubt', '?')} ${text}`)),
    ...room(brief ? [] : notes.map((text) => `${terminal.tone('quiet', 'note')} ${text}`)),
    '',
    closing(terminal, report, brief),
  ];
}

function readLine(terminal: Terminal, { files, nginxVersion }: LintReport): string {
  const more = files.length > 1 ? ` and ${files.length - 1} more file${files.length > 2 ? 's' : ''}` : '';
  return terminal.tone('quiet', `read ${files[0] ?? 'nothing'}${more}; ${nginxVersion ? `nginx ${nginxVersion}` : 'which nginx reads it is not known, --nginx-version says it'}`);
}

function routeLines(terminal: Terminal, routes: readonly LintedRoute[]): string[] {
  if (routes.length === 0) return [];
  const rows = routes.slice(0, 20).map(({ route, file, line, passes, why }) => [route, `${file}:${line}`, passes.join(', ') || 'nowhere', why].map(printable));
  const titles = ['route', 'location', 'handed to', 'judged because of'] as const;
  const width = (column: 0 | 1 | 2) => Math.max(titles[column].length, ...rows.map((row) => row[column]!.length));
  const line = (row: readonly string[]) => `${row[0]!.padEnd(width(0))}  ${row[1]!.padEnd(width(1))}  ${row[2]!.padEnd(width(2))}  ${row[3]}`;
  return [terminal.tone('quiet', line(titles)), ...rows.map(line), ...(routes.length > 20 ? [`and ${routes.length - 20} more (--json has all)`] : [])];
}

function problemLines(terminal: Terminal, { code, title, cause, cure, places }: Linted): string[] {
  const shown = places.slice(0, MOST_PLACES);
  return [
    `${terminal.tone('bad', code)}: ${title}`,
    ...shown.flatMap((place) => [`  ${terminal.tone('strong', at(place))} ${printable(place.detail)}`, ...place.corrected.map((line) => `        ${coloured(terminal, line)}`)]),
    ...(places.length > shown.length ? [`  and ${places.length - shown.length} more places (--json has all)`] : []),
    `  why   ${cause}`,
    `  cure  ${cure}`,
  ];
}

function adviceLines(terminal: Terminal, { code, places }: Linted): string[] {
  const [first] = places;
  const more = places.length > 1 ? ` (and ${places.length - 1} more place${places.length > 2 ? 's' : ''})` : '';
  return [`${terminal.tone('doubt', 'advice')} ${code} ${at(first!)} ${printable(first!.detail)}${more}`];
}

function at({ file, line }: LintPlace): string {
  return `${printable(file)}:${line}`;
}

function coloured(terminal: Terminal, line: string): string {
  return line.startsWith('+') ? terminal.tone('good', line) : line.startsWith('-') ? terminal.tone('bad', line) : terminal.tone('quiet', line);
}

function closing(terminal: Terminal, { verdict, problems, routes, advice }: LintReport, brief: boolean): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  if (verdict === 'problem') {
    const curable = problems.some(({ places }) => places.some(({ edits }) => edits.length > 0));
    const cure = !curable ? 'no line of the configuration alone cures that' : brief ? 'the patch cures what lines can cure: apply it with patch -p1 (absolute paths, as from nginx -T: patch --follow-symlinks -p1 -d /), then nginx -t' : '--fix prints a patch';
    return `${terminal.tone('bad', count(problems.length, 'problem'))} in the configuration: ${cure}`;
  }
  if (verdict === 'undetermined') return `${terminal.tone('doubt', 'it could not be told')} whether sockets pass: the lines with ? say what is missing`;
  return `${terminal.tone('good', `${count(routes.length, 'route')} let${routes.length === 1 ? 's' : ''} sockets through`)}${advice.length > 0 ? `; advice breaks nothing, cdk-spring-websocket explain <code> says more` : ''}`;
}
