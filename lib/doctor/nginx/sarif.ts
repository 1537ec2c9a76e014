import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOME } from '../../findings/finding';
import type { Linted, LintPlace, LintReport } from './lint-report';

/** The report as code scanning reads it: SARIF 2.1.0. `texts` are the files, for the places of the corrections. */
export function sarif(report: LintReport, texts: ReadonlyMap<string, string>, version: string): object {
  const all = [...report.problems, ...report.advice];
  const rules = [...new Map(all.map((each) => [each.code, rule(each)])).values()];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk-spring-websocket', version, informationUri: HOME, rules } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [...report.undetermined, ...report.notes].map((text) => ({ level: 'note', message: { text } })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: all.flatMap((each) =>
          each.places.map((place) =>
            result(
              each,
              place,
              rules.findIndex(({ id }) => id === each.code),
              texts,
            ),
          ),
        ),
      },
    ],
  };
}

function rule({ code, title, cause, why, cure, paste, source, severity }: Linted) {
  return {
    id: code,
    name: code.toLowerCase().replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: `${cause} ${why}` },
    helpUri: `${HOME}/blob/main/docs/FINDINGS.md`,
    help: {
      text: [cure, ...(paste === undefined ? [] : [paste]), ...source].join('\n'),
      markdown: [cure, ...(paste === undefined ? [] : ['```nginx', paste, '```']), ...source.map((each) => `- ${each}`)].join('\n'),
    },
    defaultConfiguration: { level: severity === 'problem' ? 'error' : 'note' },
    properties: { tags: ['nginx', 'websocket'] },
  };
}

function result({ code, title, severity }: Linted, place: LintPlace, ruleIndex: number, texts: ReadonlyMap<string, string>) {
  const files = [...new Set(place.edits.map(({ file }) => file))];
  const fixes = [
    {
      description: { text: `cure ${code}` },
      artifactChanges: files.map((file) => ({
        artifactLocation: { uri: uri(file) },
        replacements: place.edits
          .filter((edit) => edit.file === file)
          .map(({ start, end, text }) => ({ deletedRegion: region(texts.get(file) ?? '', start, end), insertedContent: { text } })),
      })),
    },
  ];
  return {
    ruleId: code,
    ruleIndex,
    level: severity === 'problem' ? 'error' : 'note',
    message: { text: `${title}: ${place.detail}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uri(place.file) }, region: { startLine: place.line } } }],
    ...(files.length > 0 ? { fixes } : {}),
  };
}

function uri(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
}

/** Lines and columns from 1, as SARIF counts; the end is behind the last character. */
function region(text: string, start: number, end: number) {
  const at = (offset: number) => {
    const before = text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  };
  const [from, to] = [at(start), at(end)];
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
