import { displayWidth } from '../../lib/cli/display-width';
import { layout, type Block } from '../../lib/cli/page';
import { Terminal } from '../../lib/cli/terminal';
import { main } from '../../lib/cli/main';
import { rehearsalPage } from '../../lib/cli/rehearsal-page';
import { answerRow, counts } from '../../lib/cli/answer-rows';
import type { Answer } from '../../lib/doctor/answer';
import { sockJsClient } from '../../lib/doctor/questions/sockjs-client';
import { CASES } from '../findings/cases';
import { HEALTHY } from '../findings/evidence';
import { chainReports, otherPages, reportOf } from './representative';
import { join } from 'node:path';

const WIDTHS = [60, 80, 100, 200];
const REPORTS = chainReports();
const PAGES = otherPages();
const plain = (page: readonly Block[], width: number) => layout(page, width, (_, text) => text);
const dense = (text: string) => text.replace(/\s+/g, '');

/** Lines that are wider than the page, but for text to paste, and for a URL that stands alone. */
function tooWide(page: readonly Block[], width: number): string[] {
  const pasted = new Set(page.flatMap((block) => ('verbatim' in block ? block.verbatim.trim() : [])));
  const allowed = (line: string) => pasted.has(line.trim()) || /^\S*:\/\/\S*$/.test(line.trim());
  return plain(page, width).filter((line) => displayWidth(line) > width && !allowed(line));
}

describe.each(WIDTHS)('%d columns', (width) => {
  test('no line of a report on a chain is wider, and no evidence of a row that is not ok is cut', () => {
    for (const { name, report, page } of REPORTS) {
      expect([name, tooWide(page, width)]).toEqual([name, []]);
      const text = dense(plain(page, width).join('\n'));
      const missing = report.answers.filter(({ verdict, summary }) => verdict !== 'healthy' && !text.includes(dense(summary)));
      expect([name, missing]).toEqual([name, []]);
    }
  });

  test('nor is a line of any other page', async () => {
    for (const { name, page } of await PAGES) {
      expect([name, tooWide(page, width)]).toEqual([name, []]);
    }
  });

  test.each([
    ['doctor', '--log', join(__dirname, '..', 'recorded', 'nginx-error.log')],
    ['doctor', '--har', join(__dirname, '..', 'recorded', 'blog.har')],
    ['explain'],
    ['rehearse', '--app', `/nowhere/${'deep '.repeat(40)}`],
    ['doctor', '--help'],
  ])('nor what a terminal is sent: %s %s', async (...argv) => {
    let sent = '';
    const output = { isTTY: true, columns: width, write: (text: string) => (sent += text) };
    await main(argv, output, output);
    const lines = sent
      .replace(/\x1b\[\d+m/g, '')
      .split('\n')
      .map((line) => line.split('\x1b[2K').at(-1)!);
    expect(lines.filter((line) => displayWidth(line) > width && !/:\/\/|^ {2,8}\S/.test(line))).toEqual([]);
  });
});

test('the chain and the rows agree: no hop is ok that a question about failed, and a finding stands where the chain fails', () => {
  for (const { name, report, page } of REPORTS) {
    const chain = plain(page, Infinity).find((line) => line.includes(' -- ')) ?? '';
    const ok = chain.split(' -- ').flatMap((hop) => /(\S+) ok$/.exec(hop)?.[1] ?? []);
    const failing = report.answers.filter(({ verdict }) => verdict === 'problem').map(({ farthest }) => farthest);
    expect([name, ok.filter((hop) => failing.includes(hop as Answer['hop']))]).toEqual([name, []]);
    if (report.cause) {
      expect([name, chain]).toEqual([name, expect.stringContaining(`${report.cause.hop} FAIL`) as string]);
    }
  }
});

test('without a terminal a row is a line, whatever its evidence', () => {
  for (const { report } of REPORTS) {
    for (const answer of report.answers) {
      expect(plain([answerRow(answer)], Infinity)).toHaveLength(1);
    }
  }
});

test('counts say what was not asked', () => {
  const answers = (verdicts: Answer['verdict'][]) =>
    verdicts.map((verdict): Answer => ({ question: 'dns', hop: 'dns', asked: '', summary: '', verdict }));
  expect(counts(answers(['healthy', 'problem', 'not-reached', 'not-reached']))).toBe('1 failed, 1 ok, 2 not reached');
  expect(counts(answers(['healthy', 'undetermined', 'not-offered', 'not-checked']))).toBe('1 not told, 1 ok, 1 not offered, 1 not asked');
});

const rehearsed = { url: 'https://localhost:8443', doctor: [], assumptions: [], removed: '', logs: {} };
const shown = (page: readonly Block[]) => `\n${plain(page, 80).join('\n')}\n`;

test('the rows and the closing words of a healthy chain', () => {
  const report = reportOf({});
  expect(shown([...report.answers.map((answer) => answerRow(answer)), ...rehearsalPage({ ...rehearsed, report })])).toMatchSnapshot();
});

test('a broken chain: cause, cure, what follows', () => {
  const report = reportOf({ ...CASES['PROXY-UPGRADE-MISSING'], ...CASES['NGX-HTTP10'] });
  expect(shown(rehearsalPage({ ...rehearsed, report }))).toMatchSnapshot();
});

test('what was taken away, and what a browser then does', () => {
  const change = { ...CASES['PROXY-UPGRADE-MISSING'], ...CASES['NGX-HTTP10'] };
  const report = reportOf({ ...change, client: sockJsClient({ ...HEALTHY, ...change }) });
  const removed = '--- a/proxy.conf\n+++ b/proxy.conf\n@@ -1,2 +1,1 @@\n proxy_pass http://spring;\n-proxy_http_version 1.1;\n';
  expect(shown(rehearsalPage({ ...rehearsed, report, removed }).slice(0, 18))).toMatchSnapshot();
});

test('what the part that failed wrote last stands below its cause', () => {
  const report = reportOf({ app: { listening: false, exit: 'exit code 1', log: 'BeanCreationException', waitedMs: 1 } });
  const page = plain(rehearsalPage({ ...rehearsed, report, logs: { application: 'one\nBeanCreationException: two\n' } }), 80);
  expect(page).toEqual(expect.arrayContaining(['  | one', '  | BeanCreationException: two']));
});

describe('what goes on', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const terminalOf = (isTTY: boolean, columns = 40) => {
    const sent: string[] = [];
    return { sent, terminal: new Terminal({ isTTY, columns, write: (text) => sent.push(text) }, false) };
  };

  test('is drawn on a terminal with the seconds that it takes, never wider than it, and leaves nothing behind', () => {
    const { sent, terminal } = terminalOf(true);
    terminal.busy(`synthesizing ${'漢字'.repeat(20)}`);
    jest.advanceTimersByTime(12_000);
    const drawn = sent.filter((text) => text.includes('synthesizing'));
    expect(drawn.length).toBeGreaterThan(100);
    expect(drawn.filter((text) => displayWidth(text) >= 40)).toEqual([]);
    expect(drawn.at(-1)).toMatch(/… 12 s$/);
    terminal.idle();
    expect(sent.at(-1)).toBe('\r\x1b[2K');
    jest.advanceTimersByTime(1000);
    expect(sent.at(-1)).toBe('\r\x1b[2K');
  });

  test('is a line without one, once it takes two seconds; what is known to take long, at once', () => {
    const { sent, terminal } = terminalOf(false);
    terminal.busy('application: java -jar');
    jest.advanceTimersByTime(1900);
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(10_000);
    expect(sent).toEqual(['...  application: java -jar\n']);
    terminal.busy('dns: api.example.com');
    terminal.idle();
    jest.advanceTimersByTime(10_000);
    terminal.begin('building the example with Maven');
    expect(sent).toEqual(['...  application: java -jar\n', '...  building the example with Maven\n']);
  });
});
